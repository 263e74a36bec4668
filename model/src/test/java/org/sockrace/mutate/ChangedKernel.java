package org.sockrace.mutate;

import java.util.Map;
import org.sockrace.explain.SourceText;

/** The kernel with a text of it replaced, compiled and loaded as mutants are, for tests of other packages. */
public final class ChangedKernel {

    private ChangedKernel() { }

    /**
     * A class that rests on the kernel, on a kernel with the text replaced, once, in that file.
     *
     * @throws IllegalArgumentException if the file does not hold the text
     * @throws IllegalStateException if what comes of it does not compile
     */
    public static Class<?> load(Class<?> resting, String file, String text, String replacement) throws ClassNotFoundException {
        String code = String.join("\n", new SourceText().file(file));
        int at = code.indexOf(text);
        if (at < 0) {
            throw new IllegalArgumentException(file + " does not hold: " + text);
        }
        String changed = code.substring(0, at) + replacement + code.substring(at + text.length());
        try (KernelCompiler compiler = new KernelCompiler()) {
            Map<String, byte[]> classes = compiler.compile(Map.of(file, changed));
            if (classes == null) {
                throw new IllegalStateException("the changed kernel does not compile");
            }
            return Class.forName(resting.getName(), true, new KernelLoader(classes));
        }
    }
}
