package org.sockrace.search;

import org.sockrace.automata.Memory;
import org.sockrace.automata.Note;

/**
 * Something a step does besides its operation; rare, so it may be slow.
 *
 * @param kind what
 * @param field the flag of a family table; for UNLOADED, whether the module was freed, or null if nobody frees it
 * @param region the module, for UNLOADED
 * @param breach the rule, for BREACH
 */
record Effect(Kind kind, Field field, Memory region, Note.Breach breach) {

    enum Kind {
        /** A family table is withdrawn: sock_unregister returns. */
        WITHDRAWN,
        /** A family table is published again. */
        PUBLISHED,
        /** A look-up found this table: it must not be withdrawn. */
        LOOKED_UP,
        /** delete_module returns 0: nobody may be inside. */
        UNLOADED,
        /** A rule that one thread is held to is broken. */
        BREACH
    }
}
