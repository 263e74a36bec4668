package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The functions of one C file, or of one class body of a Java file. */
final class Source {

    private static final Set<String> NO_CALL = Set.of("if", "while", "for", "switch", "return", "sizeof", "typeof", "likely", "unlikely", "defined");

    /**
     * A function.
     *
     * @param name its name; of SYSCALL_DEFINE3(socket, ...) {@code sys_socket}
     * @param parameters the names of its parameters
     * @param line the line of its name
     * @param end the line of its last bracket
     * @param body the place of its first bracket
     */
    record Function(Source source, String name, List<String> parameters, int line, int end, int body) {

        /** Reads its statements. */
        Stmt read() {
            return new StmtParser(new Cursor(source.file, source.tokens, body), source.java).block();
        }

        /** The names before an opening bracket in it: the functions and macros that it calls. */
        Set<String> calls() {
            Set<String> names = new LinkedHashSet<>();
            int behind = new Cursor(source.file, source.tokens, body).behind(body);
            for (int i = body; i < behind - 1; i++) {
                Token t = source.tokens.get(i);
                if (t.word() && source.tokens.get(i + 1).is("(") && !NO_CALL.contains(t.text())) {
                    names.add(t.text());
                }
            }
            return names;
        }
    }

    private final String file;
    private final List<Token> tokens;
    private final boolean java;
    private final Map<String, Function> functions = new LinkedHashMap<>();
    private final Map<String, List<Function>> overloads = new LinkedHashMap<>();

    private Source(String file, List<Token> tokens, boolean java) {
        this.file = file;
        this.tokens = tokens;
        this.java = java;
    }

    /** Of a C file that the preprocessor has seen. */
    static Source ofC(String file, String text) {
        Source source = new Source(file, Lexer.read(file, text).tokens(), false);
        source.scan(0);
        return source;
    }

    /** Of the class whose body begins at {@code from}. */
    static Source ofClass(String file, List<Token> tokens, int from) {
        Source source = new Source(file, tokens, true);
        source.scan(from + 1);
        return source;
    }

    String file() {
        return file;
    }

    /** By name; of several with one name the last. */
    Map<String, Function> functions() {
        return functions;
    }

    /** All that have that name. */
    List<Function> overloads(String name) {
        return overloads.getOrDefault(name, List.of());
    }

    private void scan(int from) {
        Cursor in = new Cursor(file, tokens, from);
        int begin = from;
        while (!in.ended() && !in.sees("}")) {
            if (in.sees("{")) {
                int behind = in.behind(in.at());
                function(begin, in.at(), behind);
                in.to(behind);
                begin = behind;
            } else if (in.sees("(") || in.sees("[")) {
                in.skipGroup();
            } else if (in.next().is(";")) {
                begin = in.at();
            }
        }
        if (!java && in.sees("}")) {
            throw in.error("'}' closes nothing: the file is cut off, or one of its brackets is in a macro or depends on a configuration");
        }
    }

    /** The function whose head is from {@code begin} to the bracket at {@code open}, if that is one. */
    private void function(int begin, int open, int behind) {
        int name = -1;
        int i = begin;
        while (i < open) {
            Token t = tokens.get(i);
            if (t.is("=") || t.is("class") || t.is("record") || t.is("interface")) {
                return;
            }
            if (t.is("(")) {
                boolean attribute = name >= 0 && tokens.get(i - 1).text().startsWith("__");
                name = tokens.get(i - 1).word() && !attribute && !tokens.get(i - 1).is("__attribute__") ? i - 1 : name;
                i = new Cursor(file, tokens, i).behind(i);
            } else {
                i++;
            }
        }
        if (name >= 0) {
            add(name, open, behind);
        }
    }

    private void add(int name, int open, int behind) {
        List<List<Token>> args = arguments(name + 1);
        String called = tokens.get(name).text();
        if (called.matches("SYSCALL_DEFINE\\d") && !args.isEmpty()) {
            String call = args.get(0).get(0).text();
            List<String> names = new ArrayList<>();
            for (int i = 2; i < args.size(); i += 2) {
                names.add(last(args.get(i)));
            }
            called = "sys_" + call;
            functions.putIfAbsent(called, new Function(this, called, names, tokens.get(name).line(), tokens.get(behind - 1).line(), open));
            return;
        }
        List<String> names = args.stream().map(Source::last).toList();
        Function function = new Function(this, called, names, tokens.get(name).line(), tokens.get(behind - 1).line(), open);
        functions.put(called, function);
        overloads.computeIfAbsent(called, n -> new ArrayList<>()).add(function);
    }

    private List<List<Token>> arguments(int from) {
        List<List<Token>> args = new ArrayList<>();
        List<Token> arg = new ArrayList<>();
        int end = new Cursor(file, tokens, from).behind(from) - 1;
        int depth = 0;
        for (int i = from + 1; i < end; i++) {
            Token t = tokens.get(i);
            depth += t.is("(") || t.is("<") ? 1 : t.is(")") || t.is(">") ? -1 : t.is(">>") ? -2 : 0;
            if (t.is(",") && depth == 0) {
                args.add(arg);
                arg = new ArrayList<>();
            } else {
                arg.add(t);
            }
        }
        if (!arg.isEmpty()) {
            args.add(arg);
        }
        return args;
    }

    /** The name that is declared: the last one; of a pointer to a function the one behind the star. */
    private static String last(List<Token> declaration) {
        String name = "";
        for (int i = 0; i < declaration.size(); i++) {
            if (declaration.get(i).is("(") && !name.isEmpty() && i > 2 && declaration.get(i - 1).is(")")) {
                return name;
            }
            name = declaration.get(i).word() ? declaration.get(i).text() : name;
        }
        return name;
    }
}
