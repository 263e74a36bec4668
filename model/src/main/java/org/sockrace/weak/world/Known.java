package org.sockrace.weak.world;

import java.util.List;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Memory;

/**
 * How a thread knows the memory that it uses: by loads of pointers to it. Which of them an access goes by is in the local variables of functions, which nobody
 * sees; so it is the first load that may still be in one of those that run. {@code rcu_dereference} is there to be followed: within the function that calls it
 * its pointer is the one that is used. A function may return what it has loaded: once it has ended, its load counts for its caller, unless that knew the memory
 * already. When the call has ended, no pointer is left, and whatever is loaded next counts anew. Immutable; a list, the last load first.
 *
 * @param event the number in the thread of the load; {@link #NOTHING} if it is one that nobody could notice, of what never changes
 * @param at where it stands
 * @param depth how many functions on that stack, outermost first, may have the pointer: 0 if they have ended
 */
record Known(Known before, Memory memory, int event, Frame.Stack at, int depth) {

    /** The event on which nothing depends. */
    static final int NOTHING = -1;

    /** The same, and a load of a pointer to the memory. */
    static Known learned(Known known, Memory memory, int event, Frame.Stack at, boolean followed) {
        Known old = of(known, memory);
        if (old == null || followed || old.isOver()) {
            Known others = old != null && old.isOver() ? without(known, memory) : known;
            return new Known(others, memory, event, at, at.frames().size());
        }
        return known;
    }

    /** The event on which it depends where the memory is, as far as that was loaded; {@link #NOTHING} if there is none. */
    static int event(Known known, Memory memory) {
        Known load = of(known, memory);
        return load == null ? NOTHING : load.event;
    }

    /** The load that counts; null if there is none. */
    private static Known of(Known known, Memory memory) {
        Known k = known;
        while (k != null && k.memory != memory) {
            k = k.before;
        }
        return k;
    }

    private static Known without(Known known, Memory memory) {
        if (known == null) {
            return null;
        }
        Known before = without(known.before, memory);
        return known.memory == memory ? before : before == known.before ? known : new Known(before, known.memory, known.event, known.at, known.depth);
    }

    /** What is left of it when the thread comes to that place: functions may have ended. */
    static Known left(Known known, Frame.Stack to) {
        if (known == null) {
            return null;
        }
        Known before = left(known.before, to);
        int running = Math.min(known.depth, running(known.at, to));
        if (running < known.depth && of(before, known.memory) != null) {
            return before;
        }
        return running == known.depth && before == known.before ? known : new Known(before, known.memory, known.event, known.at, running);
    }

    /** Whether the call has ended. Of code whose functions are not shown nobody can tell. */
    private boolean isOver() {
        return depth == 0 && !at.frames().isEmpty();
    }

    /** How many functions, outermost first, still run: in all but the innermost of them the thread stands at the same line. */
    private static int running(Frame.Stack from, Frame.Stack to) {
        if (from == to) {
            return from.frames().size();
        }
        List<Frame> were = from.frames();
        List<Frame> are = to.frames();
        int most = Math.min(were.size(), are.size());
        int same = 0;
        while (same < most) {
            Frame was = were.get(were.size() - 1 - same);
            Frame is = are.get(are.size() - 1 - same);
            if (!was.function().equals(is.function()) || !was.file().equals(is.file())) {
                return same;
            }
            same++;
            if (was.line() != is.line()) {
                return same;
            }
        }
        return same;
    }
}
