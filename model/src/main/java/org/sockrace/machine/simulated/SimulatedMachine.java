package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Condition;
import org.sockrace.machine.Fence;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/**
 * The machine on which every primitive is one event. While a scenario is set up, operations are executed at once on the initial memory; then
 * {@link WorldBuilder} runs each thread's code on recorded observations. Sequentially consistent. Not thread-safe.
 */
public final class SimulatedMachine extends NotingMachine {

    /** What the machine can do differently. */
    public static final class Options {
        private boolean preemptible = true;
        private boolean sleeps = true;
        private boolean gracePeriodsWait = true;
        private String sourcePackage = "org.sockrace.kernel";
        private SourceFiles others = SourceFiles.NO_MORE;
        private final Set<String> faults = new HashSet<>();
        private boolean remembersFaults;

        /** Whether code can be preempted anywhere; if not, code that does not sleep is an implicit reader. Default true. */
        public Options preemptible(boolean value) {
            preemptible = value;
            return this;
        }

        /**
         * Whether code that may sleep does so, which matters only if it cannot be preempted. A schedule in which it does not sleep is one in which nothing
         * happens meanwhile, so true covers both. Default true.
         */
        public Options sleeps(boolean value) {
            sleeps = value;
            return this;
        }

        /** Whether synchronize_rcu waits at all: false makes a broken machine, for tests. Default true. */
        public Options gracePeriodsWait(boolean value) {
            gracePeriodsWait = value;
            return this;
        }

        /** The package whose lines are shown to users. Default: the modelled kernel. */
        public Options sourcePackage(String name) {
            sourcePackage = name;
            return this;
        }

        /** Whose lines are shown, too: code that a user wrote. Every run of it is repeated, to see whether it does the same. Default: nobody's. */
        public Options others(SourceFiles files) {
            others = files;
            return this;
        }

        /** Enables these failures; if they are remembered, each thread knows in the end which it has met, and there are more states. */
        public Options faults(java.util.Collection<String> names, boolean remembered) {
            faults.addAll(names);
            remembersFaults = remembered;
            return this;
        }
    }

    final ObjectTable objects;
    final List<Cell> cells = new ArrayList<>();
    final List<Memory> regions = new ArrayList<>();
    final Knowledge knowledge = new Knowledge(this);
    final Setup setup = new Setup(knowledge);
    final Positions positions;
    private ValueNames valueNames = ValueNames.PLAIN;
    private final Options options;
    private final Memory image;
    private final ObjectPool pool = new ObjectPool();
    private final RegionNames names = new RegionNames();

    /** A machine in set-up. */
    public SimulatedMachine(Options options) {
        this.options = options;
        this.interpreter = setup;
        this.positions = new Positions(options.sourcePackage, options.others);
        this.objects = new ObjectTable(options.others);
        this.image = newRegion("kernel", "kernel", Region.Kind.IMAGE, Memory.NOBODY);
    }

    // ---- set-up --------------------------------------------------------------------------------------------------

    /** Chooses how integer values are shown. */
    public void showValues(ValueNames names) {
        valueNames = names;
    }

    /** Whether passing that operation so is a failure that the thread remembers. */
    boolean remembers(Operation op, int observed) {
        return options.remembersFaults && op.kind() == OpKind.CHOICE && observed == 1 && options.faults.contains(op.text());
    }

    /** In set-up: runs a call now; throws {@link SetupException} if it could not go on, or breaks a rule that threads have to keep too. */
    public int atOnce(IntSupplier call) {
        return positions.blaming(() -> setup.call(call));
    }

    /** In set-up: objects taken from now on belong to threads of that role (-1: to all), and code runs as that task. */
    public void actAs(int role, Object task) {
        setup.actAs(role, task);
    }

    /** In set-up: which failures are injected from now on. */
    public void injecting(Predicate<String> failing) {
        setup.injecting(failing);
    }

    /** What the set-up took minus what it gave back, by kind. */
    public Map<String, Integer> ledger() {
        return setup.ledger;
    }

    /** The same object by object, and who keeps what. */
    Map<Holding, Integer> books() {
        return setup.books;
    }

    // ---- for this package ------------------------------------------------------------------------------------------

    /** The value of a cell before the threads start. */
    int initial(Cell cell) {
        return setup.state.get(cell, 0);
    }

    /** Whether the region is freed before the threads start. */
    boolean freedAtStart(Memory region) {
        return setup.state.freed(region, 0);
    }

    /** The regions that are freed before the threads start, by number. */
    BitSet freedAtStart() {
        BitSet freed = new BitSet();
        regions.stream().filter(this::freedAtStart).forEach(region -> freed.set(region.id));
        return freed;
    }

    private Cell cell(Region in, String name, Cell.Type type, int initial) {
        cells.add(new Cell(cells.size(), (Memory) in, name, type, initial, this::show));
        return cells.get(cells.size() - 1);
    }

    private String show(Cell cell, int value) {
        return switch (cell.type) {
            case WORD -> valueNames.show(cell, value);
            case POINTER -> objects.name(value);
            case COUNTER -> Integer.toString(value);
            case SPINLOCK, MUTEX -> value == 0 ? "free" : "held";
        };
    }

    int perform(Operation op) {
        return interpreter.perform(op);
    }

    boolean preemptible() {
        return options.preemptible;
    }

    private Memory newRegion(String name, String cache, Region.Kind kind, int owner) {
        Memory region = new Memory(regions.size(), name, cache, kind, owner);
        regions.add(region);
        return region;
    }

    // ---- memory --------------------------------------------------------------------------------------------------

    @Override
    public Region image() {
        return image;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T alloc(String cache, Region.Kind kind, Function<Region, T> constructor) {
        String counted = Memory.counted(cache, kind);
        int role = interpreter.role();
        ObjectPool.Pooled pooled = pool.get(role, counted, interpreter.allocIndex(counted), () -> {
            Memory region = newRegion(names.next(interpreter.threadName(), cache, kind), cache, kind, role);
            Object object = constructor.apply(region);
            objects.place(object, region);
            return new ObjectPool.Pooled(object, region);
        });
        perform(Operation.of(OpKind.ALLOC, pooled.region()));
        return (T) pooled.object();
    }

    @Override
    public void free(Region region) {
        if (region != null) {
            perform(Operation.of(OpKind.FREE, (Memory) region));
        }
    }

    @Override
    public void free_rcu(Region region) {
        perform(Operation.of(OpKind.FREE_RCU, (Memory) region));
    }

    @Override
    public void within(Region region, Object part) {
        objects.place(part, (Memory) region);
    }

    @Override
    public <T> Ptr<T> ptr(Region in, String name, T initial) {
        return new SimPtr<>(this, cell(in, name, Cell.Type.POINTER, objects.number(initial)));
    }

    @Override
    public Word word(Region in, String name, int initial) {
        return new SimWord(this, cell(in, name, Cell.Type.WORD, initial));
    }

    @Override
    public Atomic atomic(Region in, String name, int initial) {
        return new SimAtomic(this, cell(in, name, Cell.Type.COUNTER, initial));
    }

    @Override
    public SpinLock spinlock(Region in, String name) {
        return new SimLock(this, cell(in, name, Cell.Type.SPINLOCK, 0));
    }

    @Override
    public Mutex mutex(Region in, String name) {
        return new SimLock(this, cell(in, name, Cell.Type.MUTEX, 0));
    }

    // ---- execution -----------------------------------------------------------------------------------------------

    @Override
    public Object current() {
        return interpreter.current();
    }

    @Override
    public void enter(Region region) {
        perform(Operation.of(OpKind.ENTER, (Memory) region));
    }

    @Override
    public void leave(Region region) {
        perform(Operation.of(OpKind.LEAVE, (Memory) region));
    }

    @Override
    public void might_sleep(String where) {
        interpreter.mightSleep(where);
        if (!options.preemptible && options.sleeps) {
            perform(Operation.of(OpKind.SCHEDULE));
        }
    }

    @Override
    public void wait_event(Condition condition) {
        perform(Operation.waiting(condition));
    }

    @Override
    public void smp_cond_load_acquire(Condition condition) {
        perform(Operation.spinning(condition));
    }

    // ---- RCU -----------------------------------------------------------------------------------------------------

    @Override
    public void rcu_read_lock() {
        perform(Operation.of(OpKind.RCU_LOCK));
    }

    @Override
    public void rcu_read_unlock() {
        perform(Operation.of(OpKind.RCU_UNLOCK));
    }

    @Override
    public void synchronize_rcu() {
        gracePeriod(OpKind.RCU);
    }

    @Override
    public void synchronize_sched() {
        gracePeriod(OpKind.SCHED);
    }

    private void gracePeriod(int flavour) {
        perform(Operation.of(OpKind.SYNC_BEGIN, flavour, 0, null));
        perform(Operation.of(OpKind.SYNC_END, flavour, options.gracePeriodsWait ? 1 : 0, null));
    }

    @Override
    public void preempt_disable() {
        perform(Operation.of(OpKind.PREEMPT_OFF));
    }

    @Override
    public void preempt_enable() {
        perform(Operation.of(OpKind.PREEMPT_ON));
    }

    @Override
    public void local_bh_disable() {
        perform(Operation.of(OpKind.PREEMPT_OFF, OpKind.SOFTIRQS, 0, null));
    }

    @Override
    public void local_bh_enable() {
        perform(Operation.of(OpKind.PREEMPT_ON, OpKind.SOFTIRQS, 0, null));
    }

    @Override
    public void softirq_enter() {
        perform(Operation.of(OpKind.PREEMPT_OFF, OpKind.IN_SOFTIRQ, 0, null));
    }

    @Override
    public void softirq_exit() {
        perform(Operation.of(OpKind.PREEMPT_ON, OpKind.IN_SOFTIRQ, 0, null));
    }

    @Override
    public boolean in_softirq() {
        return interpreter.softirqsOff();
    }

    @Override
    public void fence(Fence fence) {
        perform(Operation.of(OpKind.FENCE, fence.ordinal(), 0, fence.function()));
    }

    // ---- choices and notes ---------------------------------------------------------------------------------------

    @Override
    public boolean fails(String fault) {
        boolean possible = interpreter == setup || options.faults.contains(fault);
        return possible && perform(Operation.of(OpKind.CHOICE, 2, 0, fault)) == 1;
    }

    @Override
    public int choose(String what, String... alternatives) {
        return alternatives.length <= 1 ? 0
                : perform(Operation.of(OpKind.CHOICE, alternatives.length, 0, what + ": " + String.join("|", alternatives)));
    }

    @Override
    public void registered(Object family, boolean published) {
        if (family != null) {
            interpreter.note(new Note.Registered(objects.number(family), published));
        }
    }

    @Override
    public void unloaded(Region module) {
        interpreter.note(new Note.Unloaded((Memory) module));
    }

    @Override
    public void bug(Property property, String message) {
        perform(Operation.of(OpKind.VIOLATION, property.ordinal(), 0, message));
    }
}
