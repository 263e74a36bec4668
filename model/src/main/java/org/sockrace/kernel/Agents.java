package org.sockrace.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Those who run code of one kind by themselves, once they are asked to: a thread each. What asks for one, such as a work, has one of its own, which it is given
 * when it is made. Not thread-safe.
 *
 * @param <T> what such a thread works on
 */
public final class Agents<T> {

    private final IntFunction<T> constructor;
    private final List<T> all = new ArrayList<>();
    private int taken;
    private Runnable shortage;

    Agents(IntFunction<T> constructor) {
        this.constructor = constructor;
    }

    /** The first of them, or one more if there is none. */
    T first() {
        return taken == 0 ? take() : all.get(0);
    }

    /** One more, whom nobody has. */
    T take() {
        if (taken == all.size()) {
            if (shortage != null) {
                shortage.run();
            }
            all.add(constructor.apply(taken));
        }
        return all.get(taken++);
    }

    /** All that there are, in the order in which they were taken. */
    public List<T> all() {
        return List.copyOf(all);
    }

    /**
     * From here on there are no more than now, and these.
     *
     * @param spare how many more
     * @param none what is done when one is asked for that is not there: it throws
     */
    public void limit(int spare, Runnable none) {
        for (int n = 0; n < spare; n++) {
            all.add(constructor.apply(all.size()));
        }
        shortage = none;
    }
}
