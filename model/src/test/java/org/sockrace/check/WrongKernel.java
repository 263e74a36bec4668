package org.sockrace.check;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.sockrace.explore.Progress;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;
import org.sockrace.explain.SourceText;

/** Compiles the modelled kernel with one place changed, and checks a scenario on it in a class loader of its own. */
public final class WrongKernel {

    private static final String JAVA_CLASS_PATH = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private WrongKernel() { }

    /**
     * What is broken in the scenario if the text is replaced, once, in that file. Fails if the file does not hold the text.
     *
     * @param scenario a name of the catalogue, or a program
     */
    static Set<String> broken(Path folder, String file, String text, String replacement, String scenario) throws Exception {
        compile(folder, file, text, replacement);
        List<URL> urls = new ArrayList<>(List.of(folder.toUri().toURL()));
        for (String entry : JAVA_CLASS_PATH.split(java.io.File.pathSeparator)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Object result = loader.loadClass(WrongKernel.class.getName()).getMethod("check", String.class).invoke(null, scenario);
            return new TreeSet<>(Stream.of(((String) result).split(" ")).filter(s -> !s.isEmpty()).toList());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Called inside the other class loader: the broken properties of a scenario or program, separated by spaces. */
    public static String check(String name) {
        Scenario scenario = scenario(name);
        CheckOptions options = CheckOptions.DEFAULT.withoutCounterexamples();
        return String.join(" ", Checker.check(scenario, options, Progress.NONE).violations().stream().map(v -> v.property().id()).toList());
    }

    /** The one of that name in the catalogue, or that program. */
    static Scenario scenario(String name) {
        return name.contains(":") ? ScenarioParser.parse(name, "", "x") : Catalogue.load().matching(name).get(0).scenario();
    }

    private static void compile(Path folder, String file, String text, String replacement) throws IOException {
        SourceText source = new SourceText();
        List<JavaFileObject> files = new ArrayList<>();
        for (String name : SourceText.names()) {
            String code = String.join("\n", source.file(name));
            if (name.equals(file)) {
                int at = code.indexOf(text);
                if (at < 0) {
                    throw new IllegalArgumentException(file + " does not hold: " + text);
                }
                code = code.substring(0, at) + replacement + code.substring(at + text.length());
            }
            files.add(new Source(name, code));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Files.createDirectories(folder);
        List<String> options = List.of("-d", folder.toString(), "-classpath", JAVA_CLASS_PATH, "-proc:none", "-nowarn");
        if (!compiler.getTask(null, null, null, options, null, files).call()) {
            throw new IllegalStateException("the changed kernel does not compile");
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String code;

        Source(String name, String code) {
            super(URI.create("string:///org/sockrace/kernel/" + name), Kind.SOURCE);
            this.code = code;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return code;
        }
    }
}
