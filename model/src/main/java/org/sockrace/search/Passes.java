package org.sockrace.search;

import org.sockrace.automata.OpKind;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;

/** What engines that search in passes, each on larger automata than the last, have in common. Has no state. */
public final class Passes {

    /** Why a pass stops when it has found out that the automata are too small: the next one will see the rest. */
    public static final String ENOUGH = "larger automata are needed";

    private Passes() { }

    /** What was reached is not covered, and following it further is of no use: a loop that may never end. */
    public static Exploration endless(Exploration pass) {
        Findings findings = pass.findings();
        for (Source.Unknown u : findings.unknown()) {
            if (pass.world().node(u.role(), u.node()).op().kind() != OpKind.FRONTIER) {
                throw new IllegalStateException("the automata do not grow where they should: " + u);
            }
            findings.stopped(Property.TERMINATION, u.role(), u.node());
        }
        return pass.claiming(new Claim.CutShort(Claim.CutShort.ENDLESS));
    }

    /** The same pass, to which is added what becomes of executions that never end, if there are any and it has seen everything; or a smaller claim. */
    public static Exploration judged(Model model, Exploration pass, Budget budget) {
        return pass.claim() instanceof Claim.Exhaustive && model.goesRound ? Recurrence.judged(model, pass, budget) : pass;
    }

    /** Whether a pass was stopped for another reason than that the automata are too small. */
    public static boolean isCutByBudget(Exploration pass) {
        return pass.claim() instanceof Claim.CutShort cut && !cut.why().equals(ENOUGH) || pass.claim() instanceof Claim.UpToPreemptions some && some.cutShort();
    }

    /** Whether a pass that has visited so many states, and so many when it first met something unknown, should give way to the next. */
    public static boolean enough(long states, long whenUnknown) {
        return whenUnknown >= 0 && states > 2 * whenUnknown + 20_000;
    }
}
