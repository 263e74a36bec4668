package org.sockrace.weak.model;

import static org.sockrace.weak.model.Axiom.Demand.ACYCLIC;
import static org.sockrace.weak.model.Axiom.Demand.EMPTY;
import static org.sockrace.weak.model.Axiom.Demand.IRREFLEXIVE;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.graph.Skeleton;

/**
 * Sequential consistency (Lamport 1979): the threads' steps interleave, and each read reads what was written last. A grace period waits for the critical
 * sections that have begun before it. It knows no data races, and no flags.
 */
public final class SequentialConsistency implements MemoryModel {

    private final Skeleton x;
    private final Relation internal;
    private final GracePeriods gracePeriods;
    private Relation rf;
    private Relation co;
    private Relation fr;
    /** Null if there are no grace periods. */
    private Relation rcuOrder;

    /** For executions of that skeleton. */
    public SequentialConsistency(Skeleton skeleton) {
        x = skeleton;
        internal = x.internal();
        gracePeriods = new GracePeriods(x);
    }

    @Override
    public Axiom judge(Execution execution) {
        rf = execution.rf();
        co = execution.co();
        fr = execution.fr();
        Relation order = x.po().or(rf, co, fr);
        // acyclic po | rf | co | fr as sc
        Axiom broken = Axiom.broken("sc", ACYCLIC, "po | rf | co | fr", order);
        if (broken == null) {
            // empty rmw & (fre ; coe) as atomic
            broken = Axiom.broken("atomic", EMPTY, "rmw & (fre ; coe)", x.rmw().and(fr.minus(internal).then(co.minus(internal))));
        }
        return broken == null ? rcu(execution, order.plus()) : broken;
    }

    /** No cycle of the order has at least as many grace periods as critical sections that it runs through backwards. */
    private Axiom rcu(Execution execution, Relation before) {
        if (gracePeriods.all.isEmpty()) {
            rcuOrder = null;
            return null;
        }
        Relation loc = execution.loc();
        rcuOrder = gracePeriods.order(gracePeriods.srcuRscs(execution.rf(), loc), loc, before);
        return Axiom.broken("rcu", IRREFLEXIVE, "rcu-order ; (po | rf | co | fr)+", rcuOrder.then(before));
    }

    @Override
    public Relation races() {
        return new Relation(x.size());
    }

    @Override
    public Relation executedBefore() {
        Relation after = x.po().or(rf, co, fr);
        return rcuOrder == null ? after : after.or(x.po().then(rcuOrder).then(x.po().optional()));
    }

    @Override
    public Relation ordered() {
        return executedBefore().plus();
    }

    @Override
    public Set<String> flags() {
        return Set.of();
    }

    @Override
    public List<Link> why(Axiom broken) {
        List<Integer> events = broken.name().equals("sc") ? broken.pairs().cycle() : List.of();
        List<Link> links = new ArrayList<>();
        for (int i = 1; i < events.size(); i++) {
            int from = events.get(i - 1);
            int to = events.get(i);
            links.add(Link.of(from, to, x.po().has(from, to) ? "po" : rf.has(from, to) ? "rf" : co.has(from, to) ? "co" : "fr"));
        }
        return links;
    }
}
