package org.sockrace.conform.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;

/**
 * The skeletons of the modelled functions in the C of one kernel, with everything that the C does in them.
 *
 * @param version the kernel's version, such as 6.1; empty if its tree does not say
 * @param functions the functions that it has, by the name under which they are compared
 * @param callees what other functions of the same files call, by their names, of those that these call; empty if this was read from a file of skeletons
 */
public record Skeletons(Optional<String> version, Map<String, InC> functions, Map<String, Callee> callees) {

    private static final String HEAD = "sockrace-skeletons 1";

    /**
     * A function of the kernel.
     *
     * @param place its file and line
     */
    public record InC(String place, Skeleton skeleton) { }

    /**
     * A function that is called by those that are compared.
     *
     * @param place its file and line
     * @param calls what it calls itself
     */
    public record Callee(String place, Set<String> calls) { }

    /**
     * Those of a kernel tree, or of a file that {@link #write} wrote.
     *
     * @throws FileFormatException if it is neither
     */
    public static Skeletons of(Path source, Rules rules) {
        return Files.isRegularFile(source) ? read(source) : ofTree(source, rules);
    }

    private static Skeletons ofTree(Path root, Rules rules) {
        KernelTree tree = new KernelTree(root, rules.macros());
        Map<String, InC> functions = new LinkedHashMap<>();
        Map<String, Callee> callees = new LinkedHashMap<>();
        for (Rules.Entry entry : rules.functions()) {
            Source.Function f = tree.find(entry.names(), entry.files()).orElse(null);
            if (f != null) {
                InC inC = inC(tree, rules, f);
                functions.put(entry.name(), inC);
                for (Skeleton.Node n : inC.skeleton().nodes()) {
                    Source.Function callee = n.kind() == Skeleton.Kind.CALL ? f.source().functions().get(n.text()) : null;
                    if (callee != null) {
                        callees.put(n.text(), new Callee(place(callee), callee.calls()));
                    }
                }
            }
        }
        if (functions.isEmpty()) {
            throw new FileFormatException(root + ": has none of the modelled functions: this is no kernel tree");
        }
        return new Skeletons(tree.version(), functions, callees);
    }

    private static InC inC(KernelTree tree, Rules rules, Source.Function f) {
        try {
            CCompiler compiler = new CCompiler(rules, name -> tree.find(List.of(name), rules.contained(name)).orElse(null));
            Code code = compiler.compile(f);
            return new InC(place(f), Reduction.smallest(Follower.follow(place(f) + ": " + f.name(), code, compiler.status())));
        } catch (FileFormatException e) {
            throw tree.located(e);
        }
    }

    private static String place(Source.Function f) {
        return f.source().file() + ":" + f.line();
    }

    /** The file's text: one line for each function, and below it one for each node. */
    public String write() {
        StringBuilder text = new StringBuilder(HEAD).append("\nkernel ").append(version.orElse("-")).append('\n');
        functions.forEach((name, f) -> {
            text.append("function ").append(name).append(' ').append(f.place()).append('\n');
            for (Skeleton.Node n : f.skeleton().nodes()) {
                text.append(n.kind().name().toLowerCase(Locale.ROOT)).append(' ').append(n.next()).append(' ').append(n.other()).append(' ').append(n.text())
                        .append('\n');
            }
        });
        return text.toString();
    }

    /** Writes them into the file. */
    public void write(Path file) {
        try {
            Files.writeString(file, write(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new FileFormatException(file + ": cannot be written" + (Files.isDirectory(file) ? ": is a folder" : ""));
        }
    }

    private static Skeletons read(Path file) {
        try (Lines lines = Lines.of(file)) {
            if (!HEAD.equals(lines.next())) {
                throw new FileFormatException(file + ": is no kernel tree, and no file of skeletons: its first line is not '" + HEAD + "'");
            }
            String kernel = lines.next();
            if (kernel == null || !kernel.matches("kernel (-|[0-9]{1,3}\\.[0-9]{1,3}(\\.[0-9]{1,3})?)")) {
                throw lines.error("'kernel VERSION' is expected here");
            }
            Map<String, InC> functions = functions(lines);
            String version = kernel.substring("kernel ".length());
            return new Skeletons(version.equals("-") ? Optional.empty() : Optional.of(version), functions, Map.of());
        } catch (IOException e) {
            throw new FileFormatException(file + ": cannot be read");
        }
    }

    private static Map<String, InC> functions(Lines lines) {
        Map<String, InC> functions = new LinkedHashMap<>();
        String line = lines.next();
        if (line == null) {
            throw lines.error("there is no function in the file");
        }
        while (line != null) {
            String[] head = line.split(" ");
            if (head.length != 3 || !head[0].equals("function")) {
                throw lines.error("'function NAME FILE:LINE' is expected here");
            }
            List<Skeleton.Node> nodes = new ArrayList<>();
            line = lines.next();
            while (line != null && !line.startsWith("function ")) {
                nodes.add(node(lines, line));
                line = lines.next();
            }
            check(lines, nodes);
            functions.put(head[1], new InC(head[2], new Skeleton(nodes)));
        }
        return functions;
    }

    private static Skeleton.Node node(Lines lines, String line) {
        String[] parts = line.split(" ", 4);
        try {
            Skeleton.Kind kind = Skeleton.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
            return new Skeleton.Node(kind, parts[3], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw lines.error("'KIND NEXT OTHER TEXT' is expected here");
        }
    }

    private static void check(Lines lines, List<Skeleton.Node> nodes) {
        boolean good = !nodes.isEmpty();
        for (Skeleton.Node n : nodes) {
            boolean ends = n.kind() == Skeleton.Kind.RETURN || n.kind() == Skeleton.Kind.SPIN;
            boolean next = ends ? n.next() == -1 : n.next() >= 0 && n.next() < nodes.size();
            boolean other = n.kind() == Skeleton.Kind.TEST ? n.other() >= 0 && n.other() < nodes.size() : n.other() == -1;
            boolean set = n.kind() != Skeleton.Kind.SET || n.text().contains(" = ");
            good = good && next && other && set;
        }
        if (!good) {
            throw lines.error("the function that ends here has no steps, or a step that leads nowhere");
        }
    }
}
