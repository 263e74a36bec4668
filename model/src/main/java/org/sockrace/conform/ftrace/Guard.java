package org.sockrace.conform.ftrace;

import java.util.Locale;
import java.util.Set;

/**
 * What must have been true of the shared state at some moment between two events of a task, for the code to have gone that way.
 *
 * @param kind what
 * @param subject the family's number or the module's name in the template; empty if it concerns none in particular
 */
record Guard(Kind kind, String subject) {

    /** What can be asked of the shared state. */
    enum Kind {
        /** The family's slot was NULL. */
        SLOT_NULL("net_families[%s] was NULL", EventKind.SOCK_UNREGISTER),
        /** The family's slot was set. */
        SLOT_SET("net_families[%s] was set", EventKind.SOCK_REGISTER, EventKind.SOCK_REGISTER_RET),
        /** The module was on its way out, so that no reference could be taken. */
        GOING("module %s was going away", EventKind.DELETE_MODULE),
        /** A protocol was not registered: its module was not wholly there. */
        ABSENT("a protocol's module was not there", EventKind.DELETE_MODULE, EventKind.FINIT_MODULE),
        /** A module was in use. */
        BUSY("a module was in use");

        private final String text;
        private final Set<EventKind> probes;

        Kind(String text, EventKind... probes) {
            this.text = text;
            this.probes = Set.of(probes);
        }
    }

    /** What it says, in a call with these arguments if it makes a socket, of the module that its subject stands for. */
    String text(TraceEvent.SocketCall call, String module) {
        boolean slot = kind == Kind.SLOT_NULL || kind == Kind.SLOT_SET;
        return String.format(Locale.ROOT, kind.text, slot ? call == null ? subject : call.lookedUp() : module == null ? "of the family" : module);
    }

    /** The probes which, if they were missed, leave it unknown. */
    Set<EventKind> probes() {
        return kind.probes;
    }
}
