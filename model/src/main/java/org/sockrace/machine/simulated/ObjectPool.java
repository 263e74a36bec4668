package org.sockrace.machine.simulated;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.sockrace.automata.Memory;

/** Objects that were taken before: whoever runs the same code with the same results gets the same ones again. */
final class ObjectPool {

    /**
     * An object, and the region that it was made in.
     *
     * @param object what its constructor made
     * @param region its memory
     */
    record Pooled(Object object, Memory region) { }

    private record Key(int role, String counted, int index) { }

    private final Map<Key, Pooled> pool = new HashMap<>();

    /**
     * The object that threads of that role take as their n-th of those that are counted like that.
     *
     * @param index n, from 0
     * @param making makes it, if nobody has taken it before
     */
    Pooled get(int role, String counted, int index, Supplier<Pooled> making) {
        Key key = new Key(role, counted, index);
        Pooled known = pool.get(key);
        if (known == null) {
            known = making.get();
            pool.put(key, known);
        }
        return known;
    }
}
