package org.sockrace.odds.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Processors, each with a queue of its own of tasks that wait for it. A task queues at the processor on which it ran last, and the first of a queue is the next
 * to run. A processor is never idle while a task waits: with nothing in its own queue it takes the first task of the longest one, of equally long ones of the
 * next in the order of their numbers. So does a processor whose task has used up its slice, if in the longest queue more than one waits. Deterministic. Not
 * thread-safe.
 */
final class Processors {

    private static final int NONE = -1;

    private final boolean crowded;
    private final BitSet idle = new BitSet();
    private int free;
    private int waiting;
    /** By task: the processor on which it runs, or ran last, and its neighbours in a queue. */
    private final int[] home;
    private final int[] next;
    private final int[] previous;
    /** By processor: the ends of its queue, and how many wait in it. */
    private final int[] head;
    private final int[] tail;
    private final int[] length;
    /** The processors that have queues of that length, by length; and the longest one. */
    private final List<BitSet> ofLength = new ArrayList<>();
    private int longest;

    /**
     * All are idle. At first tasks belong to one processor after the other.
     *
     * @param processors how many, at least 1
     * @param tasks how many there are in all, at least 1
     */
    Processors(int processors, int tasks) {
        int count = Math.min(processors, tasks);
        crowded = tasks > processors;
        idle.set(0, count);
        free = count;
        home = new int[tasks];
        Arrays.setAll(home, task -> task % count);
        next = new int[tasks];
        previous = new int[tasks];
        head = new int[count];
        tail = new int[count];
        Arrays.fill(head, NONE);
        Arrays.fill(tail, NONE);
        length = new int[count];
        ofLength.add(new BitSet());
    }

    /** Whether there are more tasks than processors; if not, nobody ever waits. */
    boolean areCrowded() {
        return crowded;
    }

    /** The processor on which the task runs, or ran last. */
    int of(int task) {
        return home[task];
    }

    /** The task goes on where it ran: it has just left that processor. */
    void goBack(int task) {
        if (crowded) {
            occupy(home[task], task);
        }
    }

    /** The task gets the processor on which it ran last, or else the next idle one, unless all are busy or others wait; says whether it does. */
    boolean enter(int task) {
        if (!crowded) {
            return true;
        }
        if (free == 0 || waiting > 0) {
            return false;
        }
        occupy(from(idle, home[task]), task);
        return true;
    }

    /** The task does not need its processor any more. */
    void leave(int task) {
        if (crowded) {
            idle.set(home[task]);
            free++;
        }
    }

    private void occupy(int processor, int task) {
        idle.clear(processor);
        free--;
        home[task] = processor;
    }

    /** Begins to wait, in the queue of the processor on which it ran last; if it has just left that, somebody else may come there first. */
    void queue(int task) {
        int processor = home[task];
        if (idle.get(processor) && length[processor] == 0 && longest > 1) {
            append(unlink(head[from(ofLength.get(longest), processor)]), processor);
        }
        append(task, processor);
    }

    /** It waits no more, and runs nowhere. */
    void forget(int task) {
        unlink(task);
    }

    /** Lets an idle processor run a task that waits; returns which, or -1 if all are busy or nobody waits. */
    int dispatch() {
        if (free == 0 || waiting == 0) {
            return NONE;
        }
        int processor = idle.nextSetBit(0);
        int task = unlink(head[length[processor] > 0 ? processor : from(ofLength.get(longest), processor)]);
        occupy(processor, task);
        return task;
    }

    /** The first of them from that number on, beginning again after the last one. */
    private static int from(BitSet some, int number) {
        int found = some.nextSetBit(number);
        return found >= 0 ? found : some.nextSetBit(0);
    }

    // ---- queues --------------------------------------------------------------------------------------------------------

    private void append(int task, int processor) {
        home[task] = processor;
        next[task] = NONE;
        previous[task] = tail[processor];
        if (tail[processor] == NONE) {
            head[processor] = task;
        } else {
            next[tail[processor]] = task;
        }
        tail[processor] = task;
        waiting++;
        lengthen(processor, 1);
    }

    private int unlink(int task) {
        int processor = home[task];
        if (previous[task] == NONE) {
            head[processor] = next[task];
        } else {
            next[previous[task]] = next[task];
        }
        if (next[task] == NONE) {
            tail[processor] = previous[task];
        } else {
            previous[next[task]] = previous[task];
        }
        waiting--;
        lengthen(processor, -1);
        return task;
    }

    private void lengthen(int processor, int by) {
        ofLength.get(length[processor]).clear(processor);
        length[processor] += by;
        if (length[processor] == ofLength.size()) {
            ofLength.add(new BitSet());
        }
        ofLength.get(length[processor]).set(processor);
        longest = Math.max(longest, length[processor]);
        while (longest > 0 && ofLength.get(longest).isEmpty()) {
            longest--;
        }
    }
}
