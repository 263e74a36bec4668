package org.sockrace.own;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.sockrace.machine.simulated.CodeException;

/** Compiles users' files in memory, all together, against the classes of this program. Not thread-safe. */
final class OwnCompiler {

    private static final String CLASS_PATH = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    private static final List<String> OPTIONS = List.of("-classpath", CLASS_PATH, "-proc:none", "-nowarn", "-g", "-implicit:none");

    private static final Pattern UNKNOWN = Pattern.compile("^(?:cannot find symbol: (?:class|variable)|package) (\\w+)(?: does not exist)?$");

    private static final String SCHEME = "string:///";

    private final List<OwnSource> sources;
    private final List<String> faults;
    private final boolean countsRounds;
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    /**
     * What was compiled.
     *
     * @param classes the classes, by name
     * @param from the file of each, by the same name
     */
    record Compiled(Map<String, byte[]> classes, Map<String, OwnSource> from) { }

    /** A file with its text, or with one that has the same lines. */
    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(int number, OwnSource source, String text) {
            super(URI.create(SCHEME + number + "/" + source.name().replaceAll("[^A-Za-z0-9_.$]", "_")), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        /** Any file may have a class that is public, whatever it is called. */
        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return kind == Kind.SOURCE || super.isNameCompatible(simpleName, kind);
        }
    }

    /**
     * For these files.
     *
     * @param faults the failures that {@code k.fails} can be asked for
     * @param countsRounds whether every loop is to say that it begins another round, as {@link Loops} has it
     */
    OwnCompiler(List<OwnSource> sources, List<String> faults, boolean countsRounds) {
        this.sources = sources;
        this.faults = faults;
        this.countsRounds = countsRounds;
    }

    /** @throws CodeException if it does not compile, or breaks a rule of modelled code */
    Compiled compile() {
        try (StandardJavaFileManager files = compiler.getStandardFileManager(d -> { }, Locale.ROOT, null)) {
            Compiled compiled = new Compiled(new HashMap<>(), new HashMap<>());
            Map<OwnSource, String> probed = new HashMap<>();
            JavacTask plain = task(files, compiled, texts(Map.of()), new DiagnosticCollector<>());
            for (CompilationUnitTree unit : plain.parse()) {
                OwnSource source = source(unit.getSourceFile());
                probed.put(source, countsRounds ? Loops.probed(source.text(), unit, Trees.instance(plain).getSourcePositions()) : source.text());
            }
            DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
            JavacTask task = task(files, compiled, texts(probed), found);
            Iterable<? extends CompilationUnitTree> units = task.parse();
            task.analyze();
            if (failed(found)) {
                throw mistakes(files);
            }
            for (CompilationUnitTree unit : units) {
                new Rules(source(unit.getSourceFile()), unit, Trees.instance(task), faults).check();
            }
            task.generate();
            if (failed(found)) {
                throw mistakes(files);
            }
            return compiled;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Text> texts(Map<OwnSource, String> changed) {
        return IntStream.range(0, sources.size()).mapToObj(i -> new Text(i, sources.get(i), changed.getOrDefault(sources.get(i), sources.get(i).text())))
                .toList();
    }

    /** The compiler has objects of its own around ours: what is the same is what they are called. */
    private OwnSource source(FileObject file) {
        String number = file.toUri().toString().substring(SCHEME.length());
        return sources.get(Integer.parseInt(number.substring(0, number.indexOf('/'))));
    }

    private JavacTask task(JavaFileManager files, Compiled compiled, List<Text> texts, DiagnosticCollector<JavaFileObject> found) {
        return (JavacTask) compiler.getTask(Writer.nullWriter(), new Memory(files, compiled), found, OPTIONS, null, texts);
    }

    private static boolean failed(DiagnosticCollector<JavaFileObject> found) {
        return found.getDiagnostics().stream().anyMatch(d -> d.getKind() == Diagnostic.Kind.ERROR);
    }

    /** What is wrong with the texts as the user wrote them. */
    private CodeException mistakes(JavaFileManager files) throws IOException {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavacTask task = task(files, new Compiled(new HashMap<>(), new HashMap<>()), texts(Map.of()), found);
        task.analyze();
        if (!failed(found)) {
            task.generate();
        }
        List<Mistake> mistakes = new ArrayList<>();
        for (Diagnostic<? extends JavaFileObject> d : found.getDiagnostics()) {
            if (d.getKind() == Diagnostic.Kind.ERROR) {
                OwnSource source = d.getSource() == null ? sources.get(0) : source(d.getSource());
                long length = Math.max(1, d.getEndPosition() - d.getPosition());
                mistakes.add(new Mistake(source, Math.max(1, d.getLineNumber()), Math.max(1, d.getColumnNumber()), length, text(d)));
            }
        }
        return Mistake.exception(mistakes);
    }

    /** What javac says, in one line. */
    private static String text(Diagnostic<?> d) {
        List<String> lines = d.getMessage(Locale.ROOT).lines().map(String::strip).toList();
        String symbol = lines.stream().filter(l -> l.startsWith("symbol:")).map(l -> ": " + l.substring("symbol:".length()).strip().replaceAll("\\s+", " "))
                .findFirst().orElse("");
        return lines.get(0) + symbol + imported(lines.get(0) + symbol);
    }

    /** What a name that the compiler does not know is probably the name of. */
    private static String imported(String message) {
        Matcher name = UNKNOWN.matcher(message);
        if (!name.find()) {
            return "";
        }
        for (String place : List.of("org.sockrace.kernel.", "org.sockrace.machine.", "org.sockrace.own.")) {
            try {
                if (Modifier.isPublic(Class.forName(place + name.group(1), false, OwnCompiler.class.getClassLoader()).getModifiers())) {
                    return " (import " + place + name.group(1) + ";)";
                }
            } catch (ClassNotFoundException | LinkageError e) {
                // It is not there; on file systems that do not tell letters apart it is of another name.
            }
        }
        return "";
    }

    /** Keeps what is compiled. */
    private final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Compiled compiled;

        Memory(JavaFileManager files, Compiled compiled) {
            super(files);
            this.compiled = compiled;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/').replace('$', '_') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            compiled.classes().put(className, toByteArray());
                            compiled.from().put(className, source(sibling));
                        }
                    };
                }
            };
        }
    }
}
