package org.sockrace.machine;

import java.util.function.Function;

/**
 * The machine on which the modelled kernel runs. Kernel code keeps no state outside the cells made here; what it does next depends only on what these
 * primitives returned. Methods carry the kernel's names where the kernel has one.
 *
 * <p>Cells and memory may be made at any time by kernel code, but the code must make the same ones in the same order whenever it is given the same results.
 * Thread-safety: as stated by each implementation.
 */
public interface Machine {

    /**
     * The kind under which something {@link #keeps} an object that waits to be given to a callback. A call that hands an object over like that is done with it,
     * with the references that the object's own counters count, and with all that the object keeps: the callback has to give them back.
     */
    String CALLBACK = "callback";

    // ---- memory --------------------------------------------------------------------------------------------------

    /** The kernel image: memory that is never freed. */
    Region image();

    /**
     * Takes an object from a slab cache. It never fails: a failure is a separate {@link #fails} in front of it, as the kernel code decides.
     *
     * @param cache the name of the slab cache, or the module's name for {@link Region.Kind#MODULE}
     * @param constructor makes the object's cells inside the region that it is given; called at most once for each object
     */
    <T> T alloc(String cache, Region.Kind kind, Function<Region, T> constructor);

    /** Gives a region back. Freeing it twice is a violation, as is any later access; NULL is ignored, as by kfree. */
    void free(Region region);

    /**
     * Gives a region back once every read-side critical section that exists now has ended ({@code kfree_rcu}); does not wait for it. A machine that cannot
     * put it off waits here.
     */
    default void free_rcu(Region region) {
        synchronize_rcu();
        free(region);
    }

    /** Says that {@code part} is a struct within that memory: whoever has a pointer to it can reach all of it. Not needed for the object that was allocated. */
    default void within(Region region, Object part) { }

    /** Makes a pointer cell. */
    <T> Ptr<T> ptr(Region in, String name, T initial);

    /** Makes an integer cell. */
    Word word(Region in, String name, int initial);

    /** Makes a counter. */
    Atomic atomic(Region in, String name, int initial);

    /** Makes a spinlock, free at first. */
    SpinLock spinlock(Region in, String name);

    /** Makes a mutex, free at first. */
    Mutex mutex(Region in, String name);

    // ---- execution -----------------------------------------------------------------------------------------------

    /** The task that runs, as the scenario gave it to the machine ({@code current}). */
    Object current();

    /** The processor jumps into text of {@code region}: executes it, so it must not have been freed. */
    void enter(Region region);

    /** The processor returns into text of {@code region} for its last instructions: executes it, so it must not have been freed. */
    void leave(Region region);

    /** Says that the code may sleep here ({@code might_sleep}): illegal in a read-side critical section and under a spinlock. */
    void might_sleep(String where);

    /** Waits, sleeping, until the condition is true ({@code wait_event}). */
    void wait_event(Condition condition);

    /** Waits, without sleeping, until the condition is true; acquire ({@code smp_cond_load_acquire}). */
    void smp_cond_load_acquire(Condition condition);

    // ---- RCU -----------------------------------------------------------------------------------------------------

    /** Enters a read-side critical section; they nest. */
    void rcu_read_lock();

    /** Leaves a read-side critical section. */
    void rcu_read_unlock();

    /** Waits until every read-side critical section that was there at the call has ended. Sleeps. */
    void synchronize_rcu();

    /**
     * Waits until every section with preemption disabled that was there at the call has ended. Until 4.20 it did <em>not</em> wait for a
     * preemptible {@code rcu_read_lock} section. Sleeps.
     */
    void synchronize_sched();

    /** Disables preemption: a read-side critical section for {@link #synchronize_sched}. */
    void preempt_disable();

    /** Enables preemption again. */
    void preempt_enable();

    /** Keeps soft interrupts from this processor: that disables preemption, too. */
    default void local_bh_disable() {
        preempt_disable();
    }

    /** Lets soft interrupts come again. */
    default void local_bh_enable() {
        preempt_enable();
    }

    /** A soft interrupt begins: preemption is disabled, and no other one comes on this processor. */
    default void softirq_enter() {
        local_bh_disable();
    }

    /** It is over. */
    default void softirq_exit() {
        local_bh_enable();
    }

    /** Whether the running task has disabled soft interrupts, or is one; a machine that does not know says no. */
    default boolean in_softirq() {
        return false;
    }

    // ---- memory barriers -----------------------------------------------------------------------------------------

    /** A memory barrier. Interleavings do not tell; the memory model of the kernel, and a real processor, do. */
    void fence(Fence fence);

    // ---- choices -------------------------------------------------------------------------------------------------

    /** A failure that may or may not be injected here; both are explored if the scenario enables faults of this name. */
    boolean fails(String fault);

    /** A free choice of the environment, 0 to {@code options.length - 1}; all are explored. */
    int choose(String what, String... options);

    // ---- what the code says about itself: no access, no event ------------------------------------------------------

    /** The condition of an {@code if (...) goto label}: noted for coverage, returned unchanged. */
    boolean test(boolean condition);

    /** The code passes a goto label. */
    void label(String label);

    /**
     * A join point: what the code does from here on depends on its call's arguments, on shared memory and on {@code live} only, and on nothing else that it saw
     * before. A machine that runs code again and again may go on from here once for all that come here alike. Where that is not true executions are lost, so it
     * belongs to the back edges of loops, where it is easily seen.
     */
    default void join(Object... live) { }

    /** Right before a loop that says {@link #again} in each of its rounds: what it is to say there. */
    default int loop() {
        return 0;
    }

    /**
     * The head of a loop, right before an operation, that keeps nothing from one round to the next: whoever comes here again, from the same {@link #loop}, does
     * what he would have done the first time if memory had been as it is now. A machine that runs code again and again may then take the two for one. Where
     * that is not true executions are lost: it belongs to loops without local variables, or whose variables are set anew in each round before they are read.
     */
    default void again(int loop) { }

    /**
     * From here on somebody owns one more reference or resource. With a counter: right after the counter was raised, with no other access between.
     *
     * @param kind what it is, for example {@code PF}, {@code OPS}, {@code SK}, {@code fd}
     * @param counter the counter that must count it, or null for a resource that has none
     */
    void own(String kind, Atomic counter);

    /** The owner gave it up: right after the counter was lowered, with no other access between. */
    void disown(String kind, Atomic counter);

    /**
     * From here on an object keeps the reference that the running code owned, or an object that no reference counts. Only what is kept by something that is
     * still there may be left when nobody runs any more.
     *
     * @param keeper the memory that keeps it
     * @param kind the reference's kind, as it was owned
     * @param object what it is a reference to
     */
    default void keeps(Region keeper, String kind, Region object) { }

    /** The keeper gives it back to the running code. What a keeper keeps when it is freed itself goes back without this. */
    default void yields(Region keeper, String kind, Region object) { }

    /** sock_register published (true) or sock_unregister is about to return having withdrawn (false) this family. */
    void registered(Object family, boolean published);

    /** delete_module is about to return 0 for this module. */
    void unloaded(Region module);

    /** A failed assertion of the kernel: ends this execution. */
    void bug(Property property, String message);
}
