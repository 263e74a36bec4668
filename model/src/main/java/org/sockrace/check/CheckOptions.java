package org.sockrace.check;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.sockrace.disk.Work;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Progress;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.ByPreemptions;
import org.sockrace.search.ScheduleSearch;

/** How to explore a scenario: begin with {@link #DEFAULT} and say what is to be different. Immutable. */
public final class CheckOptions {

    /** Everything on, breadth-first with one worker, no limits. */
    public static final CheckOptions DEFAULT = new CheckOptions();

    private EngineKind engine = EngineKind.BREADTH_FIRST;
    private Reductions reductions = Reductions.ALL;
    private int workers = 1;
    private int preemptions = ByPreemptions.ALL;
    private long walks = 10_000;
    private long seed;
    private int depth = 3;
    private long maxStates;
    private long maxMemory;
    private double maxSeconds;
    private boolean counterexamples = true;
    private boolean witnesses;
    private List<String> witness = List.of();
    private BooleanSupplier cancelled = () -> false;
    private Work work;
    private Cluster cluster;
    private int mostScheduleStates = ScheduleSearch.MOST_STATES;

    private CheckOptions() { }

    private CheckOptions(CheckOptions other) {
        engine = other.engine;
        reductions = other.reductions;
        workers = other.workers;
        preemptions = other.preemptions;
        walks = other.walks;
        seed = other.seed;
        depth = other.depth;
        maxStates = other.maxStates;
        maxMemory = other.maxMemory;
        maxSeconds = other.maxSeconds;
        counterexamples = other.counterexamples;
        witnesses = other.witnesses;
        witness = other.witness;
        cancelled = other.cancelled;
        work = other.work;
        cluster = other.cluster;
        mostScheduleStates = other.mostScheduleStates;
    }

    /** Which engine explores. */
    public EngineKind engine() {
        return engine;
    }

    /** Which reductions it uses. */
    public Reductions reductions() {
        return reductions;
    }

    /** How many threads search one scenario, at least 1. */
    public int workers() {
        return workers;
    }

    /** After how many preemptions a search by preemptions stops. */
    public int preemptions() {
        return preemptions;
    }

    /** How many executions are drawn at random. */
    public long walks() {
        return walks;
    }

    /** What the dice begin with. */
    public long seed() {
        return seed;
    }

    /** The depth of the bugs that probabilistic concurrency testing looks for, from 1. */
    public int depth() {
        return depth;
    }

    /** To stop after so many states; 0 for no limit. */
    public long maxStates() {
        return maxStates;
    }

    /** To stop when states take more bytes; 0 for no limit but the heap's. */
    public long maxMemory() {
        return maxMemory;
    }

    /** To stop after so many seconds; 0 for no limit. */
    public double maxSeconds() {
        return maxSeconds;
    }

    /** Whether to look for the shortest counterexample of each violation. */
    public boolean counterexamples() {
        return counterexamples;
    }

    /** Whether to look for an execution that ends with each outcome. */
    public boolean witnesses() {
        return witnesses;
    }

    /** The one outcome of which an execution is wanted, where {@code *} is any result; empty if it is all of them, or none. */
    public List<String> witness() {
        return witness;
    }

    /** Polled all the time; true stops soon. */
    public BooleanSupplier cancelled() {
        return cancelled;
    }

    /** Where a breadth-first search keeps its states, or null for in memory. */
    public Work work() {
        return work;
    }

    /** The same with the states in that folder. */
    public CheckOptions withWork(Work where) {
        CheckOptions copy = new CheckOptions(this);
        copy.work = where;
        return copy;
    }

    /** The processes that a breadth-first search uses, or null for this one alone. */
    public Cluster cluster() {
        return cluster;
    }

    /** The same on those machines: {@link ClusterEngines} must be there. */
    public CheckOptions withCluster(Cluster machines) {
        CheckOptions copy = new CheckOptions(this);
        copy.cluster = machines;
        return copy;
    }

    /** The same with another engine. */
    public CheckOptions with(EngineKind other) {
        CheckOptions copy = new CheckOptions(this);
        copy.engine = other;
        return copy;
    }

    /** The same with other reductions. */
    public CheckOptions with(Reductions other) {
        CheckOptions copy = new CheckOptions(this);
        copy.reductions = other;
        return copy;
    }

    /** The same with so many workers. */
    public CheckOptions withWorkers(int n) {
        CheckOptions copy = new CheckOptions(this);
        copy.workers = n;
        return copy;
    }

    /** The same by preemptions, with at most so many: 0 or more. */
    public CheckOptions withPreemptions(int most) {
        CheckOptions copy = with(EngineKind.BY_PREEMPTIONS);
        copy.preemptions = most;
        return copy;
    }

    /** The same with so many random executions, drawn from that seed. */
    public CheckOptions withWalks(long n, long from) {
        CheckOptions copy = new CheckOptions(this);
        copy.walks = n;
        copy.seed = from;
        return copy;
    }

    /** The same, looking for bugs of that depth: 1 to {@link org.sockrace.walk.Pct#DEEPEST}. */
    public CheckOptions withDepth(int d) {
        CheckOptions copy = new CheckOptions(this);
        copy.depth = d;
        return copy;
    }

    /** The same with these limits; 0 is none. */
    public CheckOptions withLimits(long states, long bytes, double seconds) {
        CheckOptions copy = new CheckOptions(this);
        copy.maxStates = states;
        copy.maxMemory = bytes;
        copy.maxSeconds = seconds;
        return copy;
    }

    /** The same without looking for counterexamples. */
    public CheckOptions withoutCounterexamples() {
        CheckOptions copy = new CheckOptions(this);
        copy.counterexamples = false;
        return copy;
    }

    /** The same, looking for an execution that ends with each outcome. */
    public CheckOptions withWitnesses() {
        CheckOptions copy = new CheckOptions(this);
        copy.witnesses = true;
        return copy;
    }

    /** The same, looking for one execution only: one that ends with that outcome, where {@code *} is any result. */
    public CheckOptions withWitness(List<String> outcome) {
        CheckOptions copy = withWitnesses().withoutCounterexamples();
        copy.witness = List.copyOf(outcome);
        return copy;
    }

    /** The same, stopping soon when that says so. */
    public CheckOptions cancelledBy(BooleanSupplier when) {
        CheckOptions copy = new CheckOptions(this);
        copy.cancelled = when;
        return copy;
    }

    /** How many states are looked at in memory for the simplest schedule of one violation. */
    int mostScheduleStates() {
        return mostScheduleStates;
    }

    /** The same with so many, for tests. */
    CheckOptions withScheduleStates(int most) {
        CheckOptions copy = new CheckOptions(this);
        copy.mostScheduleStates = most;
        return copy;
    }

    /** How many bytes states may take: what was said, if the heap has as many. */
    long memory() {
        long room = Budget.roomForStates();
        return maxMemory > 0 ? Math.min(maxMemory, room) : room;
    }

    /** When the time is up for who began then, in nanoseconds of {@link System#nanoTime}; 0 for no limit. */
    long deadline(long start) {
        return maxSeconds > 0 ? start + (long) (maxSeconds * 1e9) : 0;
    }

    /** What a search may use up that began then. */
    Budget budget(long start, Progress progress) {
        return new Budget(maxStates, memory(), deadline(start), cancelled, progress);
    }
}
