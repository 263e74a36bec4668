package org.sockrace.conform.ftrace;

/** What a recording must obey to be a behaviour of the modelled kernel. */
public enum Rule {
    /** The events of a call are a way through the modelled functions. */
    PATH("the events of each call are a way through the modelled functions"),
    /** A way through the functions agrees with what the others did. */
    STATE("errnos and branches agree with the state of families and modules"),
    /** What a call or a socket takes, it gives back. */
    BALANCE("each socket gives back exactly the references that it took"),
    /** The counters shown are those that the references explain. */
    COUNTER("the counters shown are explained by the references taken and given back"),
    /** A module is freed without references and not heard of again until it is loaded. */
    MODULE_LIFETIME("no event of a module after it was freed, and no reference when it is"),
    /** A socket or sock is made before it is used and ends once. */
    OBJECT_LIFETIME("sockets and socks are made once and end once"),
    /** Who waits for a grace period does nothing else meanwhile. */
    GRACE_PERIOD("a task that waits for a grace period does nothing else until it has ended"),
    /** A call that returns was entered. */
    NESTING("calls return in the reverse order in which they were entered");

    private final String text;

    Rule(String text) {
        this.text = text;
    }

    /** As users read it, for example {@code module-lifetime}. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** What it demands. */
    public String text() {
        return text;
    }
}
