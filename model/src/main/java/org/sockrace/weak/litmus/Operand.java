package org.sockrace.weak.litmus;

import java.util.BitSet;

/**
 * A value on a path.
 *
 * @param term what it is
 * @param reads the reads that it was computed from, even where they make no difference, as in {@code r1 ^ r1}
 */
record Operand(Term term, BitSet reads) {

    static final Operand ZERO = constant(0);
    static final Operand ONE = constant(1);

    static Operand constant(long value) {
        return new Operand(new Term.Constant(value), new BitSet());
    }

    /** The same value, computed from those reads as well. */
    static Operand of(Term term, Operand... from) {
        BitSet reads = new BitSet();
        for (Operand operand : from) {
            reads.or(operand.reads);
        }
        return new Operand(term, reads);
    }
}
