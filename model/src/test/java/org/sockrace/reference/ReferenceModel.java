package org.sockrace.reference;

import java.util.List;
import java.util.Set;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.machine.simulated.SimulatedMachine;
import org.sockrace.machine.simulated.ThreadProgram;
import org.sockrace.machine.simulated.WorldBuilder;

/**
 * A small model of socket creation against module unload, counted independently with SPIN, TLC and by hand: N creators, one rmmod, every step one access to
 * shared state. Written directly against the machine, so its counts test the engine and nothing else.
 */
public final class ReferenceModel {

    /** What is wrong with the model. */
    public enum Bug {
        NONE, NO_GRACE_PERIOD, NO_MODULE_REFERENCE, NO_READ_SIDE_SECTION, LEAKED_REFERENCE, FORCED_UNLOAD, NO_LIVENESS_TEST
    }

    private final Machine k;
    private final Bug bug;
    private final Ptr<Object> slot;
    private final Mod mod;

    /** The module's memory. */
    private static final class Mod {
        final Region mem;
        final Atomic refcnt;
        final Word going;
        final Word data;

        Mod(Machine k, Region mem) {
            this.mem = mem;
            refcnt = k.atomic(mem, "refcnt", 1);
            going = k.word(mem, "going", 0);
            data = k.word(mem, "data", 0);
        }
    }

    private ReferenceModel(Machine k, Bug bug) {
        this.k = k;
        this.bug = bug;
        this.mod = k.alloc("mod", Region.Kind.MODULE, r -> new Mod(k, r));
        this.slot = k.ptr(k.image(), "slot", "family");
        k.own("BASE", mod.refcnt);
    }

    /** The threads as automata. */
    public static World world(int creators, Bug bug) {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options().sourcePackage("org.sockrace.reference"));
        ReferenceModel model = new ReferenceModel(machine, bug);
        return WorldBuilder.complete(machine, List.of(
                program("creator", creators, vars -> model.create()),
                program("rmmod", 1, vars -> model.rmmod()))).world(Budget.NONE);
    }

    private static ThreadProgram program(String name, int copies, ThreadProgram.Body body) {
        return new ThreadProgram(name, name, List.of(new ThreadProgram.Call(name, body, -1, Set.of())), copies, false, 0, Set.of());
    }

    private void touch() {
        mod.data.load(Order.ONCE);
    }

    private void put(String kind) {
        mod.refcnt.dec();
        k.disown(kind, mod.refcnt);
    }

    private boolean get(String kind, boolean testLiveness) {
        if (testLiveness && mod.going.load(Order.ONCE) != 0) {
            return false;
        }
        if (!mod.refcnt.inc_not_zero()) {
            return false;
        }
        k.own(kind, mod.refcnt);
        return true;
    }

    private void readLock() {
        if (bug != Bug.NO_READ_SIDE_SECTION) {
            k.rcu_read_lock();
        }
    }

    private void readUnlock() {
        if (bug != Bug.NO_READ_SIDE_SECTION) {
            k.rcu_read_unlock();
        }
    }

    private int create() {
        boolean counted = bug != Bug.NO_MODULE_REFERENCE;
        f2: {
            f1: {
                readLock();
                if (slot.load(Order.ONCE) == null) {
                    break f1;
                }
                touch();
                if (counted && !get("PF", bug != Bug.NO_LIVENESS_TEST)) {
                    break f1;
                }
                readUnlock();
                touch();
                if (k.choose("create", "0", "error") != 0 || !get("OPS", true)) {
                    break f2;
                }
                if (counted) {
                    put("PF");
                }
                touch();
                touch();
                put("OPS");
                return 0;
            }
            readUnlock();
            return 0;
        }
        if (bug == Bug.LEAKED_REFERENCE) {
            k.disown("PF", mod.refcnt);
        } else if (counted) {
            put("PF");
        }
        return 0;
    }

    private int rmmod() {
        mod.refcnt.dec();
        k.disown("BASE", mod.refcnt);
        if (bug == Bug.FORCED_UNLOAD) {
            mod.refcnt.read();
        } else if (mod.refcnt.add_unless(1, 0)) {
            k.own("BASE", mod.refcnt);
            return 0;
        }
        mod.going.store(1, Order.ONCE);
        slot.store(null, Order.ONCE);
        if (bug != Bug.NO_GRACE_PERIOD) {
            k.synchronize_rcu();
        }
        k.free(mod.mem);
        return 0;
    }
}
