package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Region;

/**
 * The rules that a thread can be held to by looking at it alone: RCU usage, sleeping, locks, and that each change of a counter has an owner. They depend on the
 * thread's own history only, so they are checked while its automaton is built and cost nothing while searching. Who breaks a rule goes on, as on the real
 * machine: what comes of it is worth knowing too.
 */
final class Discipline {

    /** A rule that is broken. */
    record Breach(Property property, String message) { }

    /** What a call that broke the rules leaves to the next one of its thread. */
    record Carried(int rcuNesting, int preemptNesting, int softirqNesting, Set<Cell> held) {
        static final Carried NOTHING = new Carried(0, 0, 0, Set.of());
    }

    private final Knowledge knowledge;
    private final int role;
    private final Carried before;
    private int rcuNesting;
    private int preemptNesting;
    private int softirqNesting;
    private int inSoftirq;
    private int spinning;
    private final Set<Cell> held = new HashSet<>();
    private final List<Memory> text = new ArrayList<>();
    private final Map<Cell, Integer> unowned = new HashMap<>();

    Discipline(Knowledge knowledge, int role, Carried carried) {
        this.knowledge = knowledge;
        this.role = role;
        this.before = carried;
        rcuNesting = carried.rcuNesting();
        preemptNesting = carried.preemptNesting();
        softirqNesting = carried.softirqNesting();
        carried.held().forEach(lock -> take(lock, 1));
    }

    boolean reader() {
        return rcuNesting > 0;
    }

    boolean softirqsOff() {
        return softirqNesting > 0;
    }

    boolean preemptionOff() {
        return preemptNesting > 0;
    }

    Set<Integer> inside() {
        Set<Integer> ids = new TreeSet<>();
        for (Memory region : text) {
            if (region.kind() == Region.Kind.MODULE) {
                ids.add(region.id);
            }
        }
        return Set.copyOf(ids);
    }

    /** Whether the thread would wait for itself: it could never go on. */
    boolean waitsForItself(Operation op) {
        return op.kind() == OpKind.LOCK && held.contains(op.cell());
    }

    /** What is wrong when the thread comes to the operation, whether or not it can go on: with what it did before, or with sleeping here. */
    List<Breach> before(Operation op) {
        List<Breach> breaches = new ArrayList<>();
        // try_module_get enables preemption again between raising the counter and telling its caller
        if (op.kind() != OpKind.PREEMPT_ON) {
            balance(breaches);
        }
        Breach breach = op.kind() == OpKind.LOCK && op.cell().type == Cell.Type.MUTEX ? sleeping("mutex_lock(" + op.cell().qualifiedName() + ")")
                : op.kind() == OpKind.WAIT && op.b() == 0 ? sleeping("wait_event")
                : op.kind() == OpKind.SYNC_BEGIN ? sleeping(op.a() == OpKind.RCU ? "synchronize_rcu" : "synchronize_sched") : null;
        if (breach != null) {
            breaches.add(breach);
        }
        return breaches;
    }

    /** The rule that the operation itself breaks by being executed here; null if it is in order. */
    Breach rule(Operation op) {
        return switch (op.kind()) {
            case LOAD -> op.order() == Order.DEPENDENCY && rcuNesting == 0
                    ? new Breach(Property.RCU_USAGE, "rcu_dereference of " + op.cell().qualifiedName() + " outside a read-side critical section") : null;
            case UNLOCK -> held.contains(op.cell()) ? null
                    : new Breach(Property.KERNEL_ASSERTION, op.cell().qualifiedName() + " released by a task that does not hold it");
            case RCU_UNLOCK -> rcuNesting > 0 ? null
                    : new Breach(Property.RCU_USAGE, "rcu_read_unlock without rcu_read_lock");
            case LOCK -> op.a() == OpKind.SOFTIRQS ? againstSoftirqs(op.cell()) : null;
            case PREEMPT_ON -> op.a() == OpKind.SOFTIRQS && softirqNesting == 0
                    ? new Breach(Property.RCU_USAGE, "local_bh_enable without local_bh_disable")
                    : preemptNesting > 0 ? null : new Breach(Property.RCU_USAGE, "preempt_enable without preempt_disable");
            case LOAD_IS, STORE, XCHG, CMPXCHG, ATOMIC_SET, ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE, TRYLOCK,
                    WAIT, ENTER, LEAVE, ALLOC, FREE, FREE_RCU, RCU_LOCK, PREEMPT_OFF, SYNC_BEGIN, SYNC_END, CHOICE, FENCE, SCHEDULE, FRONTIER,
                    VIOLATION, DONE -> null;
        };
    }

    /** A soft interrupt that takes the lock may come on this processor while the lock is held, and then waits for ever: as lockdep has it. */
    private Breach againstSoftirqs(Cell lock) {
        if (inSoftirq > 0) {
            knowledge.takenInSoftirq(lock, role);
            return null;
        }
        return softirqNesting > 0 || !knowledge.softirqsTake(lock, role) ? null : new Breach(Property.NO_DEADLOCK, lock.qualifiedName()
                + " is taken with soft interrupts enabled, and soft interrupts take it, too: one that comes on this processor waits for ever");
    }

    /** Checks that the code may sleep; null if it may. */
    Breach sleeping(String where) {
        String atomic = rcuNesting > 0 ? "in a read-side critical section" : softirqNesting > 0 ? "with soft interrupts disabled"
                : preemptNesting > 0 ? "with preemption disabled"
                : spinning > 0 ? "under a spinlock" : null;
        return atomic == null ? null : new Breach(Property.RCU_USAGE, where + " sleeps " + atomic);
    }

    /** Takes note of the operation and what it observed. */
    void after(Operation op, int observed) {
        switch (op.kind()) {
            case RCU_LOCK -> rcuNesting++;
            case RCU_UNLOCK -> rcuNesting = Math.max(0, rcuNesting - 1);
            case PREEMPT_OFF -> {
                preemptNesting++;
                softirqNesting += op.a() > 0 ? 1 : 0;
                inSoftirq += op.a() == OpKind.IN_SOFTIRQ ? 1 : 0;
            }
            case PREEMPT_ON -> {
                preemptNesting = Math.max(0, preemptNesting - 1);
                softirqNesting = Math.max(0, softirqNesting - (op.a() > 0 ? 1 : 0));
                inSoftirq -= op.a() == OpKind.IN_SOFTIRQ ? 1 : 0;
            }
            case LOCK -> take(op.cell(), 1);
            case TRYLOCK -> {
                if (observed == 1) {
                    take(op.cell(), 1);
                }
            }
            case UNLOCK -> take(op.cell(), -1);
            case ENTER -> text.add(op.region());
            case LEAVE -> text.remove(text.size() - 1);
            case LOAD, LOAD_IS, STORE, XCHG, CMPXCHG, ATOMIC_SET, ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE, WAIT, ALLOC, FREE,
                    FREE_RCU, SYNC_BEGIN, SYNC_END, CHOICE, FENCE, SCHEDULE, FRONTIER, VIOLATION, DONE -> count(op, observed);
        }
    }

    private void take(Cell lock, int change) {
        boolean changed = change > 0 ? held.add(lock) : held.remove(lock);
        spinning += changed && lock.type == Cell.Type.SPINLOCK ? change : 0;
    }

    private void count(Operation op, int observed) {
        if (op.kind().onCounter()) {
            int change = op.kind() == OpKind.ATOMIC_SET ? op.a() - op.cell().constructed : op.kind().delta(observed, op.a());
            if (change != 0) {
                unowned.merge(op.cell(), change, Integer::sum);
            }
        }
    }

    void own(Cell counter, int change) {
        unowned.merge(counter, -change, Integer::sum);
    }

    private void balance(List<Breach> breaches) {
        for (Map.Entry<Cell, Integer> e : unowned.entrySet()) {
            if (e.getValue() != 0 && knowledge.accounted(e.getKey(), role)) {
                breaches.add(new Breach(Property.REFCOUNT_BALANCE, e.getKey().qualifiedName() + (e.getValue() > 0
                        ? " counts " + e.getValue() + " more than its owners" : " counts " + -e.getValue() + " fewer than its owners")));
            }
        }
        unowned.clear();
    }

    /** Checks that nothing is left over when a call returns. */
    List<Breach> atReturn() {
        List<Breach> breaches = new ArrayList<>();
        balance(breaches);
        if (rcuNesting > before.rcuNesting()) {
            breaches.add(new Breach(Property.RCU_USAGE, "returns inside a read-side critical section (nesting " + rcuNesting + ")"));
        }
        if (preemptNesting > before.preemptNesting()) {
            breaches.add(new Breach(Property.RCU_USAGE, "returns with preemption disabled"));
        }
        held.stream().filter(lock -> !before.held().contains(lock)).map(Cell::qualifiedName).sorted()
                .forEach(lock -> breaches.add(new Breach(Property.ROLLBACK, "returns holding " + lock)));
        return breaches;
    }

    /** All that the rest of the call can be held to. */
    List<Object> held() {
        return List.of(rcuNesting, preemptNesting, softirqNesting, inSoftirq, Set.copyOf(held), List.copyOf(text), Map.copyOf(unowned));
    }

    /** What is left to the thread's next call. */
    Carried carried() {
        return rcuNesting == 0 && preemptNesting == 0 && held.isEmpty() ? Carried.NOTHING
                : new Carried(rcuNesting, preemptNesting, softirqNesting, Set.copyOf(held));
    }
}
