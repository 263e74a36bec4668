package org.sockrace.conform.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sockrace.conform.FileFormatException;

/** The sources of a Linux kernel. Not thread-safe. */
final class KernelTree {

    private static final String FIRST = "net/socket.c";
    private static final long LARGEST = 4L << 20;
    private static final int LONGEST = 64 << 10;
    private static final Pattern PLACE = Pattern.compile("^[a-z][\\w/.-]*\\.[ch]:\\d+: ");
    private static final Pattern VERSION = Pattern.compile("(?m)^VERSION\\s*=\\s*([0-9]{1,3})\\s*$");
    private static final Pattern PATCHLEVEL = Pattern.compile("(?m)^PATCHLEVEL\\s*=\\s*([0-9]{1,3})\\s*$");
    private static final Pattern SUBLEVEL = Pattern.compile("(?m)^SUBLEVEL\\s*=\\s*([0-9]{1,3})\\s*$");

    private final Path root;
    private final Map<String, Integer> macros;
    private final Map<String, Optional<Source>> sources = new HashMap<>();

    /**
     * Opens a tree.
     *
     * @throws FileFormatException if there is none
     */
    KernelTree(Path root, Map<String, Integer> macros) {
        this.root = root;
        this.macros = macros;
        if (!Files.isRegularFile(root.resolve(FIRST))) {
            throw new FileFormatException(root + ": is no kernel tree: there is no file " + FIRST + " in it");
        }
    }

    /** The version that its Makefile says, such as 6.1 or 2.6.32; empty if it does not say. */
    Optional<String> version() {
        if (!Files.isRegularFile(root.resolve("Makefile"))) {
            return Optional.empty();
        }
        String text = text("Makefile");
        Matcher version = VERSION.matcher(text);
        Matcher level = PATCHLEVEL.matcher(text);
        Matcher sublevel = SUBLEVEL.matcher(text);
        if (!version.find() || !level.find()) {
            return Optional.empty();
        }
        String two = version.group(1) + "." + level.group(1);
        return Optional.of(two.equals("2.6") && sublevel.find() ? two + "." + sublevel.group(1) : two);
    }

    /** The function of the first of those names in the first of those files that has one. */
    Optional<Source.Function> find(List<String> names, List<String> files) {
        for (String name : names) {
            for (String file : files) {
                Source.Function found = source(file).map(s -> s.functions().get(name)).orElse(null);
                if (found != null) {
                    return Optional.of(found);
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Source> source(String file) {
        Optional<Source> known = sources.get(file);
        if (known == null) {
            known = Files.exists(path(file), LinkOption.NOFOLLOW_LINKS) ? Optional.of(read(file)) : Optional.empty();
            sources.put(file, known);
        }
        return known;
    }

    private Source read(String file) {
        String text = text(file);
        try {
            return Source.ofC(file, new Preprocessor(file, macros).read(text));
        } catch (FileFormatException e) {
            throw located(e);
        }
    }

    /** The same, with a place in the tree as a place that the user can open. */
    FileFormatException located(FileFormatException e) {
        boolean inTree = PLACE.matcher(e.getMessage()).find() && !e.getMessage().startsWith(root.toString());
        return inTree ? new FileFormatException(root + "/" + e.getMessage()) : e;
    }

    private Path path(String file) {
        try {
            return root.resolve(file);
        } catch (InvalidPathException e) {
            throw new FileFormatException(file + ": is no name of a file");
        }
    }

    private String text(String file) {
        Path path = path(file);
        try {
            if (!Files.isRegularFile(path)) {
                throw new FileFormatException(path + (Files.isSymbolicLink(path) && !Files.exists(path) ? ": is a link that leads nowhere" : ": is no file"));
            }
            if (Files.size(path) > LARGEST) {
                throw new FileFormatException(path + ": is larger than " + (LARGEST >> 20) + " MiB: this is no source file of a kernel");
            }
            String text = Files.readString(path, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
            check(path, text);
            return text;
        } catch (IOException e) {
            throw new FileFormatException(path + ": cannot be read" + (Files.isReadable(path) ? "" : ": permission denied"));
        }
    }

    private static void check(Path path, String text) {
        int line = 1;
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
                begin = i;
            } else if (c < ' ' && c != '\t' && c != '\f' && c != '\r') {
                throw new FileFormatException(path + ":" + line + ": byte 0x" + Integer.toHexString(c) + ": this is no text");
            } else if (i - begin > LONGEST) {
                throw new FileFormatException(path + ":" + line + ": the line is longer than " + LONGEST + " bytes: this is no source file of a kernel");
            }
        }
    }
}
