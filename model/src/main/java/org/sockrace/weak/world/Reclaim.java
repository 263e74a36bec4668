package org.sockrace.weak.world;

import java.util.BitSet;
import java.util.Set;
import org.sockrace.automata.Memory;
import org.sockrace.weak.explore.Action;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Tag;

/**
 * Where RCU stands that gives memory back for whoever called kfree_rcu: it begins when it sees that, lets a grace period pass, and gives it back. The kernel
 * documents call_rcu as synchronize_rcu in a thread of its own; the list of callbacks hands over what came before the call.
 */
final class Reclaim implements Stage {

    private static final BitSet NOTHING = new BitSet();

    private final Memory memory;
    private final int freed;
    private final int thread;
    private final Action[] actions;
    private final int step;

    private Reclaim(Memory memory, int freed, int thread, Action[] actions, int step) {
        this.memory = memory;
        this.freed = freed;
        this.thread = thread;
        this.actions = actions;
        this.step = step;
    }

    /**
     * Before it begins.
     *
     * @param queued where it is said that the memory is to be given back
     * @param freed where it is said that it was
     */
    static Reclaim start(Memory memory, int queued, int freed, int thread) {
        return new Reclaim(memory, freed, thread, new Action[] {action(thread, Kind.READ, Tag.ACQUIRE, queued, 0),
            action(thread, Kind.FENCE, Tag.SYNC_RCU, Action.NONE, 0), action(thread, Kind.WRITE, Tag.ONCE, freed, 1)}, 0);
    }

    private static Action action(int thread, Kind kind, Tag tag, int location, int value) {
        return new Action(new Event(thread, kind, Set.of(tag), "", 0), location, value, NOTHING, NOTHING, NOTHING, Action.NONE);
    }

    @Override
    public Status status() {
        return step == actions.length ? Status.ENDED : Status.READY;
    }

    @Override
    public Action next() {
        return actions[step];
    }

    @Override
    public Action reading(long value) {
        return next();
    }

    @Override
    public Reclaim after(long read) {
        return new Reclaim(memory, freed, thread, actions, step + 1);
    }

    @Override
    public int thread() {
        return thread;
    }

    @Override
    public Memory touches() {
        return frees() ? memory : null;
    }

    @Override
    public int freed() {
        return frees() ? freed : -1;
    }

    @Override
    public boolean frees() {
        return step == actions.length - 1;
    }

    /** Whoever called kfree_rcu does. */
    @Override
    public boolean gives() {
        return false;
    }

    /** The memory that it gives back. */
    Memory memory() {
        return memory;
    }
}
