package org.sockrace.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * The Java that documentation shows is right: examples in Javadoc, which say no imports, compile; blocks of the pages, which say theirs, are tests that pass, in a
 * project that has the folder {@code races} of the test resources.
 */
class SnippetsTest {

    private static final Path PROJECT = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    private static final Path SOURCES = PROJECT.resolve("model/src/main/java");
    private static final Pattern IN_JAVADOC = Pattern.compile("<pre>\\{@code\\s(.*?)\\n \\* \\}</pre>", Pattern.DOTALL);
    private static final Pattern IN_PAGES = Pattern.compile("(?m)^```java\\n(.*?)^```$", Pattern.DOTALL);
    private static final String IMPORTS = "import java.util.stream.*; import org.junit.jupiter.api.*; import org.sockrace.scenario.*; "
            + "import org.sockrace.testing.*; import org.sockrace.junit.*; import org.sockrace.check.*; import org.sockrace.machine.Property; "
            + "import static org.sockrace.machine.Property.*; import static org.sockrace.kernel.Net.*; import static org.sockrace.scenario.CallKind.*; "
            + "import static org.sockrace.scenario.Grade.*; import static org.sockrace.scenario.Constants.PF_TOY; "
            + "import static org.sockrace.scenario.ModuleAttribute.*; import static org.sockrace.scenario.KernelSwitch.*; ";

    @TempDir
    private Path folder;

    private record Snippet(String where, String code) { }

    private static List<Snippet> snippets(Path file, Pattern pattern) {
        try {
            List<Snippet> found = new ArrayList<>();
            String text = Files.readString(file);
            Matcher match = pattern.matcher(text);
            while (match.find()) {
                long line = text.substring(0, match.start()).lines().count() + 1;
                found.add(new Snippet(PROJECT.relativize(file) + ":" + line, match.group(1)));
            }
            return found;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(suffix)).sorted().toList().stream();
        }
    }

    @TestFactory
    List<DynamicTest> everyExampleCompiles() throws IOException {
        List<Snippet> javadoc = files(SOURCES, ".java").flatMap(f -> snippets(f, IN_JAVADOC).stream())
                .map(s -> new Snippet(s.where(), unit(s.code().replaceAll("(?m)^ \\* ?", "")))).toList();
        List<Snippet> pages = Stream.concat(Stream.of(PROJECT.resolve("README.md")), files(PROJECT.resolve("model/docs"), ".md"))
                .flatMap(f -> snippets(f, IN_PAGES).stream()).toList();
        assertThat(javadoc).as("examples in Javadoc").hasSizeGreaterThan(2);
        assertThat(pages).as("examples in pages").hasSizeGreaterThan(1);
        return Stream.concat(javadoc.stream().map(s -> DynamicTest.dynamicTest(s.where(), () -> compile(s))),
                pages.stream().map(s -> DynamicTest.dynamicTest(s.where(), () -> {
                    compile(s);
                    run(s);
                }))).toList();
    }

    private void compile(Snippet snippet) {
        assertThat(errors(snippet.code())).as(snippet.code()).isEmpty();
    }

    /** As a user's project does. */
    private void run(Snippet tests) throws IOException, ClassNotFoundException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            SummaryGeneratingListener listener = new SummaryGeneratingListener();
            LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(loader.loadClass(name(tests.code())))).build(),
                    listener);
            StringWriter failures = new StringWriter();
            listener.getSummary().printFailuresTo(new PrintWriter(failures));
            assertThat(listener.getSummary().getTotalFailureCount()).as(failures.toString()).isZero();
            assertThat(listener.getSummary().getTestsSucceededCount()).isPositive();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static String name(String code) {
        return code.replaceAll("(?s).*?\\bclass (\\w+).*", "$1");
    }

    /** A class stands for itself, statements are those of a method. */
    private static String unit(String code) {
        return IMPORTS + "\n" + (code.contains("class ") ? code : "class Example { void example() {\n" + code + "\n} }");
    }

    private String errors(String code) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        JavaFileObject source = new SimpleJavaFileObject(URI.create("string:///" + name(code) + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
                return code;
            }
        };
        List<String> options = List.of("-proc:none", "--release", "17", "-d", folder.toString(), "-classpath", System.getProperty("java.class.path"));
        return compiler.getTask(messages, null, null, options, null, List.of(source)).call() ? "" : messages.toString();
    }
}
