package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.explain.SourceText;
import org.sockrace.kernel.KernelConfig;

/** The modelled kernel of one version, read from its bundled source. */
final class JavaModel {

    private static final String MARK = "MODEL:";
    private static final Set<String> CELLS = Set.of("Word", "Atomic");

    /** A class. */
    private record Type(String name, String parent, int line, Source source, List<Lexer.Comment> comments) { }

    private final KernelConfig config;
    private final Map<String, Type> types = new LinkedHashMap<>();
    private final Map<Source, Type> bySource = new LinkedHashMap<>();
    private final Map<String, String> receivers = new LinkedHashMap<>();
    private final Set<String> cells = new TreeSet<>();

    /** Reads the files, by name. */
    JavaModel(KernelConfig config, Rules rules, Map<String, String> files) {
        this.config = config;
        files.forEach((file, text) -> read(file, text, rules));
    }

    /** The bundled files. */
    static Map<String, String> bundled() {
        SourceText text = new SourceText();
        Map<String, String> files = new LinkedHashMap<>();
        SourceText.names().forEach(file -> files.put(file, String.join("\n", text.file(file)) + "\n"));
        return files;
    }

    private void read(String file, String text, Rules rules) {
        Lexer lexer = Lexer.read(file, text);
        List<Token> tokens = lexer.tokens();
        for (int i = 1; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("class") && tokens.get(i + 1).word()) {
                type(file, tokens, i + 1, lexer.comments(), rules);
                break;
            }
        }
        for (int i = 2; i + 1 < tokens.size(); i++) {
            boolean field = tokens.get(i).is(";") && tokens.get(i - 1).word() && tokens.get(i - 2).word();
            if (field) {
                receivers.putIfAbsent((file.equals("Kernel.java") ? "kernel." : "") + tokens.get(i - 1).text(), tokens.get(i - 2).text());
            }
            boolean typed = tokens.get(i - 2).is(">") || CELLS.contains(tokens.get(i - 2).text());
            if (typed && tokens.get(i - 1).word() && (tokens.get(i).is(";") || tokens.get(i).is("="))) {
                cells.add(tokens.get(i - 1).text());
            }
            boolean store = tokens.get(i).is("set") || tokens.get(i).is("store");
            if (store && tokens.get(i - 1).is(".") && tokens.get(i + 1).is("(")) {
                cells.add(stored(tokens, i - 2));
            }
        }
    }

    /** The name before {@code .set(}: that of the cell, or of the list that the cell is in. */
    private static String stored(List<Token> tokens, int last) {
        int i = last;
        int open = 0;
        while (i > 0 && (open > 0 || tokens.get(i).is(")") || tokens.get(i).is("get") || tokens.get(i).is("."))) {
            open += tokens.get(i).is(")") ? 1 : tokens.get(i).is("(") ? -1 : 0;
            i--;
        }
        return tokens.get(i).text();
    }

    private void type(String file, List<Token> tokens, int name, List<Lexer.Comment> comments, Rules rules) {
        String called = tokens.get(name).text();
        if (!rules.present(called, config)) {
            return;
        }
        int open = name;
        String parent = "";
        while (!tokens.get(open).is("{")) {
            parent = tokens.get(open).is("extends") ? tokens.get(open + 1).text() : parent;
            open++;
        }
        Type type = new Type(called, parent, tokens.get(name).line(), Source.ofClass(file, tokens, open), comments);
        types.put(called, type);
        bySource.put(type.source(), type);
    }

    KernelConfig config() {
        return config;
    }

    /** The names of all cells, whether or not they are ever stored into. */
    Set<String> cells() {
        return cells;
    }

    /** {@code Class.method}. */
    String key(Source.Function function) {
        return bySource.get(function.source()).name() + "." + function.name();
    }

    /** All methods of the classes that this kernel has. */
    List<Source.Function> methods() {
        List<Source.Function> all = new ArrayList<>();
        types.values().forEach(t -> all.addAll(t.source().functions().values()));
        return all;
    }

    /** The method of the given name, {@code Class.method} or {@code method}; null if there is none. */
    Source.Function find(String name) {
        int dot = name.indexOf('.');
        if (dot >= 0) {
            Type type = types.get(name.substring(0, dot));
            return type == null ? null : type.source().functions().get(name.substring(dot + 1));
        }
        Source.Function found = null;
        for (Type type : types.values()) {
            Source.Function f = type.source().functions().get(name);
            boolean overrides = found != null && f != null && below(type.name(), bySource.get(found.source()).name());
            found = f != null && (found == null || overrides) ? f : found;
        }
        return found;
    }

    private boolean below(String type, String above) {
        String at = type;
        while (types.containsKey(at)) {
            if (at.equals(above)) {
                return true;
            }
            at = types.get(at).parent();
        }
        return false;
    }

    /** What {@code name()} means in the class of {@code caller}: the lowest class that has it decides. */
    Source.Function own(Source.Function caller, String name) {
        Type from = bySource.get(caller.source());
        for (Type type : types.values()) {
            if (below(type.name(), from.name()) && !type.name().equals(from.name()) && type.source().functions().containsKey(name)) {
                return type.source().functions().get(name);
            }
        }
        return upwards(from.name(), name);
    }

    /** What {@code super.name()} means there. */
    Source.Function inherited(Source.Function caller, String name) {
        return upwards(bySource.get(caller.source()).parent(), name);
    }

    private Source.Function upwards(String from, String name) {
        for (Type at = types.get(from); at != null; at = types.get(at.parent())) {
            if (at.source().functions().containsKey(name)) {
                return at.source().functions().get(name);
            }
        }
        return null;
    }

    /** What {@code receiver.name()} means; null if the receiver is no part of the kernel. */
    Source.Function of(String receiver, String name) {
        String plain = receiver.startsWith("$") ? receiver.substring(1) : receiver;
        String type = receivers.getOrDefault("kernel." + plain, receivers.getOrDefault(plain, ""));
        Source.Function there = types.containsKey(type) ? upwards(type, name) : null;
        if (there != null) {
            return own(there, name);
        }
        List<Source.Function> all = types.values().stream().map(t -> t.source().functions().get(name)).filter(f -> f != null).toList();
        return all.size() == 1 ? all.get(0) : null;
    }

    /** The MODEL: marks of a method, of what is copied into it, and of its class: the texts behind the word. */
    List<String> marks(Source.Function function, Set<Source.Function> copied) {
        List<String> marks = new ArrayList<>();
        marks(function, marks);
        copied.forEach(f -> marks(f, marks));
        Type type = bySource.get(function.source());
        type.comments().stream().filter(c -> c.from() < type.line()).forEach(c -> mark(c, marks));
        return marks;
    }

    private void marks(Source.Function function, List<String> marks) {
        Type type = bySource.get(function.source());
        int from = type.line();
        for (Source.Function f : type.source().functions().values()) {
            from = f.end() < function.line() ? Math.max(from, f.end()) : from;
        }
        for (Lexer.Comment c : type.comments()) {
            if (c.from() > from && c.from() <= function.end()) {
                mark(c, marks);
            }
        }
    }

    private static void mark(Lexer.Comment c, List<String> marks) {
        if (c.text().contains(MARK)) {
            String bare = c.text().replaceFirst("(?s)\\n\\s*\\*\\s*@.*", "").replaceAll("\\s*\\n\\s*\\*?\\s*", " ").replaceAll("\\s*\\*?/?$", "");
            marks.add(bare.substring(bare.indexOf(MARK) + MARK.length()).strip());
        }
    }
}
