package org.sockrace.check;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sockrace.disk.DiskEngine;
import org.sockrace.explore.Engine;
import org.sockrace.search.BreadthFirst;
import org.sockrace.search.ByPreemptions;
import org.sockrace.search.DepthFirst;
import org.sockrace.walk.Pct;
import org.sockrace.walk.RandomWalk;
import org.sockrace.weak.model.ModelKind;
import org.sockrace.weak.world.WeakSearch;

/** The engines that a scenario can be checked with. A new one is a line here. */
public enum EngineKind {
    /** Every state, level by level: the shortest counterexamples. */
    BREADTH_FIRST("breadth-first", o -> o.work() != null ? new DiskEngine(o.work(), o.reductions())
            : new BreadthFirst(o.reductions(), o.workers())),
    /** Every state, depth-first: less memory. */
    DEPTH_FIRST("depth-first", o -> new DepthFirst(o.reductions())),
    /** Every state, those reached with few preemptions first. */
    BY_PREEMPTIONS("by-preemptions", o -> new ByPreemptions(o.reductions(), o.preemptions())),
    /** Random executions: finds, and proves nothing. */
    RANDOM_WALK("random-walk", o -> new RandomWalk(o.walks(), o.seed())),
    /** Random executions with few changes of the thread that goes first: finds, and says how likely it would have. */
    PCT("pct", o -> new Pct(o.walks(), o.seed(), o.depth())),
    /** Every execution that the kernel's memory model allows, but for load buffering. */
    EXECUTION_GRAPHS("execution-graphs", o -> new WeakSearch(ModelKind.LKMM_PORF, o.workers(), o.reductions().symmetry()));

    private final String id;
    private final Function<CheckOptions, Engine> maker;

    EngineKind(String id, Function<CheckOptions, Engine> maker) {
        this.id = id;
        this.maker = maker;
    }

    /** The name that users read and type. */
    public String id() {
        return id;
    }

    /** The engine of that name, among those that search interleavings. */
    public static Optional<EngineKind> of(String id) {
        return interleaving().filter(kind -> kind.id.equals(id)).findFirst();
    }

    /** Those that search interleavings. */
    public static Stream<EngineKind> interleaving() {
        return Arrays.stream(values()).filter(kind -> kind != EXECUTION_GRAPHS);
    }

    Engine make(CheckOptions options) {
        return maker.apply(options);
    }
}
