package org.sockrace.weak.model;

import static org.sockrace.weak.model.Axiom.Demand.ACYCLIC;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.graph.Skeleton;

/**
 * The Linux-kernel memory model, and no execution in which program order and reads-from make a cycle: what an engine can see that builds executions event
 * by event, where a read reads only what is there already.
 */
public final class WithoutLoadBuffering implements MemoryModel {

    private final Skeleton x;
    private final LinuxKernelMemoryModel kernel;

    /** For executions of that skeleton. */
    public WithoutLoadBuffering(Skeleton skeleton) {
        x = skeleton;
        kernel = new LinuxKernelMemoryModel(skeleton);
    }

    @Override
    public Axiom judge(Execution execution) {
        Axiom broken = kernel.judge(execution);
        // acyclic po | rf as no-load-buffering
        return broken != null ? broken : Axiom.broken("no-load-buffering", ACYCLIC, "po | rf", x.po().or(execution.rf()));
    }

    @Override
    public Relation races() {
        return kernel.races();
    }

    @Override
    public Relation executedBefore() {
        return kernel.executedBefore();
    }

    @Override
    public Relation ordered() {
        return kernel.ordered();
    }

    @Override
    public Set<String> flags() {
        return kernel.flags();
    }

    @Override
    public List<Link> why(Axiom broken) {
        if (!broken.name().equals("no-load-buffering")) {
            return kernel.why(broken);
        }
        List<Integer> events = broken.pairs().cycle();
        return IntStream.range(1, events.size()).mapToObj(i -> Link.of(events.get(i - 1), events.get(i),
                x.po().has(events.get(i - 1), events.get(i)) ? "po" : "rf")).toList();
    }
}
