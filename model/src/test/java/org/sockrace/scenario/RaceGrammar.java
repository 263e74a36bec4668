package org.sockrace.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.kernel.history.Revert;

/**
 * The TextMate grammar of scenarios, made of the tables that the parser reads with: {@code docs/editor/race.tmLanguage.json} is what this writes.
 *
 * <p>Where only words of a table may stand, any other is {@code invalid}, as it is for the parser. Names, variables and what must be declared are left to the
 * parser. A statement ends where the lexer ends it: at {@code ;}, {@code ||}, or at a line's end that no comma is before.
 */
final class RaceGrammar {

    private static final String CHARACTERS = "A-Za-z0-9_.-";
    private static final String ANY = "[" + CHARACTERS + "]+";
    private static final String BEGIN = "(?<![" + CHARACTERS + "])";
    private static final String END = "(?![" + CHARACTERS + "])";
    private static final String STATEMENT = "(?:^|(?<=;)|(?<=\\|\\|))\\s*";
    private static final String ENDS = "(?=;|\\|\\|)|(?<=[^,\\s])\\s*(?=#|$)";
    private static final String NUMBER = "-?(?:0x[0-9a-fA-F]{1,8}|[0-9]{1,10})";
    private static final String FILE = "\"[^\"]*\"|[/$+~@" + CHARACTERS + "]+";

    private final ObjectNode grammar = new ObjectMapper().createObjectNode();
    private final ObjectNode repository;

    private RaceGrammar() {
        grammar.put("name", "race").put("scopeName", "source.race");
        grammar.putArray("fileTypes").add("race");
        Stream.of("comment", "string", "separator", "header", "scenario", "kernel", "module", "process", "faults", "autoload", "always", "never", "outcome",
                "repaired-by", "expect", "variable", "call", "arguments", "by", "grade", "result", "unknown")
                .forEach(rule -> grammar.withArray("patterns").addObject().put("include", "#" + rule));
        repository = grammar.putObject("repository");
        words();
        calls();
        statements();
        kernel();
        module();
        rows();
    }

    /** The grammar, as a file has it. */
    static String text() {
        return new RaceGrammar().grammar.toPrettyString() + "\n";
    }

    private void words() {
        match("comment", "comment.line.number-sign", "#.*$\\n?");
        match("string", "string.quoted.double", "\"[^\"]*\"");
        match("separator", "punctuation.separator", ";|\\|\\|");
        match("name", "entity.name", ANY);
        match("unknown", "invalid.illegal", ANY);
        match("result", "constant.language", "\\*|" + BEGIN + "(?:" + Values.FD + "|" + NUMBER + "|" + error() + ")" + END);
    }

    private void calls() {
        ObjectNode header = match("header", "", STATEMENT + "(?:(setup)|(" + ANY + ")((?:\\s+(?:x[0-9]{1,9}|xN|user)){0,7}))\\s*(:)");
        captures(header.putObject("captures"), "keyword.control", "entity.name.function", "storage.modifier", "punctuation.separator");
        captures(match("variable", "", "(" + ANY + ")\\s*(=)").putObject("captures"), "variable.other", "keyword.operator");
        match("call", "support.function", word(CallKind.ids()) + "(?=\\s*\\()");
        ObjectNode arguments = repository.putObject("arguments").put("begin", "\\(").put("end", "\\)|" + ENDS);
        patterns(arguments, "comment", "force", "constant", "number", "argument");
        match("force", "keyword.other", word(List.of("force", "wait")));
        match("constant", "support.constant", word(Constants.names()));
        match("number", "constant.numeric", BEGIN + NUMBER + END);
        match("argument", "variable.other", ANY);
    }

    private static String constants(ParameterKind kind) {
        return one(Constants.names().stream().filter(word -> Constants.fits(word, kind)).toList());
    }

    private void statements() {
        patterns(statement(Statement.SCENARIO), "comment", "string", "name");
        patterns(statement(Statement.PROCESS), "comment", "name");
        patterns(statement(Statement.REPAIRED_BY), "comment", "name");
        patterns(statement(Statement.FAULTS), "comment", "fault", "unknown");
        match("fault", "constant.language", word(Stream.concat(Stream.of("all", "none"), Fault.ids().stream()).toList()));
        patterns(statement(Statement.AUTOLOAD), "comment", "yes-or-no", "unknown");
        match("yes-or-no", "constant.language", word(List.of("yes", "no")));
        patterns(statement(Statement.ALWAYS), "comment", "property", "unknown");
        match("property", "support.type", word(ScenarioParser.PROPERTIES));
        patterns(statement(Statement.NEVER), "comment", "string", "result", "unknown");
        patterns(statement(Statement.OUTCOME), "comment", "argument");
        patterns(statement(Statement.EXPECT), "comment", "verdict", "property", "finding", "unknown");
        match("verdict", "storage.type", word(Stream.of(Expectation.Kind.values()).map(Expectation.Kind::id).toList()));
        match("finding", "entity.name.tag", BEGIN + "[A-Z][" + CHARACTERS + "]*");
    }

    private void kernel() {
        patterns(statement(Statement.KERNEL), "comment", "switch", "version", "unknown");
        match("version", "constant.numeric", word(KernelVersion.texts()));
        ArrayNode switches = repository.putObject("switch").putArray("patterns");
        for (KernelSwitch known : KernelSwitch.values()) {
            String value = known == KernelSwitch.REVERT ? one(reverts()) + "|[0-9a-f]{7,40}" : known.choices().isEmpty() ? NUMBER : one(known.choices());
            assignment(switches, known.id(), value, false);
        }
    }

    private static List<String> reverts() {
        return Stream.concat(Stream.of("none"), Stream.of(Revert.values()).flatMap(r -> r.names().stream())).toList();
    }

    private void module() {
        ObjectNode module = begin(Statement.MODULE, "\\s+(" + ANY + ")");
        captures(module.putObject("beginCaptures"), "keyword.control", "entity.name.namespace");
        patterns(module, "comment", "attribute", "unknown");
        ArrayNode attributes = repository.putObject("attribute").putArray("patterns");
        for (ModuleAttribute attribute : ModuleAttribute.values()) {
            assignment(attributes, attribute.id(), value(attribute), attribute.several());
        }
    }

    private static String value(ModuleAttribute attribute) {
        return switch (attribute) {
            case SOURCE -> FILE;
            case CREATE -> "ok|" + error();
            case FAMILY -> constants(ParameterKind.FAMILY) + "|" + NUMBER;
            case PROTOCOL -> constants(ParameterKind.PROTOCOL) + "|" + NUMBER;
            case OWNER, DEPENDS, REQUESTS, ALIAS -> ANY;
            case LOADED, INIT, REGISTERS, ACCEPT, SOCKETPAIR, SK_DANGLING, MAKES_SOCKET, SLOPPY, PERMANENT, CALLBACK -> one(attribute.choices());
        };
    }

    private void rows() {
        match("grade", "storage.type", word(Stream.of(Grade.values()).map(Grade::id).toList()));
        ObjectNode by = repository.putObject("by").put("begin", word(List.of("by"))).put("end", ENDS);
        by.putObject("beginCaptures").putObject("0").put("name", "keyword.control.race");
        patterns(by, "comment", "string", "fault-of-row", "unknown");
        match("fault-of-row", "constant.language", word(Stream.concat(Stream.of("none"), Fault.ids().stream()).toList()));
    }

    private ObjectNode statement(Statement statement) {
        ObjectNode rule = begin(statement, END + "(?!\\s*[=(])");
        captures(rule.putObject("beginCaptures"), "keyword.control");
        return rule;
    }

    private ObjectNode begin(Statement statement, String more) {
        return repository.putObject(statement.id()).put("begin", STATEMENT + "(" + statement.id() + ")" + more).put("end", ENDS);
    }

    private ObjectNode match(String name, String scope, String regex) {
        ObjectNode rule = repository.putObject(name).put("match", regex);
        return scope.isEmpty() ? rule : rule.put("name", scope + ".race");
    }

    private static void assignment(ArrayNode rules, String name, String value, boolean several) {
        String whole = "(?:" + value + ")(?![/$+~@" + CHARACTERS + "])";
        String values = whole + (several ? "(?:\\s*\\|\\s*" + whole + ")*" : "");
        ObjectNode rule = rules.addObject().put("match", BEGIN + "(" + name + ")\\s*(=)\\s*(" + values + ")");
        captures(rule.putObject("captures"), "entity.other.attribute-name", "keyword.operator", "string.unquoted");
    }

    private static void captures(ObjectNode captures, String... scopes) {
        for (int i = 0; i < scopes.length; i++) {
            captures.putObject(Integer.toString(i + 1)).put("name", scopes[i] + ".race");
        }
    }

    private static void patterns(ObjectNode rule, String... names) {
        Stream.of(names).forEach(name -> rule.withArray("patterns").addObject().put("include", "#" + name));
    }

    private static String error() {
        return "-?" + one(Values.errnos());
    }

    private static String word(Collection<String> words) {
        return BEGIN + one(words) + END;
    }

    private static String one(Collection<String> words) {
        return words.stream().map(word -> word.replace(".", "\\.")).collect(Collectors.joining("|", "(?:", ")"));
    }
}
