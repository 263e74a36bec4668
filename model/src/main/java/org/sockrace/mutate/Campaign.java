package org.sockrace.mutate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Shows mutants to scenarios: first {@link #prepare}, then {@link #run}. Not thread-safe. */
public final class Campaign {

    private final KernelSources sources;
    private final Reasons reasons;
    private final NeverExecuted never;
    private final BooleanSupplier cancelled;
    private Baseline baseline;
    private Trial trial;
    private ReasonCheck check;

    /** Hears what became of mutants. */
    @FunctionalInterface
    public interface Listener {
        /** That became of the one of that number; one at a time, in any order, from any thread. */
        void finished(int number, Fate fate);
    }

    /**
     * Reads the kernel, and the reasons that are written down.
     *
     * @throws MutationException if there is no compiler, or a reason is of nothing
     */
    public Campaign(BooleanSupplier cancelled) {
        this(Reasons.bundled(), cancelled);
    }

    Campaign(Reasons reasons, BooleanSupplier cancelled) {
        if (!KernelCompiler.isThere()) {
            throw new MutationException("this Java cannot compile: run sockrace with a JDK, not a runtime alone");
        }
        this.reasons = reasons;
        this.cancelled = cancelled;
        sources = new KernelSources();
        never = new NeverExecuted(sources.statements());
        reasons.names().forEach(sources::named);
        reasons.others().forEach(sources::named);
    }

    /**
     * Gets to know the scenarios that mutants are shown to.
     *
     * @param only the ids of the properties that count as noticing something; empty for all
     * @param whole whether the scenarios are all of the catalogue, and all properties count: then a reason that is not true, or not needed, is wrong
     * @param workers how many of them at once, at least 1
     * @param told the name of a scenario that is being checked; called by one thread at a time
     * @throws MutationException if a scenario does not show what it expects on the right kernel
     */
    public void prepare(List<Subject> subjects, List<String> only, boolean whole, int workers, Consumer<String> told) {
        baseline = Baseline.of(sources, subjects, workers, cancelled, told);
        trial = new Trial(sources, baseline, String.join(" ", only), cancelled);
        check = new ReasonCheck(trial, reasons, never, whole && only.isEmpty());
    }

    /** Everything that can be wrong. */
    public List<Mutant> mutants() {
        return sources.mutants();
    }

    /** Those of which a reason is written down why nothing notices them. */
    public List<Mutant> reasoned() {
        return sources.mutants().stream().filter(mutant -> reasons.of(mutant) != null).toList();
    }

    /** The files of the kernel with these mistakes in them, by name. */
    public Map<String, String> texts(List<Mutant> together) {
        return sources.texts(together);
    }

    /** The classes of the kernel that these mistakes change, by name; null if that is no program. */
    public Map<String, byte[]> classes(List<Mutant> together) {
        return classes(sources.texts(together));
    }

    /** The classes of files of the kernel with these texts, by name; null if they are no program. */
    public static Map<String, byte[]> classes(Map<String, String> texts) {
        try (KernelCompiler compiler = new KernelCompiler()) {
            return compiler.compile(texts);
        }
    }

    /** What the fates of mutants depend on but the scenarios: the kernel, and what is written down. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>(sources.texts().values());
        sources.mutants().forEach(mutant -> texts.add(mutant.name() + reasons.of(mutant)));
        return texts;
    }

    /** Which statements the scenarios execute. */
    public StatementCoverage coverage() {
        BitSet executed = baseline.executed(false);
        BitSet holding = baseline.executed(true);
        Map<String, StatementCoverage.Count> files = new TreeMap<>();
        List<Statement> missing = new ArrayList<>();
        List<Statement> breaking = new ArrayList<>();
        Map<Statement, String> explained = new LinkedHashMap<>();
        for (int s = 0; s < sources.statements().size(); s++) {
            Statement statement = sources.statements().get(s);
            boolean is = executed.get(s);
            String why = is ? null : never.why(s);
            boolean breaks = is && !holding.get(s);
            if (breaks) {
                breaking.add(statement);
            } else if (why != null) {
                explained.put(statement, why);
            } else if (!is) {
                missing.add(statement);
            }
            files.merge(statement.file(), new StatementCoverage.Count(1, is ? 1 : 0, breaks ? 1 : 0, why == null ? 0 : 1), StatementCoverage.Count::plus);
        }
        return new StatementCoverage(files, missing, breaking, explained, never.wrong(executed));
    }

    /**
     * How long one takes: the number of states of all scenarios that execute it, as if none of them noticed it. To compile it is a cost, too. It is the same on
     * every machine.
     */
    public long cost(Mutant mutant) {
        return baseline.cost(sources.statement(mutant)) + 1_000;
    }

    /**
     * Two of these mistakes at once: those of one function, or of two of which one calls the other, or a third calls both.
     *
     * @param any whether functions do not matter
     */
    public List<List<Mutant>> pairs(List<Mutant> mutants, boolean any) {
        return Trial.pairs(mutants, any ? null : sources.calls());
    }

    /**
     * Tries these mutants, several at once.
     *
     * @param defects the mistakes that are made together: one, or two
     * @param known what became of some of them before, by number
     * @param workers how many at once, at least 1
     * @return what became of them, in their order; fewer if it was cancelled
     */
    public List<Fate> run(List<List<Mutant>> defects, Map<Integer, Fate> known, int workers, Listener told) {
        try (Compilers compilers = new Compilers()) {
            List<Callable<Fate>> tasks = new ArrayList<>();
            for (int d = 0; d < defects.size(); d++) {
                int number = d;
                tasks.add(() -> fate(number, defects.get(number), known, compilers, told));
            }
            return Workers.results(tasks, workers);
        }
    }

    private Fate fate(int number, List<Mutant> together, Map<Integer, Fate> known, Compilers compilers, Listener told) {
        Fate before = known.get(number);
        if (before != null || cancelled.getAsBoolean()) {
            return before;
        }
        KernelCompiler compiler = compilers.mine();
        Trial.Shown shown = trial.shown(together, compiler);
        Fate fate = shown == null ? null : together.size() > 1 ? shown.fate() : check.judged(shown, compiler);
        if (fate != null) {
            synchronized (told) {
                told.finished(number, fate);
            }
        }
        return fate;
    }

    /** One for each thread. */
    private static final class Compilers implements AutoCloseable {
        private final List<KernelCompiler> all = new ArrayList<>();
        private final ThreadLocal<KernelCompiler> mine = ThreadLocal.withInitial(this::made);

        private synchronized KernelCompiler made() {
            KernelCompiler compiler = new KernelCompiler();
            all.add(compiler);
            return compiler;
        }

        KernelCompiler mine() {
            return mine.get();
        }

        @Override
        public synchronized void close() {
            all.forEach(KernelCompiler::close);
        }
    }
}
