package org.sockrace.machine.simulated;

import java.util.Map;

/** Sums of what was taken minus what was given back, by kind. */
final class Ledger {

    private Ledger() { }

    /** The kind of an object from the name of its region: the name without thread and number. */
    static String kind(String region) {
        int dot = region.lastIndexOf('.');
        int hash = region.indexOf('#', dot + 1);
        return region.substring(dot + 1, hash < 0 ? region.length() : hash);
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
