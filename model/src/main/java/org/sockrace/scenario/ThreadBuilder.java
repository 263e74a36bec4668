package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.List;

/** What a thread is and does. See {@link ScenarioBuilder}. */
public final class ThreadBuilder {

    private final Words header;
    private final List<Words> calls = new ArrayList<>();

    ThreadBuilder(String name) {
        header = new Words("  ").word(name);
    }

    /** That there are so many identical threads. */
    public ThreadBuilder copies(int number) {
        header.blank().word("x" + number);
        return this;
    }

    /** That there may be any number of identical threads: see {@link ThreadDecl#any}. */
    public ThreadBuilder anyNumber() {
        header.blank().word("xN");
        return this;
    }

    /** That it has no capabilities. */
    public ThreadBuilder user() {
        header.blank().word("user");
        return this;
    }

    /**
     * A call whose result nobody looks at.
     *
     * @param arguments numbers, constants, variables and modules, see {@link ScenarioBuilder}
     */
    public ThreadBuilder call(CallKind kind, Object... arguments) {
        calls.add(call(new Words("    "), kind, arguments));
        return this;
    }

    /** The same, with a variable for the result. */
    public ThreadBuilder call(String result, CallKind kind, Object... arguments) {
        calls.add(call(new Words("    ").word(result).blank().symbol("=").blank(), kind, arguments));
        return this;
    }

    /** Says the call after what those words say already. */
    static Words call(Words words, CallKind kind, Object... arguments) {
        words.word(kind.id()).symbol("(");
        for (int i = 0; i < arguments.length; i++) {
            if (i > 0) {
                words.symbol(",").blank();
            }
            ParameterKind parameter = i < kind.parameters().size() ? kind.parameters().get(i) : ParameterKind.PROTOCOL;
            words.alternatives(Constants.words(parameter, arguments[i]));
        }
        return words.symbol(")");
    }

    /** The statement that begins it. */
    Words header() {
        return header.symbol(":");
    }

    /** The statements after that. */
    List<Words> calls() {
        return calls;
    }
}
