package org.sockrace.explain;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.stream.Stream;

/**
 * Source lines: the modelled kernel's own, from the copies that are bundled with it, and those of modules that a user wrote, from the user's files. Not
 * thread-safe.
 */
public final class SourceText {

    private static final String FOLDER = "/kernel-source/org/sockrace/kernel/";
    /** Where the other texts of some functions are, below that. */
    private static final String HISTORY = "history/";
    private final Map<String, List<String>> files = new HashMap<>();

    /** That line, without indentation; an empty string if there is no such file or line. */
    public String line(String file, int line) {
        List<String> lines = file(file);
        return line >= 1 && line <= lines.size() ? lines.get(line - 1).strip() : "";
    }

    /** The names of all source files, sorted, but for those of what Linux once had. */
    public static List<String> names() {
        try {
            URL here = SourceText.class.getResource(FOLDER + "Kernel.java");
            if (here.openConnection() instanceof JarURLConnection jar) {
                // Not as a file system, whose classes take long to load.
                return jar.getJarFile().stream().map(JarEntry::getName).filter(n -> ("/" + n).startsWith(FOLDER)).map(n -> n.substring(FOLDER.length() - 1))
                        .filter(n -> n.endsWith(".java") && !n.contains("/")).sorted().toList();
            }
            return list(Path.of(here.toURI()).getParent());
        } catch (IOException | java.net.URISyntaxException e) {
            throw new IllegalStateException("the bundled kernel sources cannot be read", e);
        }
    }

    private static List<String> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith(".java")).sorted().toList();
        }
    }

    /** All lines of a file; empty if there is no such file. */
    public List<String> file(String name) {
        return files.computeIfAbsent(name, SourceText::read);
    }

    /** A file that a user wrote, by its path; what cannot be read has no lines. */
    private static List<String> readOwn(String path) {
        try {
            String text = Files.readString(Path.of(path));
            return (text.startsWith("\ufeff") ? text.substring(1) : text).lines().toList();
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    /** Where a file is below the folder of the kernel: {@code history/TipcRegistersFirst.java}. */
    public static String path(String name) {
        return SourceText.class.getResource(FOLDER + name) == null && SourceText.class.getResource(FOLDER + HISTORY + name) != null ? HISTORY + name : name;
    }

    /** Whether that is a file of the modelled kernel. */
    public static boolean isBundled(String name) {
        return SourceText.class.getResource(FOLDER + path(name)) != null;
    }

    private static List<String> read(String name) {
        if (!isBundled(name)) {
            return readOwn(name);
        }
        try (InputStream in = SourceText.class.getResourceAsStream(FOLDER + path(name))) {
            return in == null ? List.of() : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
