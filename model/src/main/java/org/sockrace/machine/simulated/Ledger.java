package org.sockrace.machine.simulated;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Memory;
import org.sockrace.machine.Machine;
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

    /**
     * What was taken since {@code before}, and goes with objects that were handed over to a callback since then: these, and what they keep; references that
     * their own counters count; and references that they have to others.
     */
    static Map<String, Integer> handedOver(Map<Holding, Integer> before, Map<Holding, Integer> now) {
        Set<Memory> objects = new HashSet<>();
        now.forEach((line, n) -> {
            if (line.kind().equals(Machine.CALLBACK) && n > before.getOrDefault(line, 0)) {
                with(line.object(), now, objects);
            }
        });
        Map<String, Integer> sums = new HashMap<>();
        now.forEach((line, n) -> {
            boolean own = line.keeper() == null && objects.contains(line.object());
            if (own || objects.contains(line.keeper()) && !objects.contains(line.object())) {
                add(sums, line.kind().equals(Holding.OBJECT) ? line.object().counted() : line.kind(), n - before.getOrDefault(line, 0));
            }
        });
        return sums;
    }

    private static void with(Memory object, Map<Holding, Integer> books, Set<Memory> objects) {
        if (object.kind() == Region.Kind.OBJECT && objects.add(object)) {
            books.forEach((line, n) -> {
                if (line.keeper() == object && n > 0) {
                    with(line.object(), books, objects);
                }
            });
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
