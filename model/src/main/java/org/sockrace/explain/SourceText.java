package org.sockrace.explain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The modelled kernel's own source lines, from the copies that are bundled with it. Not thread-safe. */
public final class SourceText {

    private static final String FOLDER = "/kernel-source/org/sockrace/kernel/";
    private final Map<String, List<String>> files = new HashMap<>();

    /** That line, without indentation; an empty string if there is no such file or line. */
    public String line(String file, int line) {
        List<String> lines = file(file);
        return line >= 1 && line <= lines.size() ? lines.get(line - 1).strip() : "";
    }

    /** The names of all source files, sorted. */
    public static List<String> names() {
        try {
            java.net.URI here = SourceText.class.getResource(FOLDER + "Kernel.java").toURI();
            if (here.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(here, Map.of())) {
                    return list(jar.getPath(FOLDER));
                }
            }
            return list(Path.of(here).getParent());
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

    private static List<String> read(String name) {
        try (InputStream in = SourceText.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? List.of() : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
