package org.sockrace.weak.model;

import static org.sockrace.weak.graph.Tag.LF;
import static org.sockrace.weak.graph.Tag.LKR;
import static org.sockrace.weak.graph.Tag.LKW;
import static org.sockrace.weak.graph.Tag.RCU_LOCK;
import static org.sockrace.weak.graph.Tag.RCU_UNLOCK;
import static org.sockrace.weak.graph.Tag.RU;
import static org.sockrace.weak.graph.Tag.SRCU_LOCK;
import static org.sockrace.weak.graph.Tag.SRCU_UNLOCK;
import static org.sockrace.weak.graph.Tag.SYNC_SRCU;
import static org.sockrace.weak.graph.Tag.UL;

import java.util.Set;
import java.util.TreeSet;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.EventSet;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.graph.Skeleton;

/** The flags of linux-kernel.bell and lock.cat: what a test does wrong, whatever the memory model says of it. */
final class TestValidity {

    private final Skeleton x;
    private final Relation rcuRscs;
    private final Set<String> ofRcu = new TreeSet<>();
    private final EventSet allLocks;

    TestValidity(Skeleton skeleton, Relation rcuRscs) {
        x = skeleton;
        this.rcuRscs = rcuRscs;
        flag(ofRcu, "unmatched-rcu-lock", x.tagged(RCU_LOCK).minus(rcuRscs.domain()));
        flag(ofRcu, "unmatched-rcu-unlock", x.tagged(RCU_UNLOCK).minus(rcuRscs.range()));
        allLocks = x.tagged(LKR).or(x.tagged(LKW), x.tagged(UL), x.tagged(LF), x.tagged(RU), x.tagged(SRCU_LOCK), x.tagged(SRCU_UNLOCK),
                x.tagged(SYNC_SRCU));
    }

    /** The flags of an execution. */
    Set<String> flags(Execution execution, Relation loc, Relation srcuRscs) {
        if (allLocks.isEmpty()) {
            return ofRcu;
        }
        Set<String> flags = new TreeSet<>(ofRcu);
        Relation po = x.po();
        flag(flags, "unmatched-srcu-lock", x.tagged(SRCU_LOCK).minus(srcuRscs.domain()));
        flag(flags, "unmatched-srcu-unlock", x.tagged(SRCU_UNLOCK).minus(srcuRscs.range()));
        flag(flags, "multiple-srcu-matches", srcuRscs.inverse().then(srcuRscs).minus(Relation.identity(x.tagged(SRCU_UNLOCK))).domain());
        flag(flags, "invalid-sleep", rcuRscs.and(po.to(x.tagged(SYNC_SRCU)).then(po)).domain());
        flag(flags, "srcu-bad-value-match", srcuRscs.minus(sameValue(execution)).domain());
        // critical = ([LKW] ; po-loc ; [UL]) \ (po-loc ; [LKW | UL] ; po-loc)
        EventSet ul = x.tagged(UL);
        Relation poLoc = po.and(loc);
        Relation critical = poLoc.between(x.tagged(LKW), ul).minus(poLoc.to(x.tagged(LKW).or(ul)).then(poLoc));
        flag(flags, "unmatched-unlock", ul.minus(critical.range()));
        EventSet ordinary = x.kind(Kind.READ).or(x.kind(Kind.WRITE)).minus(x.initial()).minus(allLocks);
        flag(flags, "mixed-lock-accesses", loc.between(ordinary, allLocks).domain());
        return flags;
    }

    private Relation sameValue(Execution execution) {
        Relation same = new Relation(x.size());
        for (int a = 0; a < x.size(); a++) {
            for (int b = 0; b < x.size(); b++) {
                if (execution.value()[a] == execution.value()[b]) {
                    same.add(a, b);
                }
            }
        }
        return same;
    }

    private static void flag(Set<String> flags, String name, EventSet events) {
        if (!events.isEmpty()) {
            flags.add(name);
        }
    }
}
