package org.sockrace.conform.ftrace;

import java.util.Set;

/** An event that nothing explains; caught where the state is known. */
final class UnexplainedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient TraceEvent event;
    private final Rule rule;
    private final transient Set<EventKind> missing;

    UnexplainedException(TraceEvent event, Rule rule, String why) {
        this(event, rule, why, Set.of());
    }

    /** One that an event of these kinds would explain, if it was missed. */
    UnexplainedException(TraceEvent event, Rule rule, String why, Set<EventKind> missing) {
        super(why, null, false, false);
        this.event = event;
        this.rule = rule;
        this.missing = Set.copyOf(missing);
    }

    /** The kinds of events of which one, if it was missed, explains it; empty if none does. */
    Set<EventKind> missing() {
        return missing;
    }

    TraceEvent event() {
        return event;
    }

    Rule rule() {
        return rule;
    }
}
