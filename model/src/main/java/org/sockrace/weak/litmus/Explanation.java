package org.sockrace.weak.litmus;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Tag;
import org.sockrace.weak.litmus.LitmusTest.Quantifier;
import org.sockrace.weak.model.Axiom;
import org.sockrace.weak.model.Link;
import org.sockrace.weak.model.MemoryModel;
import org.sockrace.weak.model.ModelKind;

/**
 * An execution of a test that shows why its verdict is what it is: one that satisfies the condition (for forall: that does not) and is allowed, or, where
 * there is none, one that the model forbids.
 *
 * @param test the test
 * @param execution the execution
 * @param broken the axiom that it breaks; null if it is allowed
 * @param links why it breaks it
 */
public record Explanation(LitmusTest test, Execution execution, Axiom broken, List<Link> links) {

    /** The axioms, those first that say least of a model. */
    private static final List<String> RANKS = List.of("coherence", "atomic", "sc", "happens-before", "propagation", "rcu", "plain-coherence",
            "no-load-buffering");

    /** Looks for an execution; null if none ends so, whatever the order of its accesses. */
    public static Explanation of(LitmusTest test, ModelKind kind, BooleanSupplier cancelled) {
        Search search = new Search(test, kind);
        new Enumerator(test, false, cancelled, search).run();
        if (search.best == null) {
            new Enumerator(test, true, cancelled, search).run();
        }
        return search.best;
    }

    /** An event as it was executed, for example {@code READ_ONCE(*x) reads 1}. */
    public String text(int event) {
        Event one = execution.skeleton().events().get(event);
        String value = test.locations().text(execution.value()[event]);
        if (one.kind() == Kind.READ) {
            return one.text() + " reads " + value;
        }
        boolean known = one.kind() == Kind.FENCE || one.initial() || one.is(Tag.UL);
        return known ? one.text() : one.text() + " writes " + value;
    }

    /** Keeps the execution that explains best: an allowed one; else the one whose axiom says most, with the fewest links. */
    private static final class Search implements Enumerator.Visitor {

        private final LitmusTest test;
        private final ModelKind kind;
        private PathCombination combination;
        private MemoryModel model;
        private Explanation best;

        Search(LitmusTest test, ModelKind kind) {
            this.test = test;
            this.kind = kind;
        }

        @Override
        public boolean candidate(PathCombination paths, Execution execution, Condition.State end, boolean satisfies) {
            if (satisfies == (test.quantifier() == Quantifier.FORALL)) {
                return true;
            }
            if (paths != combination) {
                combination = paths;
                model = kind.of(paths.skeleton());
            }
            Axiom broken = model.judge(execution);
            if (broken == null) {
                best = new Explanation(test, execution, null, List.of());
                return false;
            }
            List<Link> links = model.why(broken);
            if (best == null || rank(broken) > rank(best.broken) || rank(broken) == rank(best.broken) && links.size() < best.links.size()) {
                best = new Explanation(test, execution, broken, links);
            }
            return true;
        }

        private static int rank(Axiom axiom) {
            return RANKS.indexOf(axiom.name());
        }
    }
}
