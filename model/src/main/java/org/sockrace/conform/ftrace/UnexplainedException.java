package org.sockrace.conform.ftrace;

/** An event that nothing explains; caught where the state is known. */
final class UnexplainedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient TraceEvent event;
    private final Rule rule;

    UnexplainedException(TraceEvent event, Rule rule, String why) {
        super(why, null, false, false);
        this.event = event;
        this.rule = rule;
    }

    TraceEvent event() {
        return event;
    }

    Rule rule() {
        return rule;
    }
}
