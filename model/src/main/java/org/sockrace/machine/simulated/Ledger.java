package org.sockrace.machine.simulated;

import java.util.Map;
import org.sockrace.automata.Memory;
import org.sockrace.machine.Region;

/** Sums of what was taken minus what was given back, by kind. */
final class Ledger {

    private Ledger() { }

    /** The kind of a region: its slab cache; a module may have the name of one. */
    static String kind(Memory region) {
        return region.kind() == Region.Kind.MODULE ? "module " + region.cache : region.cache;
    }

    /** Adds a change and forgets entries that become zero. */
    static void add(Map<String, Integer> ledger, String kind, int change) {
        int sum = ledger.getOrDefault(kind, 0) + change;
        if (sum == 0) {
            ledger.remove(kind);
        } else {
            ledger.put(kind, sum);
        }
    }
}
