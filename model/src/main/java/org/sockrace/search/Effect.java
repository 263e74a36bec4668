package org.sockrace.search;

import org.sockrace.machine.simulated.SimRegion;

/**
 * Something a step does besides its operation; rare, so it may be slow.
 *
 * @param kind what
 * @param field the flag of a family table
 * @param region the module, for UNLOADED
 */
record Effect(Kind kind, Field field, SimRegion region) {

    enum Kind {
        /** A family table is withdrawn: sock_unregister returns. */
        WITHDRAWN,
        /** A family table is published again. */
        PUBLISHED,
        /** A look-up found this table: it must not be withdrawn. */
        LOOKED_UP,
        /** delete_module returns 0: nobody may be inside. */
        UNLOADED
    }
}
