package org.sockrace.scenario;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sockrace.machine.Property;

/**
 * Reads scenarios.
 *
 * <p>A scenario is a list of statements, one a line or separated by {@code ;} or {@code ||}. A statement begins with a keyword, or with the
 * name of a thread and a colon; calls that follow belong to that thread, rows that follow {@code outcome} to its table. {@code #} begins a
 * comment.
 */
public final class ScenarioParser {

    /** More threads than this are not explored: the states multiply with each. */
    static final int MOST_THREADS = 12;

    static final List<String> KEYWORDS = Statement.ids();
    static final List<String> PROPERTIES = Stream.of(Property.values()).map(Property::id).toList();

    private static final List<String> ALL_OR_NONE = List.of("all", "none");
    private static final List<String> FAULTS = Stream.concat(ALL_OR_NONE.stream(), Fault.ids().stream()).toList();

    private final Cursor cursor;
    private final Source source;
    private final Draft draft = new Draft();
    private final CallSyntax calls;
    private final OutcomeSyntax outcomes;
    private final ModuleSyntax modules;
    private ScenarioParts.Part part = new ScenarioParts.Part("", "", List.of(), List.of());
    private List<Draft.RawCall> current;
    private boolean inTable;

    /** For a scenario of which nothing has been read. */
    ScenarioParser(Source source) {
        this.source = source;
        this.cursor = new Cursor(source);
        this.calls = new CallSyntax(cursor, draft);
        this.outcomes = new OutcomeSyntax(cursor, draft);
        this.modules = new ModuleSyntax(cursor, draft);
    }

    /**
     * Reads a scenario.
     *
     * @param text its text
     * @param file where it is from, for messages, or an empty string
     * @param defaultName its name if it has no {@code scenario} statement
     * @throws ScenarioSyntaxException if it is no scenario
     */
    public static Scenario parse(String text, String file, String defaultName) {
        ScenarioParser parser = new ScenarioParser(Source.of(file, text));
        parser.draft.name = defaultName;
        parser.read(Lexer.tokens(parser.source));
        return parser.scenario();
    }

    /**
     * Reads a scenario from a file; its name is the file's, unless it says otherwise.
     *
     * @throws IOException if the file cannot be read
     * @throws ScenarioSyntaxException if it holds no scenario
     */
    public static Scenario parse(Path file) throws IOException {
        return parse(ScenarioFile.read(file), file.toString(), ScenarioFile.name(file));
    }

    /**
     * Reads one of the scenarios of a file.
     *
     * @throws ScenarioSyntaxException if it is no scenario, or another one of that name is before it
     */
    public static Scenario parse(ScenarioParts.Part part, String file, String defaultName) {
        ScenarioParser parser = new ScenarioParser(Source.of(file, part.text()));
        parser.part = part;
        parser.draft.name = defaultName;
        parser.read(Lexer.tokens(parser.source));
        return parser.scenario();
    }

    /** Reads these statements, after those that were read before. */
    void read(List<Token> statements) {
        cursor.read(statements);
        while (cursor.peek().kind() != Token.Kind.END) {
            if (cursor.peek().kind() == Token.Kind.SEPARATOR) {
                separator(cursor.next());
            } else {
                statement();
                cursor.expectEnd();
            }
        }
    }

    /** Reads a thread's name, number and capabilities, and the colon; calls follow. */
    void readThread(List<Token> header) {
        cursor.read(header);
        inTable = false;
        current = calls.thread();
        cursor.expectEnd();
    }

    /** Reads a row of the outcome table that was begun before. */
    void readRow(List<Token> row) {
        cursor.read(row);
        if (!inTable) {
            throw source.error(cursor.peek(), "this row belongs to no table: say the outcome's columns before it");
        }
        outcomes.row();
        cursor.expectEnd();
    }

    /** The scenario that was read. */
    Scenario scenario() {
        return new Resolver(source, draft).scenario(cursor.peek());
    }

    private void separator(Token separator) {
        if (separator.text().equals("||") && !calls.atHeader()) {
            throw source.error(separator, "'||' separates threads: after it comes a thread's name and a colon, for example T1:");
        }
    }

    private void statement() {
        Token first = cursor.peek();
        if (calls.atHeader()) {
            inTable = false;
            current = calls.header();
            if (!cursor.peek().endsStatement()) {
                calls.call(current);
            }
        } else if (first.kind() == Token.Kind.STRING) {
            title();
        } else if (first.isWord() && KEYWORDS.contains(first.text()) && !cursor.peek(1).is("=") && !cursor.peek(1).is("(")) {
            current = null;
            inTable = first.text().equals("outcome");
            keyword(cursor.next());
        } else if (inTable) {
            outcomes.row();
        } else if (calls.atCall()) {
            callWithoutColon(first);
        } else if (first.isWord()) {
            throw source.unknown(first, "unknown statement '" + first.text() + "'", "statements", KEYWORDS);
        } else {
            throw cursor.expected("a statement");
        }
    }

    private void callWithoutColon(Token first) {
        if (current == null) {
            throw source.error(first, "this call belongs to no thread: write a thread's name and a colon before it, for example T0:");
        }
        calls.call(current);
    }

    private void title() {
        Token title = cursor.next();
        once("title", title);
        draft.title = title.text();
    }

    private void once(String what, Token at) {
        Token before = draft.once.putIfAbsent(what, at);
        if (before != null) {
            throw source.error(at, "a second " + what + ": the first is in line " + before.line());
        }
    }

    private void keyword(Token word) {
        switch (word.text()) {
            case "scenario" -> {
                once("scenario", word);
                name(cursor.expectWord("the scenario's name"));
                if (cursor.peek().kind() == Token.Kind.STRING) {
                    title();
                }
            }
            case "kernel" -> {
                once("kernel", word);
                modules.kernel();
            }
            case "module" -> modules.module();
            case "process" -> process(word);
            case "faults" -> faults();
            case "autoload" -> {
                once("autoload", word);
                draft.autoload = oneOf("autoload", List.of("yes", "no")).equals("yes");
            }
            case "always" -> draft.always.addAll(names("property", PROPERTIES, ScenarioParser::property));
            case "never" -> outcomes.never();
            case "outcome" -> {
                once("outcome", word);
                outcomes.columns();
            }
            case "repaired-by" -> {
                once("repaired-by", word);
                draft.repairedBy = repair(cursor.expectWord("the name of another scenario of the file"));
            }
            case "expect" -> {
                once("expect", word);
                expect(source.where(word));
            }
            default -> throw new IllegalStateException("no such keyword: " + word.text());
        }
    }

    private void name(Token name) {
        if (part.earlier().contains(name.text())) {
            throw source.error(name, "the file has a scenario '" + name.text() + "' already: give this one another name");
        }
        draft.name = name.text();
    }

    private String repair(Token name) {
        List<String> others = Stream.concat(part.earlier().stream(), part.later().stream()).toList();
        if (others.isEmpty()) {
            throw source.error(name, "there is no other scenario in the file that could repair this one");
        }
        if (!others.contains(name.text())) {
            throw source.unknown(name, "the file has no other scenario '" + name.text() + "'", "scenarios", others);
        }
        return name.text();
    }

    private void process(Token word) {
        List<Token> members = new java.util.ArrayList<>();
        while (!cursor.peek().endsStatement()) {
            members.add(cursor.expectWord("a thread's name"));
            cursor.accept(",");
        }
        if (members.isEmpty()) {
            throw source.error(word, "expected the names of the threads that share their descriptors");
        }
        draft.processes.add(members);
    }

    private void faults() {
        if (cursor.peek().isWord() && cursor.peek(1).endsStatement() && ALL_OR_NONE.contains(cursor.peek().text())) {
            draft.faults.clear();
            draft.faults.addAll(cursor.next().text().equals("all") ? EnumSet.allOf(Fault.class) : EnumSet.noneOf(Fault.class));
        } else {
            for (Token word : cursor.words("a fault")) {
                if (ALL_OR_NONE.contains(word.text())) {
                    throw source.error(word, "'" + word.text() + "' stands alone: faults " + word.text());
                }
                draft.faults.add(Fault.of(word.text()).orElseThrow(() -> unknown(word, "fault", FAULTS)));
            }
        }
    }

    private void expect(Where where) {
        List<String> kinds = Stream.of(Expectation.Kind.values()).map(Expectation.Kind::id).toList();
        Expectation.Kind kind = Expectation.Kind.values()[kinds.indexOf(oneOf("expect", kinds))];
        List<Property> properties = new java.util.ArrayList<>();
        while (kind == Expectation.Kind.BREAKS && (properties.isEmpty() || cursor.accept(","))) {
            Token word = cursor.expectWord("the property that is expected to break");
            Property property = property(word.text()).orElseThrow(() -> unknown(word, "property", PROPERTIES));
            if (properties.contains(property)) {
                throw source.error(word, property.id() + " is named twice");
            }
            properties.add(property);
        }
        draft.expectation = new Expectation(kind, properties, where);
        if (cursor.peek().isWord()) {
            draft.finding = finding(cursor.next(), kind);
        }
    }

    /** A finding's name: it begins with a capital letter, as no property does. */
    private String finding(Token word, Expectation.Kind kind) {
        if (Character.isUpperCase(word.text().charAt(0))) {
            return word.text();
        }
        boolean property = kind == Expectation.Kind.BREAKS && (property(word.text()).isPresent() || Suggest.nearest(word.text(), PROPERTIES).isPresent());
        throw source.error(word, property ? "write a comma between two properties: ..., " + word.text()
                : "'" + word.text() + "' is no finding's name: that begins with a capital letter, for example O1");
    }

    private <T> List<T> names(String what, List<String> valid, Function<String, Optional<T>> lookUp) {
        return cursor.words("a " + what).stream()
                .map(word -> lookUp.apply(word.text()).orElseThrow(() -> unknown(word, what, valid)))
                .toList();
    }

    private String oneOf(String what, List<String> valid) {
        Token word = cursor.expectWord(String.join(" or ", valid));
        if (!valid.contains(word.text())) {
            throw source.unknown(word, "'" + word.text() + "' is no value of " + what, "values", valid);
        }
        return word.text();
    }

    private ScenarioSyntaxException unknown(Token word, String what, List<String> valid) {
        String plural = what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
        return source.unknown(word, "unknown " + what + " '" + word.text() + "'", plural, valid);
    }

    /** The property of that id. */
    static Optional<Property> property(String id) {
        return Stream.of(Property.values()).filter(p -> p.id().equals(id)).findFirst();
    }
}
