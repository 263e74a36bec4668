package org.sockrace.mutate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds out whether a scenario shows under the Linux-kernel memory model what interleavings do not: a publication that is none, a barrier that is missing. The
 * right kernel must show what is expected there, in all executions; the wrong one something else; or nothing else, if it is said that something else orders the
 * same. Safe for use by several threads.
 */
final class WeakCheck {

    /** So many executions of a scenario are looked at; of one that has more, nothing is said but what was found broken. */
    private static final long EXECUTIONS = 20_000;
    /** So long, in seconds: some executions have hundreds of events. */
    private static final double SECONDS = 300;

    private final Trial trial;
    private final Map<Subject, Run> rights = new ConcurrentHashMap<>();

    WeakCheck(Trial trial) {
        this.trial = trial;
    }

    /**
     * What becomes of a mistake that no interleaving tells.
     *
     * @param reason names the scenario
     * @param whole whether a reason that is not true is wrong; else it is not believed
     * @return if that is true, noticed, or reasoned if something else orders the same; null if it was cancelled meanwhile
     */
    Fate judged(Trial.Shown shown, Reason reason, boolean whole) {
        Fate fate = shown.fate();
        if (reason.kind() == Reason.Kind.ORDERED && fate.mutant().operator() != Operator.WEAKEN) {
            return wrong(fate, reason, whole, "ordered is for what is stored in a weaker order");
        }
        Subject subject = trial.baseline().subject(reason.argument());
        if (subject == null) {
            return wrong(fate, reason, whole, "there is no scenario " + reason.argument());
        }
        Run before = rights.computeIfAbsent(subject, s -> run(s, trial.baseline().kernel()));
        if (trial.cancelled().getAsBoolean()) {
            return null;
        }
        if (before.kind() != Run.Kind.AS_EXPECTED) {
            return wrong(fate, reason, whole, "on the right kernel it does not show what it expects, under LKMM: " + before.text());
        }
        Run after = run(subject, shown.kernel());
        if (trial.cancelled().getAsBoolean()) {
            return null;
        }
        return reason.kind() == Reason.Kind.ORDERED ? ordered(fate, reason, whole, subject, after) : told(fate, reason, whole, subject, after);
    }

    private Fate ordered(Fate fate, Reason reason, boolean whole, Subject subject, Run after) {
        if (!trial.baseline().isContended(subject, fate.mutant(), trial.cancelled())) {
            return wrong(fate, reason, whole, "in that scenario nobody else touches what is stored");
        }
        return switch (after.kind()) {
            case AS_EXPECTED, EQUAL -> fate.as(Fate.Kind.REASONED, reason.toString());
            case NOTICED -> wrong(fate, reason, whole, "it shows something else under LKMM: " + after.text());
            case CUT_SHORT, ERROR -> wrong(fate, reason, whole, "not all executions were looked at, under LKMM: " + after.text());
        };
    }

    private static Fate told(Fate fate, Reason reason, boolean whole, Subject subject, Run after) {
        return switch (after.kind()) {
            case NOTICED -> new Fate(fate.mutant(), Fate.Kind.NOTICED, subject.name(), after.text() + ", under LKMM", fate.runs() + 1);
            case ERROR -> new Fate(fate.mutant(), Fate.Kind.ERROR, subject.name(), after.text() + ", under LKMM", fate.runs() + 1);
            case CUT_SHORT -> wrong(fate, reason, whole, "not all executions were looked at, under LKMM: " + after.text());
            case AS_EXPECTED, EQUAL -> wrong(fate, reason, whole, "it shows what it expects, under LKMM too");
        };
    }

    private Run run(Subject subject, LoadedKernel kernel) {
        return kernel.weak(subject, trial.only(), EXECUTIONS, SECONDS, trial.cancelled());
    }

    private static Fate wrong(Fate fate, Reason reason, boolean whole, String why) {
        return whole ? fate.as(Fate.Kind.WRONG_REASON, why + "; " + reason) : fate;
    }
}
