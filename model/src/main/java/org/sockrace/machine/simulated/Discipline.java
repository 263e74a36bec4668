package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;

/**
 * The rules that a thread can be held to by looking at it alone: RCU usage, sleeping, locks, and that each change of a counter has an owner. They
 * depend on the thread's own history only, so they are checked while its automaton is built and cost nothing while searching.
 */
final class Discipline {

    /** A rule that is broken. */
    record Breach(Property property, String message) { }

    private int rcuNesting;
    private int preemptNesting;
    private int spinning;
    private final Set<Cell> held = new HashSet<>();
    private final List<SimRegion> text = new ArrayList<>();
    private final Map<SimAtomic, Integer> unowned = new HashMap<>();

    boolean reader() {
        return rcuNesting > 0;
    }

    boolean preemptionOff() {
        return preemptNesting > 0;
    }

    Set<Integer> inside() {
        Set<Integer> ids = new TreeSet<>();
        for (SimRegion region : text) {
            if (region.kind() == org.sockrace.machine.Region.Kind.MODULE) {
                ids.add(region.id);
            }
        }
        return Set.copyOf(ids);
    }

    /** Checks the operation before it happens; null if it is in order. */
    Breach before(Operation op) {
        // try_module_get enables preemption again between raising the counter and telling its caller
        Breach unbalanced = op.kind() == OpKind.PREEMPT_ON ? null : balance();
        if (unbalanced != null) {
            return unbalanced;
        }
        return switch (op.kind()) {
            case LOAD -> op.order() == Order.DEPENDENCY && rcuNesting == 0
                    ? new Breach(Property.RCU_USAGE, "rcu_dereference of " + op.cell().qualifiedName() + " outside a read-side critical section") : null;
            case LOCK -> locking((SimLock) op.cell());
            case UNLOCK -> held.contains(op.cell()) ? null
                    : new Breach(Property.KERNEL_ASSERTION, op.cell().qualifiedName() + " released by a task that does not hold it");
            case WAIT -> sleeping("wait_event");
            case SYNC_BEGIN -> sleeping(op.a() == OpKind.RCU ? "synchronize_rcu" : "synchronize_sched");
            case RCU_UNLOCK -> rcuNesting > 0 ? null
                    : new Breach(Property.RCU_USAGE, "rcu_read_unlock without rcu_read_lock");
            case PREEMPT_ON -> preemptNesting > 0 ? null
                    : new Breach(Property.RCU_USAGE, "preempt_enable without preempt_disable");
            default -> null;
        };
    }

    private Breach locking(SimLock lock) {
        if (held.contains(lock)) {
            return new Breach(Property.NO_DEADLOCK, lock.qualifiedName() + " acquired by its holder");
        }
        return lock.sleeps ? sleeping("mutex_lock(" + lock.qualifiedName() + ")") : null;
    }

    /** Checks that the code may sleep; null if it may. */
    Breach sleeping(String where) {
        String atomic = rcuNesting > 0 ? "in a read-side critical section" : preemptNesting > 0 ? "with preemption disabled"
                : spinning > 0 ? "under a spinlock" : null;
        return atomic == null ? null : new Breach(Property.RCU_USAGE, where + " sleeps " + atomic);
    }

    /** Takes note of the operation and what it observed. */
    void after(Operation op, int observed) {
        switch (op.kind()) {
            case RCU_LOCK -> rcuNesting++;
            case RCU_UNLOCK -> rcuNesting--;
            case PREEMPT_OFF -> preemptNesting++;
            case PREEMPT_ON -> preemptNesting--;
            case LOCK -> take((SimLock) op.cell(), 1);
            case UNLOCK -> take((SimLock) op.cell(), -1);
            case ENTER -> text.add(op.region());
            case LEAVE -> text.remove(text.size() - 1);
            default -> count(op, observed);
        }
    }

    private void take(SimLock lock, int change) {
        if (change > 0) {
            held.add(lock);
        } else {
            held.remove(lock);
        }
        spinning += lock.sleeps ? 0 : change;
    }

    private void count(Operation op, int observed) {
        if (op.kind().onCounter()) {
            SimAtomic counter = (SimAtomic) op.cell();
            int change = op.kind() == OpKind.ATOMIC_SET ? op.a() - counter.constructed : op.kind().delta(observed, op.a());
            if (change != 0) {
                unowned.merge(counter, change, Integer::sum);
            }
        }
    }

    void own(SimAtomic counter, int change) {
        unowned.merge(counter, -change, Integer::sum);
    }

    private Breach balance() {
        if (unowned.isEmpty()) {
            return null;
        }
        for (Map.Entry<SimAtomic, Integer> e : unowned.entrySet()) {
            if (e.getValue() != 0 && e.getKey().accounted) {
                return new Breach(Property.REFCOUNT_BALANCE, e.getKey().qualifiedName() + (e.getValue() > 0
                        ? " counts " + e.getValue() + " more than its owners" : " counts " + -e.getValue() + " fewer than its owners"));
            }
        }
        unowned.clear();
        return null;
    }

    /** Checks that nothing is left over when a call returns; null if all is in order. */
    Breach atReturn() {
        Breach unbalanced = balance();
        if (unbalanced != null) {
            return unbalanced;
        }
        if (rcuNesting > 0) {
            return new Breach(Property.RCU_USAGE, "returns inside a read-side critical section (nesting " + rcuNesting + ")");
        }
        if (preemptNesting > 0) {
            return new Breach(Property.RCU_USAGE, "returns with preemption disabled");
        }
        return held.isEmpty() ? null : new Breach(Property.ROLLBACK, "returns holding " + held.iterator().next().qualifiedName());
    }
}
