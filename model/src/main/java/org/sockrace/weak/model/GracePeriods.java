package org.sockrace.weak.model;

import static org.sockrace.weak.graph.Tag.RCU_LOCK;
import static org.sockrace.weak.graph.Tag.RCU_UNLOCK;
import static org.sockrace.weak.graph.Tag.SCHED_LOCK;
import static org.sockrace.weak.graph.Tag.SCHED_UNLOCK;
import static org.sockrace.weak.graph.Tag.SRCU_LOCK;
import static org.sockrace.weak.graph.Tag.SRCU_UNLOCK;
import static org.sockrace.weak.graph.Tag.SYNC_RCU;
import static org.sockrace.weak.graph.Tag.SYNC_SCHED;
import static org.sockrace.weak.graph.Tag.SYNC_SRCU;

import org.sockrace.weak.graph.EventSet;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.graph.Skeleton;
import org.sockrace.weak.graph.Tag;

/**
 * Grace periods and the read-side critical sections that they wait for. Until Linux 4.20 RCU-sched was a flavour of its own, which linux-kernel.cat, younger
 * than that, does not know: here its sections and grace periods are among themselves what those of RCU are, as each {@code srcu_struct} has its own.
 */
final class GracePeriods {

    private final Skeleton x;
    final Relation rcuRscs;
    private final Relation schedRscs;
    /** All grace periods. */
    final EventSet all;

    /** Of executions of that skeleton. */
    GracePeriods(Skeleton x) {
        this.x = x;
        this.rcuRscs = rscs(RCU_LOCK, RCU_UNLOCK);
        this.schedRscs = rscs(SCHED_LOCK, SCHED_UNLOCK);
        this.all = x.tagged(SYNC_RCU).or(x.tagged(SYNC_SRCU), x.tagged(SYNC_SCHED));
    }

    /** Critical sections: nested locks and unlocks match as brackets do; each round matches the innermost ones that are left. */
    private Relation rscs(Tag lock, Tag unlock) {
        EventSet locks = x.tagged(lock);
        EventSet unlocks = x.tagged(unlock);
        Relation po = x.po();
        Relation matched = new Relation(x.size());
        for (boolean more = !locks.isEmpty() && !unlocks.isEmpty(); more;) {
            EventSet unmatchedLocks = locks.minus(matched.domain());
            EventSet unmatchedUnlocks = unlocks.minus(matched.range());
            EventSet unmatched = unmatchedLocks.or(unmatchedUnlocks);
            Relation unmatchedPo = po.between(unmatched, unmatched);
            Relation next = matched.or(po.between(unmatchedLocks, unmatchedUnlocks).minus(unmatchedPo.then(unmatchedPo)));
            more = !next.equals(matched);
            matched = next;
        }
        return matched;
    }

    /** The pairs of srcu_read_lock and the srcu_read_unlock that gets what it returned. */
    Relation srcuRscs(Relation rf, Relation loc) {
        EventSet locks = x.tagged(SRCU_LOCK);
        EventSet unlocks = x.tagged(SRCU_UNLOCK);
        // carry-srcu-data = (data ; [~ Srcu-unlock] ; rf)*; srcu-rscs = ([Srcu-lock] ; carry-srcu-data ; data ; [Srcu-unlock]) & loc
        return locks.isEmpty() ? new Relation(x.size())
                : x.data().to(unlocks.complement()).then(rf).star().then(x.data()).between(locks, unlocks).and(loc);
    }

    /** Grace periods, and the beginnings of sections. */
    EventSet linked(Relation srcuRscs) {
        return all.or(rcuRscs.domain(), schedRscs.domain(), srcuRscs.domain());
    }

    /** Any sequence of at least as many grace periods as critical sections, joined by links, orders as a strong fence does: a least fixed point. */
    Relation order(Relation srcuRscs, Relation loc, Relation link) {
        Relation rcuGp = Relation.identity(x.tagged(SYNC_RCU));
        Relation schedGp = Relation.identity(x.tagged(SYNC_SCHED));
        Relation srcuGp = Relation.identity(x.tagged(SYNC_SRCU));
        Relation rcuRscsi = rcuRscs.inverse();
        Relation schedRscsi = schedRscs.inverse();
        Relation srcuRscsi = srcuRscs.inverse();
        Relation order = rcuGp.or(schedGp, srcuGp);
        for (Relation before = null; !order.equals(before);) {
            before = order;
            // rcu-link, or rcu-link ; rcu-order ; rcu-link
            Relation through = link.or(link.then(order).then(link));
            order = order.or(rcuGp.then(through).then(rcuRscsi), srcuGp.then(through).then(srcuRscsi).and(loc),
                    rcuRscsi.then(through).then(rcuGp), srcuRscsi.then(through).then(srcuGp).and(loc),
                    order.then(link).then(order));
            if (!schedGp.isEmpty()) {
                order = order.or(schedGp.then(through).then(schedRscsi), schedRscsi.then(through).then(schedGp));
            }
        }
        return order;
    }
}
