package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sockrace.machine.Property;

/**
 * Says a scenario in Java. Each method is a statement of the language, with the same meaning and the same rules, and what a file can say can be said here:
 *
 * <pre>{@code
 * Scenario scenario = Scenario.named("inet-vs-rmmod")
 *         .title("can rmmod free the protocol under inet_create?")
 *         .breaks("O1", Property.NO_USE_AFTER_UNLOAD)
 *         .kernel("6.1", k -> k.with(PREEMPTIBLE, false))
 *         .module("l2tp_ip")
 *         .module("toy", m -> m.with(FAMILY, PF_TOY).with(CREATE, "ok", "-ENOMEM").with(LOADED, false))
 *         .thread("T0", t -> t.copies(2).user().call("s", SOCKET, PF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 115).call(CLOSE, "s"))
 *         .thread("T1", t -> t.call("r", RMMOD, "l2tp_ip"))
 *         .faults(Fault.SK_ALLOC, Fault.CREATE)
 *         .outcome("r")
 *         .row(ACCEPTABLE, "nobody has a socket", 0)
 *         .row(ACCEPTABLE, "a socket pins its protocol", "EWOULDBLOCK")
 *         .build();
 * }</pre>
 *
 * <p>A number may be given where the language has a constant: {@code PF_INET} is {@link org.sockrace.kernel.Net#PF_INET}, or the text
 * {@code "PF_INET"}. Variables, modules and the word {@code force} are texts; {@code "p.0"} is one end of a pair.
 *
 * <p>What is wrong is a {@link ScenarioSyntaxException}, thrown by the method that says it, or by {@link #build} if it takes the whole scenario to see it.
 * The message shows the statement as a file would have it, and {@link #toString} all of them. After an exception the builder cannot be used. Not
 * thread-safe.
 */
public final class ScenarioBuilder {

    private final List<String> lines = new ArrayList<>();
    private final Source source = new Source("", lines);
    private final ScenarioParser parser = new ScenarioParser(source);

    ScenarioBuilder(String name) {
        say(new Words("").word("scenario").blank().word(name));
    }

    private ScenarioBuilder say(Words statement) {
        return say(statement, parser::read);
    }

    private ScenarioBuilder say(Words statement, Consumer<List<Token>> reader) {
        lines.add(statement.line());
        reader.accept(statement.tokens(source));
        return this;
    }

    private static Words keyword(String keyword) {
        return new Words("  ").word(keyword);
    }

    // ---- what it is ------------------------------------------------------------------------------------------------

    /** The suspicion in one line. */
    public ScenarioBuilder title(String title) {
        return say(new Words("  ").string(title));
    }

    /** That every property holds; so it is if nothing is said. */
    public ScenarioBuilder holds() {
        return expect(Expectation.Kind.HOLDS, "");
    }

    /** The same, with the finding that it belongs to. */
    public ScenarioBuilder holds(String finding) {
        return expect(Expectation.Kind.HOLDS, finding);
    }

    /** That these properties are broken. */
    public ScenarioBuilder breaks(Property... properties) {
        return expect(Expectation.Kind.BREAKS, "", properties);
    }

    /** The same, with the finding that it shows. */
    public ScenarioBuilder breaks(String finding, Property... properties) {
        return expect(Expectation.Kind.BREAKS, finding, properties);
    }

    /** That nothing is broken as far as is searched. */
    public ScenarioBuilder bounded() {
        return expect(Expectation.Kind.BOUNDED, "");
    }

    /** The same, with the finding that it belongs to. */
    public ScenarioBuilder bounded(String finding) {
        return expect(Expectation.Kind.BOUNDED, finding);
    }

    private ScenarioBuilder expect(Expectation.Kind kind, String finding, Property... properties) {
        Words words = keyword("expect").blank().word(kind.id()).list(ids(properties));
        return say(finding.isEmpty() ? words : words.blank().word(finding));
    }

    private static List<String> ids(Property... properties) {
        return Stream.of(properties).map(Property::id).toList();
    }

    /** The properties to be checked: all if nothing is said. */
    public ScenarioBuilder always(Property... properties) {
        return say(keyword("always").list(ids(properties)));
    }

    // ---- where it runs ---------------------------------------------------------------------------------------------

    /** The kernel's version. */
    public ScenarioBuilder kernel(String version) {
        return kernel(version, k -> { });
    }

    /** The kernel's version, and what differs from it. */
    public ScenarioBuilder kernel(String version, Consumer<Settings<KernelSwitch>> differences) {
        return settings(keyword("kernel").blank().word(version), differences);
    }

    /** A module that the modelled kernel has. */
    public ScenarioBuilder module(String name) {
        return module(name, m -> { });
    }

    /** A module, and what is said of it: a toy needs a family. */
    public ScenarioBuilder module(String name, Consumer<Settings<ModuleAttribute>> attributes) {
        return settings(keyword("module").blank().word(name), attributes);
    }

    private <K extends Enum<K>> ScenarioBuilder settings(Words words, Consumer<Settings<K>> said) {
        Settings<K> settings = new Settings<>();
        said.accept(settings);
        settings.addTo(words);
        return say(words);
    }

    /** That request_module works. */
    public ScenarioBuilder autoload() {
        return say(keyword("autoload").blank().word("yes"));
    }

    /** That these may fail at any moment, too. */
    public ScenarioBuilder faults(Fault... faults) {
        return say(keyword("faults").list(Stream.of(faults).map(Fault::id).toList()));
    }

    /** That everything may fail that can. */
    public ScenarioBuilder allFaults() {
        return say(keyword("faults").blank().word("all"));
    }

    // ---- who does what ---------------------------------------------------------------------------------------------

    /** A call that is made before the threads start, see {@link ThreadBuilder#call(CallKind, Object...)}. */
    public ScenarioBuilder setup(CallKind kind, Object... arguments) {
        return say(ThreadBuilder.call(keyword("setup").symbol(":").blank(), kind, arguments));
    }

    /** The same, with a variable for the result. */
    public ScenarioBuilder setup(String result, CallKind kind, Object... arguments) {
        return say(ThreadBuilder.call(keyword("setup").symbol(":").blank().word(result).blank().symbol("=").blank(), kind, arguments));
    }

    /** A thread, or several identical ones. */
    public ScenarioBuilder thread(String name, Consumer<ThreadBuilder> calls) {
        ThreadBuilder thread = new ThreadBuilder(name);
        calls.accept(thread);
        say(thread.header(), parser::readThread);
        thread.calls().forEach(this::say);
        return this;
    }

    /** That these threads share their descriptors. */
    public ScenarioBuilder process(String... threads) {
        return say(keyword("process").list(List.of(threads)));
    }

    // ---- what comes out --------------------------------------------------------------------------------------------

    /** The results that the {@link #row}s after it are about: variables, {@code "s[1]"} if identical threads set them. */
    public ScenarioBuilder outcome(String... columns) {
        Words words = keyword("outcome");
        for (int i = 0; i < columns.length; i++) {
            words = (i > 0 ? words.symbol(",") : words).blank();
            int bracket = columns[i].endsWith("]") ? columns[i].indexOf('[') : -1;
            if (bracket < 0) {
                words.word(columns[i]);
            } else {
                words.word(columns[i].substring(0, bracket)).symbol("[");
                words.word(columns[i].substring(bracket + 1, columns[i].length() - 1)).symbol("]");
            }
        }
        return say(words);
    }

    /**
     * What is said of an outcome.
     *
     * @param description why, or an empty string
     * @param values one for each column: {@code "fd"}, an errno's name, a number, or {@code "*"} for any
     */
    public ScenarioBuilder row(Grade grade, String description, Object... values) {
        return row(grade, List.of(), description, values);
    }

    /**
     * What is said of an outcome, and what must have failed: see {@link OutcomeTable#explains}.
     *
     * @param by the ids of faults, and {@code "none"} if nothing need have failed
     * @param description why, or an empty string
     * @param values one for each column
     */
    public ScenarioBuilder row(Grade grade, List<String> by, String description, Object... values) {
        Words words = values(new Words("   "), values).blank().word(grade.id());
        return say(described(by.isEmpty() ? words : words.blank().word("by").list(by), description), parser::readRow);
    }

    /** That an outcome must not happen; no {@link #outcome} is needed before. */
    public ScenarioBuilder never(String description, Object... values) {
        return say(described(values(keyword("never"), values), description));
    }

    private static Words values(Words words, Object... values) {
        for (int i = 0; i < values.length; i++) {
            String value = String.valueOf(values[i]);
            words = (i > 0 ? words.symbol(",") : words).blank();
            words = value.equals(Values.ANY) ? words.symbol(value) : words.word(value);
        }
        return words;
    }

    private static Words described(Words words, String description) {
        return description.isEmpty() ? words : words.blank().string(description);
    }

    // ---- the scenario ----------------------------------------------------------------------------------------------

    /**
     * The scenario.
     *
     * @throws ScenarioSyntaxException if what was said is none
     */
    public Scenario build() {
        return parser.scenario();
    }

    /** What was said up to now, as a file would say it. */
    @Override
    public String toString() {
        return String.join("\n", lines) + "\n";
    }
}
