package org.sockrace.reference;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;

/** How fast the reference model is searched: seconds a search, and states a second in the column {@code states}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class ReferenceBenchmark {

    /** What was counted, beside the time. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counts {
        /** States of one search, summed over the searches of an iteration. */
        public long states;
        /** Bytes a stored state, of the latest search. */
        public long bytesPerState;
    }

    /** Creators, reductions (u none, s symmetry, p partial order) and worker threads. */
    @Param({"4 u 1", "5 u 1", "5 u 2", "6 s 1", "8 s 1", "8 s 2", "8 sp 1"})
    private String search;

    /** One exhaustive search, automata included. */
    @Benchmark
    public Exploration search(Counts counts) {
        String[] words = search.split(" ");
        Reductions reductions = new Reductions(words[1].contains("s"), words[1].contains("p"));
        Source source = Source.of(ReferenceModel.world(Integer.parseInt(words[0]), ReferenceModel.Bug.NONE));
        Exploration result = new BreadthFirst(reductions, Integer.parseInt(words[2])).explore(source, Monitor.all(), Budget.NONE);
        counts.states += result.states();
        counts.bytesPerState = result.bytes() / result.states();
        return result;
    }
}
