package org.sockrace.weak.litmus;

import java.util.Random;

/** Litmus tests that dice have written: two or three threads on a few variables, with barriers, atomic operations, locks, RCU, branches and pointers. */
final class RandomLitmus {

    private static final String[] VARIABLES = {"x", "y", "z"};
    private static final int DEEPEST = 2;

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private int registers;
    private int accesses;
    private String question = "";

    private RandomLitmus(Random random) {
        this.random = random;
    }

    /** The text of a test that makes no more than so many accesses in each thread. */
    static String text(long seed, int threads, int most) {
        RandomLitmus litmus = new RandomLitmus(new Random(seed));
        litmus.write(seed, threads, most);
        return litmus.text.toString();
    }

    private void write(long seed, int threads, int most) {
        text.append("C random-").append(seed).append("\n\n{\n    int *p = &x;\n}\n\n");
        for (int t = 0; t < threads; t++) {
            text.append('P').append(t).append("(int *x, int *y, int *z, int **p, spinlock_t *s)\n{\n");
            registers = 0;
            accesses = 2 + random.nextInt(most - 1);
            block(0, false, false);
            text.append("}\n\n");
            for (int r = 0; r < registers; r++) {
                question += (question.isEmpty() ? "" : " /\\ ") + t + ":r" + r + "=0";
            }
        }
        text.append("exists (").append(question.isEmpty() ? "x=1" : question).append(")\n");
    }

    private String variable() {
        return VARIABLES[random.nextInt(random.nextInt(3) == 0 ? VARIABLES.length : 2)];
    }

    private String register() {
        return "int r" + registers++ + " = ";
    }

    private void line(String statement) {
        text.append("    ").append(statement).append('\n');
    }

    private void block(int depth, boolean reading, boolean locked) {
        while (accesses > 0) {
            statement(depth, reading, locked);
            if (depth > 0 && random.nextInt(2) == 0) {
                return;
            }
        }
    }

    private void statement(int depth, boolean reading, boolean locked) {
        accesses--;
        String x = variable();
        int value = 1 + random.nextInt(2);
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> line(register() + "READ_ONCE(*" + x + ");");
            case 3, 4, 5 -> line("WRITE_ONCE(*" + x + ", " + value + ");");
            case 6 -> line(register() + "smp_load_acquire(" + x + ");");
            case 7 -> line("smp_store_release(" + x + ", " + value + ");");
            case 8 -> line(register() + "xchg(" + x + ", " + value + ");");
            case 9 -> line(register() + "cmpxchg" + (random.nextBoolean() ? "" : "_relaxed") + "(" + x + ", 0, " + value + ");");
            case 10 -> line("atomic_inc(" + x + ");");
            case 11 -> line(register() + "atomic_add_return" + (random.nextBoolean() ? "" : "_release") + "(1, " + x + ");");
            case 12 -> line(random.nextBoolean() ? register() + "*" + x + ";" : "*" + x + " = " + value + ";");
            case 13 -> pointer(x);
            case 14, 15 -> fence(reading || locked);
            case 16 -> branch(depth);
            case 17 -> data(x);
            default -> section(depth, reading, locked);
        }
    }

    private void pointer(String x) {
        if (random.nextBoolean()) {
            line("rcu_assign_pointer(*p, " + x + ");");
        } else {
            line("int *r" + registers + " = rcu_dereference(*p);");
            line("int r" + (registers + 1) + " = READ_ONCE(*r" + registers + ");");
            registers += 2;
        }
    }

    private void fence(boolean inside) {
        String[] fences = {"smp_mb();", "smp_wmb();", "smp_rmb();", "smp_mb__before_atomic();", "smp_mb__after_atomic();", "synchronize_rcu();"};
        line(fences[random.nextInt(inside ? fences.length - 1 : fences.length)]);
    }

    private void branch(int depth) {
        if (registers > 0 && depth < DEEPEST && accesses > 0) {
            line("if (r" + (registers - 1) + " == 1) {");
            accesses--;
            line("WRITE_ONCE(*" + variable() + ", 1);");
            line("}");
        }
    }

    private void data(String x) {
        if (registers > 0) {
            line("WRITE_ONCE(*" + x + ", r" + random.nextInt(registers) + " == 1);");
        }
    }

    private void section(int depth, boolean reading, boolean locked) {
        if (depth == DEEPEST) {
            return;
        }
        if (random.nextBoolean() || locked) {
            line("rcu_read_lock();");
            block(depth + 1, true, locked);
            line("rcu_read_unlock();");
        } else {
            line(random.nextInt(3) == 0 ? "spin_lock(s); smp_mb__after_spinlock();" : "spin_lock(s);");
            block(depth + 1, reading, true);
            line("spin_unlock(s);");
        }
    }
}
