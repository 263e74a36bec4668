package org.sockrace.mutate;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.sockrace.explore.Exploration;

/** Finds out whether what is written down of mistakes is true. Safe for use by several threads. */
final class ReasonCheck {

    /** The mistakes that do nothing else than what is right, but in another order, or once more. */
    private static final Set<Operator> REPEATED = EnumSet.of(Operator.SWAP, Operator.PAST_LABEL, Operator.REPEAT);

    private static final Set<Reason.Kind> WEAK = EnumSet.of(Reason.Kind.LKMM, Reason.Kind.ORDERED);

    private final Trial trial;
    private final Reasons reasons;
    private final NeverExecuted never;
    private final WeakCheck weak;
    private final boolean whole;
    private final Map<Mutant, Fate> others = new ConcurrentHashMap<>();

    /** With {@code whole}, the scenarios are the whole catalogue: then a reason that is not true, or not needed, is wrong. */
    ReasonCheck(Trial trial, Reasons reasons, NeverExecuted never, boolean whole) {
        this.trial = trial;
        this.reasons = reasons;
        this.never = never;
        this.weak = new WeakCheck(trial);
        this.whole = whole;
    }

    /** What became of a mutant with what its reason makes of it, be it written down or found; null if it was cancelled meanwhile. */
    Fate judged(Trial.Shown shown, KernelCompiler compiler) {
        Fate fate = shown.fate();
        Reason reason = reasons.of(fate.mutant());
        if (fate.kind() == Fate.Kind.NOT_REACHED) {
            String why = never.why(trial.sources().statement(fate.mutant()));
            return reason == null || !whole ? fate.as(fate.kind(), why == null ? "" : why)
                    : fate.as(Fate.Kind.WRONG_REASON, "no scenario executes it; " + reason);
        }
        if (reason == null) {
            return fate.kind() == Fate.Kind.SURVIVED ? found(shown) : fate;
        }
        if (WEAK.contains(reason.kind()) && (fate.kind() == Fate.Kind.SURVIVED || fate.kind() == Fate.Kind.EQUAL)) {
            return weak.judged(shown, reason, whole);
        }
        return switch (fate.kind()) {
            case SURVIVED -> survived(shown, reason, compiler);
            case NOTICED, ERROR -> whole ? fate.as(Fate.Kind.WRONG_REASON, "not needed, noticed (" + fate.text() + "); " + reason) : fate;
            case EQUAL -> whole ? fate.as(Fate.Kind.WRONG_REASON, "not needed, equal; " + reason) : fate;
            case INVALID -> fate.as(Fate.Kind.WRONG_REASON, "not needed, no Java; " + reason);
            case CUT_SHORT, NOT_REACHED, REASONED, WRONG_REASON -> fate;
        };
    }

    /**
     * With the reason that can be found without being told, of what is done in another order or twice; null if it was cancelled meanwhile. What is not done at
     * all, or otherwise, needs an argument.
     */
    private Fate found(Trial.Shown shown) {
        Fate fate = shown.fate();
        if (!REPEATED.contains(fate.mutant().operator())) {
            return fate;
        }
        // Each kernel is explored once for both.
        Set<Reason.Kind> left = isContended(shown) ? EnumSet.of(Reason.Kind.EQUIVALENT, Reason.Kind.SAME_ENDS) : EnumSet.of(Reason.Kind.EQUIVALENT);
        String differs = compared(shown, (before, after) -> {
            left.removeIf(kind -> (kind == Reason.Kind.EQUIVALENT ? silent(before, after, false) : sameEnds(before, after)) != null);
            return left.isEmpty() ? "neither is so" : null;
        });
        if (trial.cancelled().getAsBoolean()) {
            return null;
        }
        return differs != null ? fate : fate.as(Fate.Kind.REASONED, left.contains(Reason.Kind.EQUIVALENT)
                ? "equivalent: in every scenario that executes it threads differ in operations of which nobody can hear"
                : "same-ends: in every scenario that executes it the same final states are reached, and in one at least another thread touches the same");
    }

    /** Whether there is a scenario in which another thread touches what the statement touches, and one of them writes; or reads while it waits for readers. */
    private boolean isContended(Trial.Shown shown) {
        Mutant mutant = shown.fate().mutant();
        return shown.differing().keySet().stream().anyMatch(subject -> trial.baseline().isContended(subject, mutant, trial.cancelled()));
    }

    private Fate survived(Trial.Shown shown, Reason reason, KernelCompiler compiler) {
        Fate fate = shown.fate();
        String wrong = wrong(shown, reason, compiler);
        if (trial.cancelled().getAsBoolean()) {
            return null;
        }
        return wrong == null ? fate.as(Fate.Kind.REASONED, reason.toString()) : whole ? fate.as(Fate.Kind.WRONG_REASON, wrong + "; " + reason) : fate;
    }

    /** Why the reason is not true, or null if it is. */
    private String wrong(Trial.Shown shown, Reason reason, KernelCompiler compiler) {
        Mutant mutant = shown.fate().mutant();
        return switch (reason.kind()) {
            case MASKED_BY -> masked(mutant, trial.sources().named(reason.argument()), compiler);
            case EQUIVALENT -> compared(shown, (before, after) -> silent(before, after, true));
            case SAME_ENDS -> REPEATED.contains(mutant.operator()) || mutant.operator() == Operator.SPLIT ? compared(shown, ReasonCheck::sameEnds)
                    : "same-ends is for what is done in another order, twice, or in two halves";
            case LEFT_OUT -> trial.sources().marks(mutant.file()).stands(reason.argument(), mutant.function(), mutant.statement())
                    ? null : "no such mark stands there";
            case LKMM, ORDERED -> throw new IllegalStateException(reason.toString());
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

    /** Of what threads did, or of all that they could do: states that one kernel tells apart, and the other does not, show more in one or in the other. */
    private static String silent(Exploration before, Exploration after, boolean argued) {
        return Silence.same(before.world(), after.world(), argued) || Silence.same(Taken.of(before), Taken.of(after), argued)
                ? null : "threads differ in what is not silent";
    }

    private static String sameEnds(Exploration before, Exploration after) {
        return Ends.of(before).equals(Ends.of(after)) ? null : "executions end otherwise";
    }

    /** How the first scenario differs, in words; null if none does, and two threads are there at least once. */
    private String compared(Trial.Shown shown, BiFunction<Exploration, Exploration, String> difference) {
        boolean compared = false;
        for (Map.Entry<Subject, Explored> differing : shown.differing().entrySet()) {
            Subject subject = differing.getKey();
            Exploration before = trial.baseline().explored(subject, trial.cancelled());
            if (before == null) {
                return subject.name() + " cannot be explored";
            }
            if (!before.claim().complete()) {
                continue;
            }
            Exploration after = differing.getValue().get(trial.cancelled());
            if (after == null || !after.claim().complete()) {
                return subject.name() + " cannot be explored to the end";
            }
            String differs = difference.apply(before, after);
            if (differs != null) {
                return subject.name() + ": " + differs;
            }
            compared |= before.world().automata().stream().filter(a -> !a.role().daemon()).mapToInt(a -> a.role().copies()).sum() > 1;
        }
        return compared ? null : "no scenario that executes it has two threads and is explored to the end: nobody is there to hear of it";
    }
}
