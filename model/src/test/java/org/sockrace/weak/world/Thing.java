package org.sockrace.weak.world;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/** Memory that threads find and free, with something in it. */
record Thing(Region memory, Word field) {

    /** A new one. */
    static Thing of(Machine k) {
        return k.alloc("thing", Region.Kind.OBJECT, memory -> new Thing(memory, k.word(memory, "field", 0)));
    }
}
