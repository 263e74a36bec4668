package org.sockrace.machine.simulated;

import java.util.HashMap;
import java.util.Map;
import org.sockrace.machine.Region;

/** Names regions as users read them: {@code T0.sock}, {@code T0.sock#2}, {@code af_packet}. */
final class RegionNames {

    private final Map<String, Integer> used = new HashMap<>();

    /**
     * The name of another region.
     *
     * @param thread the name of the thread that takes it, or an empty string; a module bears the name of none
     */
    String next(String thread, String cache, Region.Kind kind) {
        String name = (kind == Region.Kind.MODULE || thread.isEmpty() ? "" : thread + ".") + cache;
        int number = used.merge(name, 1, Integer::sum);
        return number == 1 ? name : name + "#" + number;
    }
}
