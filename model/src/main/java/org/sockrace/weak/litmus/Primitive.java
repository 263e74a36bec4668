package org.sockrace.weak.litmus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.weak.graph.Tag;

/**
 * A primitive of the kernel, as linux-kernel.def defines it.
 *
 * @param name its name
 * @param shape what it does
 * @param tag how its accesses, or its fence, are tagged
 * @param operator what an atomic operation computes: {@code + - & | ^}, or {@code n} for and-not; else 0
 * @param arguments how many it takes
 */
record Primitive(String name, Shape shape, Tag tag, char operator, int arguments) {

    private static final Map<String, Primitive> ALL = new HashMap<>();
    private static final Map<String, Tag> ORDERS = Map.of("", Tag.MB, "_relaxed", Tag.ONCE, "_acquire", Tag.ACQUIRE, "_release", Tag.RELEASE);

    /** What a primitive does. */
    enum Shape {
        /** Loads from an lvalue. */
        LOAD,
        /** Loads through a pointer. */
        LOAD_POINTER,
        /** Stores to an lvalue. */
        STORE,
        /** Stores through a pointer. */
        STORE_POINTER,
        /** Stores to an lvalue; then a full fence. */
        STORE_MB,
        FENCE, EXCHANGE, COMPARE_EXCHANGE,
        /** Returns nothing. */
        OPERATION,
        /** Returns the new value. */
        OPERATION_RETURN,
        /** Returns the old value. */
        FETCH,
        /** Returns whether the new value is 0. */
        OPERATION_AND_TEST,
        /** Returns whether the new value is negative. */
        OPERATION_NEGATIVE,
        ADD_UNLESS, LOCK, UNLOCK, TRYLOCK, IS_LOCKED, SRCU_LOCK, SRCU_UNLOCK, SYNC_SRCU
    }

    static {
        add("READ_ONCE", Shape.LOAD, Tag.ONCE, 1);
        add("WRITE_ONCE", Shape.STORE, Tag.ONCE, 2);
        add("smp_store_release", Shape.STORE_POINTER, Tag.RELEASE, 2);
        add("smp_load_acquire", Shape.LOAD_POINTER, Tag.ACQUIRE, 1);
        add("rcu_assign_pointer", Shape.STORE, Tag.RELEASE, 2);
        add("rcu_dereference", Shape.LOAD, Tag.ONCE, 1);
        add("smp_store_mb", Shape.STORE_MB, Tag.ONCE, 2);
        fences();
        ORDERS.forEach((suffix, tag) -> {
            for (String prefix : List.of("", "atomic_")) {
                add(prefix + "xchg" + suffix, Shape.EXCHANGE, tag, 2);
                add(prefix + "cmpxchg" + suffix, Shape.COMPARE_EXCHANGE, tag, 3);
            }
            add("atomic_add_negative" + suffix, Shape.OPERATION_NEGATIVE, tag, '+', 2);
        });
        add("spin_lock", Shape.LOCK, Tag.LKR, 1);
        add("spin_unlock", Shape.UNLOCK, Tag.UL, 1);
        add("spin_trylock", Shape.TRYLOCK, Tag.LKR, 1);
        add("spin_is_locked", Shape.IS_LOCKED, Tag.LF, 1);
        for (String name : List.of("srcu_read_lock", "srcu_down_read")) {
            add(name, Shape.SRCU_LOCK, Tag.SRCU_LOCK, 1);
        }
        for (String name : List.of("srcu_read_unlock", "srcu_up_read")) {
            add(name, Shape.SRCU_UNLOCK, Tag.SRCU_UNLOCK, 2);
        }
        add("synchronize_srcu", Shape.SYNC_SRCU, Tag.SYNC_SRCU, 1);
        add("synchronize_srcu_expedited", Shape.SYNC_SRCU, Tag.SYNC_SRCU, 1);
        atomics();
    }

    private static void fences() {
        Map<String, Tag> fences = new HashMap<>(Map.of("smp_mb", Tag.MB, "smp_rmb", Tag.RMB, "smp_wmb", Tag.WMB, "barrier", Tag.BARRIER,
                "smp_mb__before_atomic", Tag.BEFORE_ATOMIC, "smp_mb__after_atomic", Tag.AFTER_ATOMIC, "smp_mb__after_spinlock", Tag.AFTER_SPINLOCK,
                "smp_mb__after_unlock_lock", Tag.AFTER_UNLOCK_LOCK, "smp_mb__after_srcu_read_unlock", Tag.AFTER_SRCU_READ_UNLOCK));
        fences.putAll(Map.of("rcu_read_lock", Tag.RCU_LOCK, "rcu_read_unlock", Tag.RCU_UNLOCK, "synchronize_rcu", Tag.SYNC_RCU,
                "synchronize_rcu_expedited", Tag.SYNC_RCU));
        fences.forEach((name, tag) -> add(name, Shape.FENCE, tag, 0));
    }

    private static void atomics() {
        add("atomic_read", Shape.LOAD_POINTER, Tag.ONCE, 1);
        add("atomic_read_acquire", Shape.LOAD_POINTER, Tag.ACQUIRE, 1);
        add("atomic_set", Shape.STORE_POINTER, Tag.ONCE, 2);
        add("atomic_set_release", Shape.STORE_POINTER, Tag.RELEASE, 2);
        Map<String, Character> operators = Map.of("add", '+', "sub", '-', "and", '&', "or", '|', "xor", '^', "andnot", 'n', "inc", '+', "dec", '-');
        operators.forEach((name, operator) -> {
            boolean byOne = name.equals("inc") || name.equals("dec");
            int arguments = byOne ? 1 : 2;
            add("atomic_" + name, Shape.OPERATION, Tag.NORETURN, operator, arguments);
            ORDERS.forEach((suffix, tag) -> {
                add("atomic_fetch_" + name + suffix, Shape.FETCH, tag, operator, arguments);
                if (operator == '+' || operator == '-') {
                    add("atomic_" + name + "_return" + suffix, Shape.OPERATION_RETURN, tag, operator, arguments);
                }
            });
            if (byOne || name.equals("sub")) {
                add("atomic_" + name + "_and_test", Shape.OPERATION_AND_TEST, Tag.MB, operator, arguments);
            }
        });
        add("atomic_add_unless", Shape.ADD_UNLESS, Tag.MB, '+', 3);
    }

    private static void add(String name, Shape shape, Tag tag, int arguments) {
        add(name, shape, tag, (char) 0, arguments);
    }

    private static void add(String name, Shape shape, Tag tag, char operator, int arguments) {
        ALL.put(name, new Primitive(name, shape, tag, operator, arguments));
    }

    /** The primitive of that name, null if there is none. */
    static Primitive named(String name) {
        return ALL.get(name);
    }

    /** Whether its first argument is an lvalue, such as {@code *x}. */
    boolean takesLvalue() {
        return shape == Shape.LOAD || shape == Shape.STORE || shape == Shape.STORE_MB;
    }
}
