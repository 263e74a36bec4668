package org.sockrace.machine.simulated;

import java.util.Map;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Memory;
import org.sockrace.machine.Region;

/** Sums of what was taken minus what was given back, by kind. */
final class Ledger {

    private Ledger() { }

    /** Adds a change and forgets entries that become zero. */
    static <K> void add(Map<K, Integer> ledger, K kind, int change) {
        int sum = ledger.getOrDefault(kind, 0) + change;
        if (sum == 0) {
            ledger.remove(kind);
        } else {
            ledger.put(kind, sum);
        }
    }

    /** Takes out of the books what goes with a freed object: references that its own counter counted, and what it kept. */
    static void freed(Map<Holding, Integer> books, Memory object) {
        add(books, Holding.of(object), -1);
        books.keySet().removeIf(line -> line.keeper() == object || line.object() == object && line.keeper() == null && !line.kind().equals(Holding.OBJECT));
        if (object.kind() == Region.Kind.MODULE && books.keySet().stream().anyMatch(line -> line.object() == object && line.keeper() != null)) {
            // Somebody still has it: that it is gone must be known, even if this thread made it too.
            books.putIfAbsent(Holding.of(object), 0);
        }
    }
}
