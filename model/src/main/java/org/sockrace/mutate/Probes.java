package org.sockrace.mutate;

import java.util.BitSet;

/** Which statements a thread has executed: a kernel with probes says so before each. */
public final class Probes {

    private static final ThreadLocal<BitSet> HIT = new ThreadLocal<>();

    private Probes() { }

    /** Called by the probed kernel before the statement of that number. */
    public static void hit(int statement) {
        BitSet hit = HIT.get();
        if (hit != null) {
            hit.set(statement);
        }
    }

    /** What runs from now on in this thread is noted there; null to note nothing. */
    static void into(BitSet hit) {
        HIT.set(hit);
    }
}
