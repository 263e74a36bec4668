package org.sockrace.conform.ftrace;

import java.util.Locale;

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
        SLOT_NULL("net_families[%s] was NULL"),
        /** The family's slot was set. */
        SLOT_SET("net_families[%s] was set"),
        /** The module was on its way out, so that no reference could be taken. */
        GOING("module %s was going away"),
        /** A protocol was not registered: its module was not wholly there. */
        ABSENT("a protocol's module was not there"),
        /** A module was in use. */
        BUSY("a module was in use");

        private final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, kind.text, subject);
    }
}
