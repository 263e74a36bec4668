package org.sockrace.reduce;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which reductions an engine uses. None changes a verdict, what is broken, or an outcome set.
 *
 * @param symmetry states that differ only by exchanging identical threads count as one
 * @param partialOrder operations that no other thread can interfere with are not interleaved: {@link Contraction} and {@link AmpleSets}
 * @param dropped conditions that are not asked for: makes a wrong reduction, for tests
 */
public record Reductions(boolean symmetry, boolean partialOrder, Set<Condition> dropped) {

    /** Plain: every interleaving of every operation. */
    public static final Reductions NONE = new Reductions(false, false);
    /** Everything that saves work. */
    public static final Reductions ALL = new Reductions(true, true);

    /** Sound reductions. */
    public Reductions(boolean symmetry, boolean partialOrder) {
        this(symmetry, partialOrder, Set.of());
    }

    /** Copies the conditions. */
    public Reductions {
        dropped = dropped.isEmpty() ? Set.of() : EnumSet.copyOf(dropped);
    }

    /** The same, not asking for that condition: for tests that show why it is needed. */
    public Reductions without(Condition condition) {
        EnumSet<Condition> more = EnumSet.of(condition);
        more.addAll(dropped);
        return new Reductions(symmetry, partialOrder, more);
    }

    /** Whether the condition must be true. */
    public boolean asks(Condition condition) {
        return !dropped.contains(condition);
    }
}
