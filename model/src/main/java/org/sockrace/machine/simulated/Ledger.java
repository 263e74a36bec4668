package org.sockrace.machine.simulated;

import java.util.Map;

/** Sums of what was taken minus what was given back, by kind. */
final class Ledger {

    private Ledger() { }

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
