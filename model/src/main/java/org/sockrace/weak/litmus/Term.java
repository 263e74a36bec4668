package org.sockrace.weak.litmus;

import java.util.function.LongBinaryOperator;

/** A value that may depend on what the reads of its thread return. */
sealed interface Term {

    /** Stands for a value that is not known yet. No program can have it: it is no 32-bit number and no address. */
    long UNKNOWN = Long.MIN_VALUE;

    /** Its value, {@link #UNKNOWN} if it depends on a read that has none; {@code base} is the number of the thread's first event. */
    long value(long[] values, int base);

    /** Its value if it depends on nothing, else {@link #UNKNOWN}. */
    default long constant() {
        return this instanceof Constant c ? c.value : UNKNOWN;
    }

    /** A number or an address. */
    record Constant(long value) implements Term {
        @Override
        public long value(long[] values, int base) {
            return value;
        }
    }

    /** What the event of that number in its thread reads. */
    record Read(int event) implements Term {
        @Override
        public long value(long[] values, int base) {
            return values[base + event];
        }
    }

    /** Something computed. */
    record Computed(LongBinaryOperator operator, Term left, Term right) implements Term {
        @Override
        public long value(long[] values, int base) {
            long a = left.value(values, base);
            long b = right.value(values, base);
            return isUnknown(a) || isUnknown(b) ? UNKNOWN : operator.applyAsLong(a, b);
        }

        /** What is computed from a value out of thin air is not known either. */
        private static boolean isUnknown(long value) {
            return value == UNKNOWN || Locations.isSymbol(value);
        }
    }

    /** The operation on two terms, carried out at once if nothing is unknown. */
    static Term of(LongBinaryOperator operator, Term left, Term right) {
        Term term = new Computed(operator, left, right);
        return left instanceof Constant && right instanceof Constant ? new Constant(term.value(new long[0], 0)) : term;
    }
}
