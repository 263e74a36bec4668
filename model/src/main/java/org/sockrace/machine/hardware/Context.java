package org.sockrace.machine.hardware;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.sockrace.machine.Property;
import org.sockrace.machine.Region;

/**
 * What the machine knows about one thread: {@code current}, its place in RCU, and what it holds. Made by {@link HardwareMachine#context};
 * kernel code runs inside {@link #call}. At most one Java thread may be in a context at a time.
 */
public final class Context {

    final Object task;
    final Choices choices;
    final UserRcu.Reader rcu;
    final UserRcu.Reader sched;
    /** How many spinlocks it holds. */
    int spinning;
    /** How many mutexes it holds. */
    int sleeping;
    /** Objects allocated minus objects freed by it; counted apart from the others so that counting orders nothing. */
    int allocated;
    private final HardwareMachine machine;
    private final String name;
    /** What to free when the call returns, after a grace period; null while there is nothing. */
    private List<Region> freeLater;

    Context(HardwareMachine machine, String name, Object task, Choices choices, UserRcu.Reader rcu, UserRcu.Reader sched) {
        this.machine = machine;
        this.name = name;
        this.task = task;
        this.choices = choices;
        this.rcu = rcu;
        this.sched = sched;
    }

    boolean belongsTo(HardwareMachine other) {
        return machine == other;
    }

    /** Runs kernel code on the calling thread as this context, and checks that it leaves nothing locked. */
    public int call(IntSupplier code) {
        Context outer = machine.enterContext(this);
        try {
            int result = code.getAsInt();
            atReturn();
            freeNow();
            return result;
        } finally {
            machine.leaveContext(outer);
        }
    }

    private void atReturn() {
        if (rcu.inside() || sched.inside()) {
            machine.record(Property.RCU_USAGE, "returns " + section());
        }
        if (spinning + sleeping > 0) {
            machine.record(Property.ROLLBACK, "returns holding " + spinning + " spinlocks and " + sleeping + " mutexes");
        }
    }

    void freeLater(Region region) {
        if (freeLater == null) {
            freeLater = new ArrayList<>();
        }
        freeLater.add(region);
    }

    private void freeNow() {
        if (freeLater != null) {
            machine.synchronize_rcu();
            freeLater.forEach(machine::free);
            freeLater = null;
        }
    }

    /** Records it if the thread must not sleep. */
    void mightSleep(String where, Object what) {
        if (spinning > 0 || rcu.inside() || sched.inside()) {
            String atomic = spinning > 0 ? "under a spinlock" : section();
            machine.record(Property.RCU_USAGE, where + (what == null ? "" : "(" + what + ")") + " sleeps " + atomic);
        }
    }

    private String section() {
        return rcu.inside() ? "in a read-side critical section" : "with preemption disabled";
    }

    @Override
    public String toString() {
        return name;
    }
}
