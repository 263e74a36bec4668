package org.sockrace.lincheck.sequential;

import java.util.function.Function;
import java.util.function.IntSupplier;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Fence;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;
import org.sockrace.machine.hardware.Choices;

/**
 * A machine without concurrency, so that there is nothing to order and nobody to wait for: a wait that would block, and whatever else a
 * kernel must not do, is an {@link IllegalStateException}. Not thread-safe.
 */
public final class SequentialMachine implements Machine {

    private final Memory image = new Memory("kernel", Region.Kind.IMAGE);
    private Object current;
    private Choices choices = Choices.NEVER;
    /** What goes on while {@link #current} waits: the helper that it waits for, and nobody else. */
    private Runnable meanwhile = SequentialMachine::nobody;
    /** Read-side critical sections and sections with preemption disabled that the running call is in. */
    private int sections;

    private static void nobody() { }

    /**
     * Runs kernel code as that task.
     *
     * @param fails what fails for it
     * @param helper runs to its end when the task waits
     */
    public int run(Object task, Choices fails, Runnable helper, IntSupplier code) {
        Object outer = current;
        Choices outerChoices = choices;
        Runnable outerMeanwhile = meanwhile;
        current = task;
        choices = fails;
        meanwhile = helper;
        try {
            return code.getAsInt();
        } finally {
            current = outer;
            choices = outerChoices;
            meanwhile = outerMeanwhile;
        }
    }

    /** Runs kernel code as that task, which nobody helps and for which nothing fails. */
    public int run(Object task, IntSupplier code) {
        return run(task, Choices.NEVER, SequentialMachine::nobody, code);
    }

    // ---- memory --------------------------------------------------------------------------------------------------

    @Override
    public Region image() {
        return image;
    }

    @Override
    public <T> T alloc(String cache, Region.Kind kind, Function<Region, T> constructor) {
        return constructor.apply(new Memory(cache, kind));
    }

    @Override
    public void free(Region region) {
        ((Memory) region).free();
    }

    /** There is no reader that could still look at it. */
    @Override
    public void free_rcu(Region region) {
        free(region);
    }

    @Override
    public <T> Ptr<T> ptr(Region in, String name, T initial) {
        return new PtrCell<>((Memory) in, name, initial);
    }

    @Override
    public Word word(Region in, String name, int initial) {
        return new WordCell((Memory) in, name, initial);
    }

    @Override
    public Atomic atomic(Region in, String name, int initial) {
        return new Counter((Memory) in, name, initial);
    }

    @Override
    public SpinLock spinlock(Region in, String name) {
        return new Lock((Memory) in, name);
    }

    @Override
    public Mutex mutex(Region in, String name) {
        return new Lock((Memory) in, name);
    }

    // ---- execution -----------------------------------------------------------------------------------------------

    @Override
    public Object current() {
        return current;
    }

    @Override
    public void enter(Region region) {
        ((Memory) region).touch("text");
    }

    @Override
    public void leave(Region region) {
        ((Memory) region).touch("text");
    }

    @Override
    public void might_sleep(String where) {
        if (sections > 0) {
            throw new IllegalStateException(where + " sleeps in a read-side critical section");
        }
    }

    @Override
    public void wait_event(Condition condition) {
        might_sleep("wait_event");
        smp_cond_load_acquire(condition);
    }

    @Override
    public void smp_cond_load_acquire(Condition condition) {
        if (!holds(condition)) {
            meanwhile.run();
        }
        if (!holds(condition)) {
            throw new IllegalStateException("waits for ever: " + condition);
        }
    }

    private static boolean holds(Condition condition) {
        for (Condition.Term term : condition.terms()) {
            if ((((Cell.Observed) term.cell()).value() == term.value()) == term.equal()) {
                return true;
            }
        }
        return false;
    }

    // ---- RCU -----------------------------------------------------------------------------------------------------

    @Override
    public void rcu_read_lock() {
        sections++;
    }

    @Override
    public void rcu_read_unlock() {
        sections--;
    }

    @Override
    public void synchronize_rcu() {
        might_sleep("synchronize_rcu");
    }

    @Override
    public void synchronize_sched() {
        might_sleep("synchronize_sched");
    }

    @Override
    public void preempt_disable() {
        sections++;
    }

    @Override
    public void preempt_enable() {
        sections--;
    }

    @Override
    public void fence(Fence fence) { }

    // ---- choices -------------------------------------------------------------------------------------------------

    @Override
    public boolean fails(String fault) {
        return choices.fails(fault);
    }

    @Override
    public int choose(String what, String... options) {
        return choices.choose(what, options.length);
    }

    // ---- what the code says about itself -----------------------------------------------------------------------------

    @Override
    public boolean test(boolean condition) {
        return condition;
    }

    @Override
    public void label(String label) { }

    @Override
    public void own(String kind, Atomic counter) { }

    @Override
    public void disown(String kind, Atomic counter) { }

    @Override
    public void registered(Object family, boolean published) { }

    @Override
    public void unloaded(Region module) { }

    @Override
    public void bug(Property property, String message) {
        throw new IllegalStateException(message);
    }
}
