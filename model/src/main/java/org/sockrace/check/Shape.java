package org.sockrace.check;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.machine.simulated.SplitException;

/**
 * What threads a scenario is given that it does not name, as far as only its code shows. One that is too small is found out while automata are built.
 *
 * @param split whether identical threads have roles of their own
 * @param spare how many agents of each kind there are, besides those that the set-up asks for
 */
record Shape(boolean split, Map<Kind, Integer> spare) implements Serializable {

    /** What runs code by itself. */
    enum Kind { WORK, TIMER, CLOCK, KTHREAD }

    /** What most scenarios need. */
    static final Shape PLAIN = new Shape(false, Map.of());

    /** More than so many agents are not tried: an object that has a work is made again and again. */
    static final int MOST_AGENTS = 16;

    /** The code asks for one more of that kind than there are. */
    static final class ShortageException extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final Kind kind;

        ShortageException(Kind kind) {
            super("there is no thread for another " + kind, null, false, false);
            this.kind = kind;
        }
    }

    Shape {
        spare = Map.copyOf(spare);
    }

    /** How many of that kind. */
    int spare(Kind kind) {
        return spare.getOrDefault(kind, 0);
    }

    Shape splitting() {
        return new Shape(true, spare);
    }

    private Shape with(ShortageException lacking) {
        if (spare.values().stream().mapToInt(n -> n).sum() == MOST_AGENTS) {
            throw new ModelTooLargeException("the code makes more than " + MOST_AGENTS
                    + " works and timers, or kernel threads: make fewer objects that have one, or in fewer calls");
        }
        Map<Kind, Integer> more = new EnumMap<>(Kind.class);
        more.putAll(spare);
        more.merge(lacking.kind, 1, Integer::sum);
        return new Shape(split, more);
    }

    /** Uses the smallest that is large enough. */
    static <T> T fitting(Function<Shape, T> use) {
        return fitting(PLAIN, use);
    }

    /** Uses the smallest that is large enough, and not smaller than that one. */
    static <T> T fitting(Shape from, Function<Shape, T> use) {
        Shape shape = from;
        while (true) {
            try {
                return use.apply(shape);
            } catch (SplitException e) {
                if (shape.split) {
                    throw e;
                }
                shape = shape.splitting();
            } catch (ShortageException e) {
                shape = shape.with(e);
            }
        }
    }
}
