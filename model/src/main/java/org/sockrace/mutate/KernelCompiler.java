package org.sockrace.mutate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles files of the kernel in memory, against the classes of this program. Not thread-safe: each thread needs its own. */
final class KernelCompiler implements AutoCloseable {

    private static final String CLASS_PATH = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    private final JavaCompiler compiler;
    private final StandardJavaFileManager files;

    KernelCompiler() {
        compiler = ToolProvider.getSystemJavaCompiler();
        files = compiler.getStandardFileManager(d -> { }, null, null);
    }

    /** Whether this Java can compile at all: a runtime without tools cannot. */
    static boolean isThere() {
        return ToolProvider.getSystemJavaCompiler() != null;
    }

    /** The classes of these files by name, or null if they do not compile. */
    Map<String, byte[]> compile(Map<String, String> texts) {
        Map<String, ByteArrayOutputStream> written = new HashMap<>();
        List<JavaFileObject> sources = new ArrayList<>();
        texts.forEach((file, text) -> sources.add(new SourceFile(file, text)));
        List<String> options = List.of("-classpath", CLASS_PATH, "-proc:none", "-nowarn", "-g", "-implicit:none");
        boolean compiled = compiler.getTask(Writer.nullWriter(), new Memory(files, written), d -> { }, options, null, sources).call();
        if (!compiled) {
            return null;
        }
        Map<String, byte[]> classes = new HashMap<>();
        written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
        return classes;
    }

    @Override
    public void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }


    /** Keeps what is compiled. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written;

        Memory(JavaFileManager files, Map<String, ByteArrayOutputStream> written) {
            super(files);
            this.written = written;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    written.put(className, out);
                    return out;
                }
            };
        }
    }
}
