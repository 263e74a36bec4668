package org.sockrace.mutate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Shows a kernel with one mistake, or with two, to the scenarios that execute it. Safe for use by several threads.
 *
 * @param sources the kernel
 * @param baseline what the right kernel does
 * @param only the ids of the properties that count, separated by spaces; empty for all
 * @param patience how far it is searched
 * @param cancelled polled all the time
 */
record Trial(KernelSources sources, Baseline baseline, String only, Patience patience, BooleanSupplier cancelled) {

    /**
     * How far a scenario is searched.
     *
     * @param states so many states
     * @param seconds so long
     * @param larger and so many times what the right kernel takes, of both
     */
    record Patience(long states, double seconds, int larger) {

        static final Patience USUAL = new Patience(200_000, 30, 20);
    }

    /** So many scenarios may be cut short: what has no end in them has none in others, and each costs as long. */
    private static final int CUT_SHORT = 2;
    /** What was cut short there is searched once more, if no other scenario notices the mistake, with so much more of both. */
    private static final int MORE = 4;

    Trial(KernelSources sources, Baseline baseline, String only, BooleanSupplier cancelled) {
        this(sources, baseline, only, Patience.USUAL, cancelled);
    }

    /** The kernel with these mistakes, or null if that is no program. */
    LoadedKernel kernel(List<Mutant> together, KernelCompiler compiler) {
        Map<String, byte[]> classes = compiler.compile(sources.texts(together));
        return classes == null ? null : new LoadedKernel(classes);
    }

    /**
     * The scenarios that execute one of them. First those whose threads execute the function: most others do it in their set-up only, as every kernel does that
     * comes up, and with what it leaves they have nothing to do. Of both those with the fewest states first.
     */
    List<Subject> subjects(List<Mutant> together) {
        List<Subject> subjects = new ArrayList<>(baseline.executing(together.stream().map(sources::statement).toList()));
        BitSet functions = functions(together);
        subjects.sort(Comparator.comparing(subject -> !baseline.isExecutedByThreads(subject, functions)));
        return subjects;
    }

    /**
     * What became of mistakes, and where to look why.
     *
     * @param differing of a mistake that nothing noticed the scenarios in which some thread can do something else than on the right kernel, and what was found
     */
    record Shown(Fate fate, LoadedKernel kernel, Map<Subject, Explored> differing) {
        private Shown(Fate fate) {
            this(fate, null, Map.of());
        }
    }

    /** What becomes of these mistakes, whatever reasons say; null if it was cancelled meanwhile. */
    Fate fate(List<Mutant> together, KernelCompiler compiler) {
        Shown shown = shown(together, compiler);
        return shown == null ? null : shown.fate();
    }

    /** The same, with where to look why; null if it was cancelled meanwhile. */
    Shown shown(List<Mutant> together, KernelCompiler compiler) {
        Mutant mutant = together.get(0);
        Mutant with = together.size() > 1 ? together.get(1) : null;
        LoadedKernel kernel = kernel(together, compiler);
        if (kernel == null) {
            return new Shown(new Fate(mutant, with, Fate.Kind.INVALID, "", "", 0));
        }
        List<Subject> subjects = subjects(together);
        if (subjects.isEmpty()) {
            return new Shown(new Fate(mutant, with, Fate.Kind.NOT_REACHED, "", "", 0));
        }
        return shown(mutant, with, kernel, subjects);
    }

    private Shown shown(Mutant mutant, Mutant with, LoadedKernel kernel, List<Subject> subjects) {
        Map<Subject, Explored> differing = new LinkedHashMap<>();
        BitSet functions = functions(with == null ? List.of(mutant) : List.of(mutant, with));
        Deque<Subject> left = new ArrayDeque<>(subjects);
        Set<Subject> cut = new HashSet<>();
        for (int runs = 1; !left.isEmpty(); runs++) {
            Subject subject = left.remove();
            boolean again = cut.contains(subject);
            Run run = run(subject, kernel, mutant, with, functions, again ? MORE : 1);
            if (run.kind() == Run.Kind.NOTICED || run.kind() == Run.Kind.ERROR) {
                return new Shown(new Fate(mutant, with, run.kind() == Run.Kind.ERROR ? Fate.Kind.ERROR : Fate.Kind.NOTICED, subject.name(), run.text(), runs));
            }
            if (run.kind() == Run.Kind.CUT_SHORT && (again || cut.size() == CUT_SHORT)) {
                String others = again ? "" : "; so were " + CUT_SHORT + " others, and " + left.size() + " are left";
                return new Shown(new Fate(mutant, with, Fate.Kind.CUT_SHORT, subject.name(), run.text() + others, runs));
            }
            if (run.kind() == Run.Kind.CUT_SHORT) {
                cut.add(subject);
                left.add(subject);
            } else if (run.kind() == Run.Kind.AS_EXPECTED) {
                differing.put(subject, new Explored(kernel, subject, baseline.right(subject, cancelled).experience(), run.exploration()));
            }
            if (cancelled.getAsBoolean()) {
                return null;
            }
        }
        Fate fate = new Fate(mutant, with, differing.isEmpty() ? Fate.Kind.EQUAL : Fate.Kind.SURVIVED, "", "", subjects.size());
        return new Shown(fate, kernel, differing);
    }

    private Run run(Subject subject, LoadedKernel kernel, Mutant mutant, Mutant with, BitSet functions, int times) {
        Right right = baseline.right(subject, cancelled);
        // With a mistake in what judges ask, equal automata may be judged otherwise.
        boolean asked = isAsked(mutant) || with != null && isAsked(with);
        boolean before = !baseline.isExecutedByThreads(subject, functions);
        long states = times * (patience.states() + patience.larger() * baseline.states(subject));
        double seconds = times * (patience.seconds() + patience.larger() * baseline.seconds(subject));
        Right known = asked ? right.unknown() : before ? right.with(baseline.start(subject)) : right;
        Run run = kernel.check(subject, only, states, seconds, known, cancelled);
        return asked && run.kind() == Run.Kind.AS_EXPECTED && run.automata() != null && run.automata().equals(right.automata())
                ? new Run(Run.Kind.EQUAL, "") : run;
    }

    /** What the mistakes may change, though they are of one statement: a statement may be moved as far as its function goes. */
    private BitSet functions(List<Mutant> together) {
        BitSet all = new BitSet();
        together.forEach(mutant -> all.or(sources.function(mutant)));
        return all;
    }

    private static boolean isAsked(Mutant mutant) {
        return KernelLoader.ASKED.contains(mutant.file().replace(".java", ""));
    }

    /** Those of the mistakes of which it is known that they can be made together, all with all. */
    static List<List<Mutant>> pairs(List<Mutant> mutants, Calls calls) {
        List<List<Mutant>> pairs = new ArrayList<>();
        for (int i = 0; i < mutants.size(); i++) {
            for (int j = i + 1; j < mutants.size(); j++) {
                Mutant one = mutants.get(i);
                Mutant other = mutants.get(j);
                if (one.goesWith(other) && (calls == null || calls.related(one.function(), other.function()))) {
                    pairs.add(List.of(one, other));
                }
            }
        }
        return pairs;
    }
}
