package org.sockrace.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The variables of a scenario: each is set once, by one thread or by the set-up; other threads that use it wait for it. */
final class Variables {

    /** The owner of variables that the set-up sets. */
    static final String SETUP = "setup";

    private final Source source;
    private final Map<String, Variable> all = new LinkedHashMap<>();

    /**
     * A variable.
     *
     * @param at where it is set
     * @param owner the thread that sets it, or {@link #SETUP}
     * @param copies how many identical threads set one of that name
     * @param returns what the call that sets it returns
     */
    private record Variable(Token at, String owner, int copies, Returns returns) { }

    Variables(Source source) {
        this.source = source;
    }

    /** Makes the results of these calls known. */
    void declare(String owner, int copies, List<Draft.RawCall> calls) {
        for (Draft.RawCall call : calls) {
            Token at = call.result();
            if (at != null) {
                if (!at.text().matches("[A-Za-z_][A-Za-z0-9_]*")) {
                    throw source.error(at, "'" + at.text() + "' cannot be a variable");
                }
                Variable before = all.get(at.text());
                if (before != null) {
                    throw source.error(at, "'" + at.text() + "' is set twice: the first time by " + before.owner() + " in line "
                            + before.at().line());
                }
                Returns returns = CallKind.of(call.function().text()).map(CallKind::returns).orElse(Returns.STATUS);
                all.put(at.text(), new Variable(at, owner, copies, returns));
            }
        }
    }

    /** What the call has returned that set the variable which {@code owner} uses there. */
    Returns use(Token at, String name, String owner) {
        Variable variable = all.get(name);
        if (variable == null) {
            throw source.unknown(at, "unknown variable '" + name + "'", "variables", List.copyOf(all.keySet()));
        }
        boolean foreign = !variable.owner().equals(owner);
        boolean later = variable.at().line() > at.line() || variable.at().line() == at.line() && variable.at().column() > at.column();
        if (!foreign && later || owner.equals(SETUP) && foreign) {
            throw source.error(at, "'" + name + "' is used before it is set in line " + variable.at().line());
        }
        if (foreign && variable.copies() > 1) {
            throw source.error(at, "'" + name + "' is set by each of " + variable.copies() + " threads " + variable.owner());
        }
        if (foreign && variable.returns() == Returns.PAIR && !variable.owner().equals(SETUP)) {
            throw source.error(at, "only " + variable.owner() + " can use the pair '" + name + "'");
        }
        return variable.returns();
    }

    /** Who sets the variable: a thread's name, or {@link #SETUP}. */
    String owner(String name) {
        return all.get(name).owner();
    }
}
