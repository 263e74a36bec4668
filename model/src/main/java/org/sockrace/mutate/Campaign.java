package org.sockrace.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Shows mutants to scenarios: first {@link #prepare}, then {@link #run}. Not thread-safe. */
public final class Campaign {

    /** A mutant may be that much larger than the right kernel. */
    private static final int LARGER = 20;
    private static final long LEAST_STATES = 200_000;
    private static final double LEAST_SECONDS = 60;

    private final KernelSources sources;
    private final BooleanSupplier cancelled;
    private Baseline baseline;

    /**
     * Reads the kernel.
     *
     * @throws MutationException if there is no compiler
     */
    public Campaign(BooleanSupplier cancelled) {
        if (!KernelCompiler.isThere()) {
            throw new MutationException("this Java cannot compile: run sockrace with a JDK, not a runtime alone");
        }
        this.cancelled = cancelled;
        this.sources = new KernelSources();
    }

    /**
     * Gets to know the scenarios that mutants are shown to.
     *
     * @param told the name of the scenario that is being checked
     * @throws MutationException if a scenario does not show what it expects on the right kernel
     */
    public void prepare(List<Subject> subjects, Consumer<String> told) {
        baseline = Baseline.of(sources, subjects, cancelled, told);
    }

    /** Everything that can be wrong. */
    public List<Mutant> mutants() {
        return sources.mutants();
    }

    /** Statements that no scenario executes: {@code SocketCore.java:139}. */
    public List<String> untouched() {
        return baseline.untouched(sources.places().size()).stream().mapToObj(sources.places()::get).toList();
    }

    /** How many statements there are. */
    public int statements() {
        return sources.places().size();
    }

    /**
     * Tries these mutants, several at once.
     *
     * @param workers how many at once, at least 1
     * @param told each as soon as it and all before it are done
     * @return what became of them, in their order; fewer if it was cancelled
     */
    public List<Fate> run(List<Mutant> mutants, int workers, Consumer<Fate> told) {
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try (Compilers compilers = new Compilers()) {
            List<Future<Fate>> futures = mutants.stream().map(m -> pool.submit(() -> cancelled.getAsBoolean() ? null : fate(m, compilers.mine()))).toList();
            List<Fate> fates = new ArrayList<>();
            for (Future<Fate> future : futures) {
                Fate fate = future.get();
                if (fate == null) {
                    break;
                }
                fates.add(fate);
                told.accept(fate);
            }
            return fates;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Fate fate(Mutant mutant, KernelCompiler compiler) {
        Map<String, byte[]> classes = compiler.compile(Map.of(mutant.file(), sources.text(mutant)));
        if (classes == null) {
            return new Fate(mutant, Fate.Kind.INVALID, "", "", 0);
        }
        List<Subject> subjects = baseline.executing(sources.statement(mutant));
        if (subjects.isEmpty()) {
            return new Fate(mutant, Fate.Kind.NOT_REACHED, "", "", 0);
        }
        LoadedKernel kernel = new LoadedKernel(classes);
        int runs = 0;
        Fate cutShort = null;
        for (Subject subject : subjects) {
            Run run = kernel.check(subject, LEAST_STATES + LARGER * baseline.states(subject), LEAST_SECONDS + LARGER * baseline.seconds(subject), cancelled);
            runs++;
            switch (run.kind()) {
                case NOTICED -> {
                    return new Fate(mutant, Fate.Kind.NOTICED, subject.name(), run.text(), runs);
                }
                case ERROR -> {
                    return new Fate(mutant, Fate.Kind.ERROR, subject.name(), run.text(), runs);
                }
                case CUT_SHORT -> cutShort = new Fate(mutant, Fate.Kind.CUT_SHORT, subject.name(), run.text(), runs);
                case AS_EXPECTED -> { }
            }
            if (cancelled.getAsBoolean()) {
                return null;
            }
        }
        return cutShort != null ? cutShort : new Fate(mutant, equal(kernel, subjects) ? Fate.Kind.EQUAL : Fate.Kind.SURVIVED, "", "", runs);
    }

    private boolean equal(LoadedKernel kernel, List<Subject> subjects) {
        for (Subject subject : subjects) {
            String right = baseline.automata(subject, cancelled);
            if (right == null || !right.equals(kernel.automata(subject, cancelled))) {
                return false;
            }
        }
        return true;
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
