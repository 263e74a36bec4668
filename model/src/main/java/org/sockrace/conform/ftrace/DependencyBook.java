package org.sockrace.conform.ftrace;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Which modules each module uses, as far as is known: it holds a reference to each while it is loaded. Not thread-safe. */
final class DependencyBook {

    private final Map<String, Map<String, Integer>> uses = new HashMap<>();

    /** Begins with what {@code /proc/modules} said, or with nothing if that is null. */
    DependencyBook(Map<String, ModulesFile.Loaded> before) {
        if (before != null) {
            before.keySet().forEach(name -> uses.put(name, new TreeMap<>()));
            before.forEach((name, loaded) -> loaded.usedBy().forEach(user -> uses.computeIfAbsent(user, u -> new TreeMap<>()).put(name, 1)));
        }
    }

    /**
     * The module is formed and holds these references: one to each module that it uses.
     *
     * @throws UnexplainedException if it holds more
     */
    void loaded(TraceEvent e, Map<String, Integer> holds) {
        String module = e.module();
        holds.forEach((name, n) -> {
            if (n != 1) {
                throw new UnexplainedException(e, Rule.BALANCE, module + " was loaded with " + n + " references to " + name + " instead of one");
            }
        });
        uses.put(module, new TreeMap<>(holds));
    }

    /**
     * The module was unloaded, which gave these references back.
     *
     * @throws UnexplainedException if they are others than it held
     */
    void freed(TraceEvent e, String module, Map<String, Integer> givenBack) {
        Map<String, Integer> held = uses.remove(module);
        if (held == null) {
            return;
        }
        Map<String, Integer> left = new TreeMap<>(held);
        givenBack.forEach((name, n) -> left.merge(name, n, Integer::sum));
        left.values().removeIf(n -> n == 0);
        if (!left.isEmpty()) {
            String name = left.keySet().iterator().next();
            throw new UnexplainedException(e, Rule.BALANCE, module + ", which held " + held.getOrDefault(name, 0) + " reference(s) to " + name
                    + " because it uses its symbols, gave " + -givenBack.getOrDefault(name, 0) + " back");
        }
    }
}
