package org.sockrace.mutate;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sockrace.explore.Exploration;

/** Finds out whether what is written down of mistakes is true. Safe for use by several threads. */
final class ReasonCheck {

    /** The mistakes that leave what is done as it is, and when it is done not. */
    private static final Set<Operator> ORDER = EnumSet.of(Operator.SWAP, Operator.PAST_LABEL);

    private final Trial trial;
    private final Reasons reasons;
    private final NeverExecuted never;
    private final boolean whole;
    private final Map<Mutant, Fate> others = new ConcurrentHashMap<>();

    /** With {@code whole}, the scenarios are the whole catalogue: then a reason that is not true, or not needed, is wrong. */
    ReasonCheck(Trial trial, Reasons reasons, NeverExecuted never, boolean whole) {
        this.trial = trial;
        this.reasons = reasons;
        this.never = never;
        this.whole = whole;
    }

    /** What became of a mutant with what its reason makes of it; null if it was cancelled meanwhile. */
    Fate judged(Fate fate, KernelCompiler compiler) {
        Reason reason = reasons.of(fate.mutant());
        if (fate.kind() == Fate.Kind.NOT_REACHED) {
            String why = never.why(trial.sources().statement(fate.mutant()));
            return reason == null || !whole ? fate.as(fate.kind(), why == null ? "" : why)
                    : fate.as(Fate.Kind.WRONG_REASON, "no scenario executes it; " + reason);
        }
        if (reason == null) {
            return fate;
        }
        return switch (fate.kind()) {
            case SURVIVED -> survived(fate, reason, compiler);
            case NOTICED, ERROR -> whole ? fate.as(Fate.Kind.WRONG_REASON, "not needed, noticed (" + fate.text() + "); " + reason) : fate;
            case EQUAL -> whole ? fate.as(Fate.Kind.WRONG_REASON, "not needed, equal; " + reason) : fate;
            case INVALID -> fate.as(Fate.Kind.WRONG_REASON, "not needed, no Java; " + reason);
            case CUT_SHORT, NOT_REACHED, REASONED, WRONG_REASON -> fate;
        };
    }

    private Fate survived(Fate fate, Reason reason, KernelCompiler compiler) {
        String wrong = wrong(fate, reason, compiler);
        if (trial.cancelled().getAsBoolean()) {
            return null;
        }
        return wrong == null ? fate.as(Fate.Kind.REASONED, reason.toString()) : whole ? fate.as(Fate.Kind.WRONG_REASON, wrong + "; " + reason) : fate;
    }

    /** Why the reason is not true, or null if it is. */
    private String wrong(Fate fate, Reason reason, KernelCompiler compiler) {
        return switch (reason.kind()) {
            case MASKED_BY -> masked(fate.mutant(), trial.sources().named(reason.argument()), compiler);
            case EQUIVALENT -> compared(fate.mutant(), compiler, true);
            case SAME_ENDS -> ORDER.contains(fate.mutant().operator()) ? compared(fate.mutant(), compiler, false)
                    : "same-ends is for what only changes an order: " + ORDER.stream().map(Operator::id).sorted().toList();
            case LEFT_OUT -> trial.sources().marks(fate.mutant().file()).stands(reason.argument(), fate.mutant().function(), fate.mutant().statement())
                    ? null : "no such mark stands there";
        };
    }

    private String masked(Mutant mutant, Mutant other, KernelCompiler compiler) {
        if (!mutant.goesWith(other)) {
            return "both cannot be made at once";
        }
        Fate alone = others.computeIfAbsent(other, o -> trial.fate(List.of(o), compiler));
        if (alone == null || alone.kind() != Fate.Kind.SURVIVED && alone.kind() != Fate.Kind.EQUAL) {
            return "the other mistake does not survive by itself";
        }
        Fate both = trial.fate(List.of(mutant, other), compiler);
        return both != null && both.kind() == Fate.Kind.NOTICED ? null : "nothing notices both together";
    }

    private String compared(Mutant mutant, KernelCompiler compiler, boolean silently) {
        LoadedKernel wrong = trial.kernel(List.of(mutant), compiler);
        boolean compared = false;
        for (Subject subject : trial.subjects(List.of(mutant))) {
            Exploration before = trial.baseline().explored(subject, trial.cancelled());
            if (before == null) {
                return subject.name() + " cannot be explored";
            }
            if (!before.claim().complete()) {
                continue;
            }
            Exploration after = wrong.explored(subject, trial.cancelled());
            if (after == null || !after.claim().complete()) {
                return subject.name() + " cannot be explored to the end";
            }
            if (silently ? !Silence.same(before.world(), after.world()) : !Ends.of(before).equals(Ends.of(after))) {
                return subject.name() + (silently ? ": threads differ in what is not silent" : ": executions end otherwise");
            }
            compared |= before.world().automata().stream().filter(a -> !a.role().daemon()).mapToInt(a -> a.role().copies()).sum() > 1;
        }
        return compared ? null : "no scenario that executes it has two threads and is explored to the end: nobody is there to hear of it";
    }
}
