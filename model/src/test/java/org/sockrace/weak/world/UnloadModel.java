package org.sockrace.weak.world;

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
 * Socket creation against module unload, small enough to count by hand or by other programs: the creators of {@link org.sockrace.reference.ReferenceModel}
 * without the choice to fail, and whoever touches the module reads whether it was given back.
 */
final class UnloadModel {

    /** What is different. */
    enum Variant {
        CORRECT, NO_GRACE_PERIOD, NO_READ_SIDE_SECTION,
        /** The reference is dropped by an operation that orders nothing. */
        RELAXED_PUT
    }

    private final Machine k;
    private final Variant variant;
    private final Mod mod;
    private final Word freed;
    private final Ptr<Object> slot;

    private static final class Mod {
        final Region mem;
        final Atomic refcnt;
        final Word going;
        final Word data;

        Mod(Machine k, Region mem) {
            this.mem = mem;
            refcnt = k.atomic(k.image(), "refcnt", 1);
            going = k.word(k.image(), "going", 0);
            data = k.word(mem, "data", 0);
        }
    }

    private UnloadModel(Machine k, Variant variant) {
        this.k = k;
        this.variant = variant;
        this.mod = k.alloc("mod", Region.Kind.MODULE, r -> new Mod(k, r));
        this.freed = k.word(k.image(), "freed", 0);
        this.slot = k.ptr(k.image(), "slot", "family");
    }

    static World world(int creators, Variant variant) {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options().sourcePackage("org.sockrace.weak.world"));
        UnloadModel model = new UnloadModel(machine, variant);
        return WorldBuilder.complete(machine, List.of(program("creator", creators, vars -> model.create()), program("rmmod", 1, vars -> model.rmmod())))
                .world(Budget.NONE);
    }

    private static ThreadProgram program(String name, int copies, ThreadProgram.Body body) {
        return new ThreadProgram(name, name, List.of(new ThreadProgram.Call(name, body, -1, Set.of())), copies, false, 0, Set.of());
    }

    private void touch() {
        freed.load(Order.ONCE);
        mod.data.load(Order.ONCE);
    }

    private boolean get() {
        return mod.going.load(Order.ONCE) == 0 && mod.refcnt.inc_not_zero();
    }

    private void put() {
        if (variant == Variant.RELAXED_PUT) {
            mod.refcnt.dec();
        } else {
            mod.refcnt.dec_and_test();
        }
    }

    private int create() {
        boolean section = variant != Variant.NO_READ_SIDE_SECTION;
        if (section) {
            k.rcu_read_lock();
        }
        boolean found = false;
        if (slot.load(Order.ONCE) != null) {
            touch();
            found = get();
        }
        if (section) {
            k.rcu_read_unlock();
        }
        if (found) {
            touch();
            if (get()) {
                put();
                touch();
                touch();
            }
            put();
        }
        return 0;
    }

    private int rmmod() {
        mod.refcnt.add_return(-1);
        if (mod.refcnt.add_unless(1, 0)) {
            return 0;
        }
        mod.going.store(1, Order.ONCE);
        slot.store(null, Order.ONCE);
        if (variant != Variant.NO_GRACE_PERIOD) {
            k.synchronize_rcu();
        }
        freed.store(1, Order.ONCE);
        k.free(mod.mem);
        return 0;
    }
}
