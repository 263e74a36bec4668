package org.sockrace.machine.hardware;

import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
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

/**
 * A machine whose threads are real. Thread-safe; every thread runs kernel code inside a {@link Context}. What is broken is recorded, and
 * the thread goes on as a real one would; only one that waits for ever is stopped, by a {@link StallException}.
 *
 * <p>Machines share nothing, so any number of them may be made. To make a machine with a defect, override a primitive: it may be
 * called before the constructor of the subclass has run.
 */
@SuppressWarnings("this-escape")
public class HardwareMachine implements Machine {

    /** More than that are not recorded. */
    public static final int MOST_VIOLATIONS = 100;

    private static final Duration STALL_LIMIT = Duration.ofSeconds(20);
    /** The context that a thread is in; one for all machines, because a new ThreadLocal for each machine costs more than all its calls. */
    private static final ThreadLocal<Context> CURRENT = new ThreadLocal<>();

    private final long stallLimitNanos;
    private final List<Violation> violations = new ArrayList<>(0);
    private final HardwareRegion image = new HardwareRegion(this, "kernel", Region.Kind.IMAGE);
    private final UserRcu rcu = new UserRcu(this, image, VarHandle::fullFence, VarHandle::fullFence);
    private final UserRcu sched = new UserRcu(this, image, VarHandle::fullFence, VarHandle::fullFence);
    /** Replaced, never changed. */
    private volatile Context[] contexts = {};

    /** A machine whose threads wait for each other for 20 seconds at most. */
    public HardwareMachine() {
        this(STALL_LIMIT);
    }

    /** A machine whose threads wait for each other for that long at most. */
    public HardwareMachine(Duration stallLimit) {
        this.stallLimitNanos = stallLimit.toNanos();
    }

    // ---- threads and what they did wrong -----------------------------------------------------------------------------

    /** A thread to be, for which nothing ever fails. */
    public final Context context(String name, Object task) {
        return context(name, task, Choices.NEVER);
    }

    /**
     * A thread to be. The machine keeps it for ever, and every grace period looks at it.
     *
     * @param name the name in violations
     * @param task what {@link #current} is
     * @param choices what fails
     */
    public final Context context(String name, Object task, Choices choices) {
        Context context = new Context(this, name, task, choices, rcu.register(), sched.register());
        synchronized (violations) {
            Context[] all = Arrays.copyOf(contexts, contexts.length + 1);
            all[all.length - 1] = context;
            contexts = all;
        }
        return context;
    }

    /**
     * How many objects the contexts have allocated and not freed. To be asked while no kernel code runs, and after the threads that ran it
     * have handed over what they did.
     */
    public final int liveObjects() {
        int live = 0;
        for (Context context : contexts) {
            live += context.allocated;
        }
        return live;
    }

    /** Whether there was no violation up to now. */
    public final boolean sound() {
        synchronized (violations) {
            return violations.isEmpty();
        }
    }

    /** All violations up to now, in the order in which they were recorded. */
    public final List<Violation> violations() {
        synchronized (violations) {
            return List.copyOf(violations);
        }
    }

    final void record(Property property, String what) {
        Context context = contextOrNull();
        Violation violation = new Violation(property, what, context == null ? "no context" : context.toString());
        synchronized (violations) {
            if (violations.size() < MOST_VIOLATIONS) {
                violations.add(violation);
            }
        }
    }

    final Context enterContext(Context context) {
        Context outer = CURRENT.get();
        CURRENT.set(context);
        return outer;
    }

    final void leaveContext(Context outer) {
        CURRENT.set(outer);
    }

    /** The context of this machine that the calling thread is in, or null. */
    private Context contextOrNull() {
        Context context = CURRENT.get();
        return context != null && context.belongsTo(this) ? context : null;
    }

    final Context context() {
        Context context = contextOrNull();
        if (context == null) {
            throw new IllegalStateException("kernel code runs on thread " + Thread.currentThread().getName() + " outside Context.call");
        }
        return context;
    }

    final Spin spin(String what, Object on) {
        return new Spin(what, on, stallLimitNanos);
    }

    // ---- memory --------------------------------------------------------------------------------------------------

    @Override
    public Region image() {
        return image;
    }

    @Override
    public <T> T alloc(String cache, Region.Kind kind, Function<Region, T> constructor) {
        Context context = contextOrNull();
        if (context != null) {
            context.allocated++;
        }
        return constructor.apply(new HardwareRegion(this, cache, kind));
    }

    @Override
    public void free(Region region) {
        Context context = contextOrNull();
        if (context != null) {
            context.allocated--;
        }
        ((HardwareRegion) region).free();
    }

    /** Here the thread itself waits, but not before its call returns: then it holds nothing that the wait could be for. */
    @Override
    public void free_rcu(Region region) {
        context().freeLater(region);
    }

    @Override
    public <T> Ptr<T> ptr(Region in, String name, T initial) {
        return new HardwarePtr<>((HardwareRegion) in, name, initial);
    }

    @Override
    public Word word(Region in, String name, int initial) {
        return new HardwareWord((HardwareRegion) in, name, initial);
    }

    @Override
    public Atomic atomic(Region in, String name, int initial) {
        return new HardwareAtomic(this, (HardwareRegion) in, name, initial);
    }

    @Override
    public SpinLock spinlock(Region in, String name) {
        return new HardwareLock(this, (HardwareRegion) in, name, false);
    }

    @Override
    public Mutex mutex(Region in, String name) {
        return new HardwareLock(this, (HardwareRegion) in, name, true);
    }

    // ---- execution -----------------------------------------------------------------------------------------------

    @Override
    public Object current() {
        return context().task;
    }

    @Override
    public void enter(Region region) {
        ((HardwareRegion) region).touch("text");
    }

    @Override
    public void leave(Region region) {
        ((HardwareRegion) region).touch("text");
    }

    @Override
    public void might_sleep(String where) {
        context().mightSleep(where, null);
    }

    /**
     * Waits, with a full fence before each look at the cells and no order after the last, as {@code prepare_to_wait} gives. Freed memory
     * may be looked at once: the look at several cells is not atomic as a lock would make it, and what was freed meanwhile matters only to
     * a thread that goes on waiting.
     */
    @Override
    public void wait_event(Condition condition) {
        context().mightSleep("wait_event", null);
        await("wait_event", condition);
    }

    /** Waits in the same way, without sleeping: stronger than an acquire. */
    @Override
    public void smp_cond_load_acquire(Condition condition) {
        await("smp_cond_load_acquire", condition);
    }

    private void await(String what, Condition condition) {
        Spin spin = spin(what, condition);
        while (!holds(condition)) {
            if (anyFreed(condition) && !holds(condition)) {
                touch(condition);
            }
            spin.pause();
        }
    }

    private static boolean holds(Condition condition) {
        VarHandle.fullFence();
        for (Condition.Term term : condition.terms()) {
            if ((observed(term).peek() == term.value()) == term.equal()) {
                return true;
            }
        }
        return false;
    }

    private static HardwareCell.Observed observed(Condition.Term term) {
        return (HardwareCell.Observed) term.cell();
    }

    private static boolean anyFreed(Condition condition) {
        for (Condition.Term term : condition.terms()) {
            if (observed(term).cell().region.freed()) {
                return true;
            }
        }
        return false;
    }

    private static void touch(Condition condition) {
        condition.terms().forEach(term -> observed(term).cell().touch());
    }

    // ---- RCU -----------------------------------------------------------------------------------------------------

    @Override
    public void rcu_read_lock() {
        context().rcu.lock();
    }

    @Override
    public void rcu_read_unlock() {
        leave(context().rcu, "rcu_read_unlock without rcu_read_lock");
    }

    @Override
    public void synchronize_rcu() {
        gracePeriod(rcu, context().rcu, "synchronize_rcu");
    }

    @Override
    public void synchronize_sched() {
        gracePeriod(sched, context().sched, "synchronize_sched");
    }

    @Override
    public void preempt_disable() {
        context().sched.lock();
    }

    @Override
    public void preempt_enable() {
        leave(context().sched, "preempt_enable without preempt_disable");
    }

    @Override
    public void fence(Fence fence) {
        switch (fence) {
            case MB, BEFORE_ATOMIC, AFTER_ATOMIC -> VarHandle.fullFence();
            case RMB -> VarHandle.loadLoadFence();
            case WMB -> VarHandle.storeStoreFence();
        }
    }

    private void leave(UserRcu.Reader reader, String otherwise) {
        if (reader.inside()) {
            reader.unlock();
        } else {
            record(Property.RCU_USAGE, otherwise);
        }
    }

    private void gracePeriod(UserRcu flavour, UserRcu.Reader self, String name) {
        if (self.inside()) {
            context().mightSleep(name, null);
            throw new StallException(name + "(): the caller would wait for itself");
        }
        flavour.synchronize();
    }

    // ---- choices -------------------------------------------------------------------------------------------------

    @Override
    public boolean fails(String fault) {
        return context().choices.fails(fault);
    }

    @Override
    public int choose(String what, String... options) {
        return context().choices.choose(what, options.length);
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
        record(property, message);
    }
}
