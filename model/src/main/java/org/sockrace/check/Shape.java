package org.sockrace.check;

import java.util.function.Function;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.machine.simulated.SplitException;

/**
 * What threads a scenario is given that it does not name, as far as only its code shows. One that is too small is found out while automata are built.
 *
 * @param split whether identical threads have roles of their own
 * @param works how many workers there are besides those for the works that the set-up makes
 * @param timers the same for timers
 */
record Shape(boolean split, int works, int timers) {

    /** What most scenarios need. */
    static final Shape PLAIN = new Shape(false, 0, 0);

    /** More than so many agents are not tried: an object that has a work is made again and again. */
    static final int MOST_AGENTS = 16;

    /** The code makes another work, or another timer, than there are threads for. */
    static final class ShortageException extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final boolean work;

        ShortageException(boolean work) {
            super("there is no thread for another " + (work ? "work" : "timer"), null, false, false);
            this.work = work;
        }
    }

    Shape splitting() {
        return new Shape(true, works, timers);
    }

    private Shape with(ShortageException lacking) {
        if (works + timers == MOST_AGENTS) {
            throw new ModelTooLargeException("the code makes more than " + MOST_AGENTS
                    + " works and timers: make fewer objects that have one, or in fewer calls");
        }
        return lacking.work ? new Shape(split, works + 1, timers) : new Shape(split, works, timers + 1);
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
