package org.sockrace.mutate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.sockrace.explore.Exploration;
import org.sockrace.machine.simulated.Experience;

/** What the right kernel does in each scenario: which statements it executes, how long it takes, what its automata are. Safe for use by several threads. */
final class Baseline {

    /** What is known of a scenario. */
    private record Known(Subject subject, Probes.Executed executed, String start, long states, double seconds, Experience experience) {
        BitSet statements() {
            return executed.all;
        }
    }

    /** So often is tried to begin with automata that a search does not go beyond. */
    private static final int TRIES = 3;

    private final Map<Subject, Known> known = new LinkedHashMap<>();
    private final Map<Subject, Right> rights = new ConcurrentHashMap<>();
    private final Map<Subject, Explored> explored = new ConcurrentHashMap<>();
    private final Map<Subject, Set<String>> contended = new ConcurrentHashMap<>();
    private final LoadedKernel right = new LoadedKernel(Map.of());

    private Baseline() { }

    /**
     * Checks every scenario on a kernel with probes.
     *
     * @param workers how many scenarios at once, at least 1
     * @param told what is being done, now and then; called by one thread at a time
     * @throws MutationException if one does not show what it expects: mutants would be told apart by nothing
     */
    static Baseline of(KernelSources sources, List<Subject> subjects, int workers, BooleanSupplier cancelled, Consumer<String> told) {
        Baseline baseline = new Baseline();
        LoadedKernel probed;
        try (KernelCompiler compiler = new KernelCompiler()) {
            probed = new LoadedKernel(compiler.compile(sources.probed()));
        }
        List<Callable<Known>> tasks = subjects.stream().<Callable<Known>>map(subject -> () -> known(probed, subject, cancelled, told)).toList();
        Workers.results(tasks, workers).forEach(known -> baseline.known.put(known.subject(), known));
        return baseline;
    }

    /** Null if it was cancelled before. */
    private static Known known(LoadedKernel probed, Subject subject, BooleanSupplier cancelled, Consumer<String> told) {
        if (cancelled.getAsBoolean()) {
            return null;
        }
        synchronized (told) {
            told.accept(subject.name());
        }
        Probes.Executed executed = Probes.begin();
        long begin = System.nanoTime();
        Run run = probed.check(subject, "", 0, 0, Right.NOTHING, cancelled);
        double seconds = (System.nanoTime() - begin) / 1e9;
        Probes.end();
        if (run.kind() != Run.Kind.AS_EXPECTED && !cancelled.getAsBoolean()) {
            throw new MutationException(subject.name() + " does not show what it expects on the unchanged kernel (" + run.text()
                    + "): a mutant could not be told from it");
        }
        long states = run.kind() == Run.Kind.AS_EXPECTED ? Long.parseLong(run.text()) : 0;
        return new Known(subject, executed, run.start(), states, seconds, run.experience().get());
    }

    /** The scenarios that execute one of the statements, those with the fewest states first: in the same order on every machine. */
    List<Subject> executing(List<Integer> statements) {
        List<Known> found = new ArrayList<>(known.values().stream().filter(k -> statements.stream().anyMatch(k.statements()::get)).toList());
        found.sort(Comparator.comparingLong(Known::states));
        return found.stream().map(Known::subject).toList();
    }

    /** The scenario of that name, or null if it is none of those that mutants are shown to. */
    Subject subject(String name) {
        return known.keySet().stream().filter(subject -> subject.name().equals(name)).findFirst().orElse(null);
    }

    /** The right kernel. */
    LoadedKernel kernel() {
        return right;
    }

    /** Whether it executes any of these statements after its set-up. */
    boolean isExecutedByThreads(Subject subject, BitSet statements) {
        return known.get(subject).executed().afterSetup.intersects(statements);
    }

    /** What its set-up leaves on the right kernel, as in {@link Run#start()}; null if that cannot be told. */
    String start(Subject subject) {
        return known.get(subject).start();
    }

    /** How many states it has. */
    long states(Subject subject) {
        return known.get(subject).states();
    }

    /** How long it took, in seconds. */
    double seconds(Subject subject) {
        return known.get(subject).seconds();
    }

    /** The statements that are executed: by any scenario, or by one in which nothing is expected to break. */
    BitSet executed(boolean holding) {
        BitSet executed = new BitSet();
        known.values().stream().filter(k -> !holding || !k.subject().breaks()).forEach(k -> executed.or(k.statements()));
        return executed;
    }

    /** How many states all scenarios that execute the statement have. */
    long cost(int statement) {
        return known.values().stream().filter(k -> k.statements().get(statement)).mapToLong(Known::states).sum();
    }

    /** What it is like on the right kernel. */
    Right right(Subject subject, BooleanSupplier cancelled) {
        return rights.computeIfAbsent(subject, s -> found(s, cancelled));
    }

    private Right found(Subject subject, BooleanSupplier cancelled) {
        Experience experience = known.get(subject).experience();
        for (int i = 0; i < TRIES; i++) {
            Run run = right.check(subject, "", 0, 0, new Right(experience, true, null, null), cancelled);
            if (run.kind() != Run.Kind.AS_EXPECTED) {
                break;
            }
            if (run.automata() != null) {
                explored.put(subject, new Explored(this.right, subject, experience, run.exploration()));
                return new Right(experience, true, null, run.automata());
            }
            experience = run.experience().get();
        }
        return new Right(experience, false, null, null);
    }

    /** All that is found of it, by whoever has the experience of {@link #right}; null if it cannot be explored. */
    Exploration explored(Subject subject, BooleanSupplier cancelled) {
        Experience experience = right(subject, cancelled).experience();
        return explored.computeIfAbsent(subject, s -> new Explored(right, s, experience, null)).get(cancelled);
    }

    /** Whether a thread touches there what another thread touches too: see {@link Contention}. Not if it cannot be explored. */
    boolean isContended(Subject subject, Mutant mutant, BooleanSupplier cancelled) {
        return contended(subject, cancelled).contains(Contention.place(mutant.file(), mutant.line()));
    }

    private Set<String> contended(Subject subject, BooleanSupplier cancelled) {
        Set<String> known = contended.get(subject);
        if (known == null) {
            Exploration exploration = explored(subject, cancelled);
            known = exploration == null || !exploration.claim().complete() ? Set.of() : Contention.places(exploration.world());
            if (!cancelled.getAsBoolean()) {
                contended.put(subject, known);
            }
        }
        return known;
    }
}
