package org.sockrace.weak.model;

import static org.sockrace.weak.graph.Tag.ACQUIRE;
import static org.sockrace.weak.graph.Tag.AFTER_ATOMIC;
import static org.sockrace.weak.graph.Tag.AFTER_SPINLOCK;
import static org.sockrace.weak.graph.Tag.AFTER_SRCU_READ_UNLOCK;
import static org.sockrace.weak.graph.Tag.AFTER_UNLOCK_LOCK;
import static org.sockrace.weak.graph.Tag.BARRIER;
import static org.sockrace.weak.graph.Tag.BEFORE_ATOMIC;
import static org.sockrace.weak.graph.Tag.LF;
import static org.sockrace.weak.graph.Tag.LKR;
import static org.sockrace.weak.graph.Tag.LKW;
import static org.sockrace.weak.graph.Tag.MB;
import static org.sockrace.weak.graph.Tag.NORETURN;
import static org.sockrace.weak.graph.Tag.ONCE;
import static org.sockrace.weak.graph.Tag.RCU_LOCK;
import static org.sockrace.weak.graph.Tag.RCU_UNLOCK;
import static org.sockrace.weak.graph.Tag.RELEASE;
import static org.sockrace.weak.graph.Tag.RMB;
import static org.sockrace.weak.graph.Tag.RMW;
import static org.sockrace.weak.graph.Tag.RU;
import static org.sockrace.weak.graph.Tag.SRCU_LOCK;
import static org.sockrace.weak.graph.Tag.SRCU_UNLOCK;
import static org.sockrace.weak.graph.Tag.UL;
import static org.sockrace.weak.graph.Tag.WMB;
import static org.sockrace.weak.model.Axiom.Demand.ACYCLIC;
import static org.sockrace.weak.model.Axiom.Demand.EMPTY;
import static org.sockrace.weak.model.Axiom.Demand.IRREFLEXIVE;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.EventSet;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.graph.Skeleton;

/**
 * The Linux-kernel memory model of Linux 6.19: linux-kernel.bell, the checks of lock.cat and linux-kernel.cat, in their order and with their names. Each
 * definition has the one of those files as its comment where the Java reads differently. {@code a.then(b)} is {@code a ; b}, {@code a.from(S)} is {@code [S]
 * ; a}, {@code a.to(S)} is {@code a ; [S]}, {@code a.between(S, T)} is both. What depends on program order only is computed once for all executions of a
 * skeleton.
 */
public class LinuxKernelMemoryModel implements MemoryModel {

    final Skeleton x;
    private final Set<String> flags = new TreeSet<>();

    // Sets of events
    private final EventSet iw;
    private final EventSet reads;
    final EventSet writes;
    private final EventSet m;
    private final EventSet acquire;
    private final EventSet release;
    private final EventSet mb;
    private final EventSet noreturn;
    private final EventSet marked;
    final EventSet plain;
    final Relation po;
    private final Relation poOptional;
    final Relation internal;
    private final GracePeriods gracePeriods;
    final Relation rcuRscs;
    private final TestValidity validity;

    // Fences
    final Relation acqPo;
    final Relation poRel;
    final Relation rmbRelation;
    final Relation wmbRelation;
    private final Relation staticMb;
    final Relation gp;

    // What reads-from and coherence decide; of the execution that was judged last, and as far as it had to be computed
    private Execution judged;
    private Relation loc;
    Relation rf;
    Relation ppo;
    Relation mbRelation;
    Relation rcuLink;
    Relation rcuOrder;
    Relation co;
    Relation fr;
    Relation rfe;
    Relation addr;
    Relation ctrl;
    Relation data;
    private Relation srcuRscs;
    Relation poUnlockLockPo;
    private Relation strongFence;
    private Relation nonrwFence;
    Relation fence;
    Relation cumulFence;
    Relation prop;
    Relation hb;
    private Relation hbStar;
    Relation pb;
    Relation rb;
    private Relation races;

    /** For executions of that skeleton. */
    public LinuxKernelMemoryModel(Skeleton skeleton) {
        x = skeleton;
        iw = x.initial();
        reads = x.kind(Kind.READ);
        writes = x.kind(Kind.WRITE);
        m = reads.or(writes);
        po = x.po();
        poOptional = po.optional();
        internal = x.internal();

        // linux-kernel.bell: an annotation that orders nothing, such as Acquire on a store or Mb on a failed RMW, does not count
        EventSet failedRmw = x.tagged(RMW).minus(x.rmw().domain().or(x.rmw().range()));
        EventSet lkr = x.tagged(LKR);
        EventSet ul = x.tagged(UL);
        acquire = x.tagged(ACQUIRE).minus(writes).minus(failedRmw).or(lkr);
        release = x.tagged(RELEASE).minus(reads).minus(failedRmw).or(ul);
        mb = x.tagged(MB).minus(failedRmw);
        noreturn = x.tagged(NORETURN).minus(writes);
        gracePeriods = new GracePeriods(x);
        rcuRscs = gracePeriods.rcuRscs;
        validity = new TestValidity(x, rcuRscs);
        // Marked = (~M) | IW | ONCE | RELEASE | ACQUIRE | MB | RMW | LKR | LKW | UL | LF | RL | RU | Srcu-lock | Srcu-unlock
        marked = m.complement().or(iw, x.tagged(ONCE), x.tagged(RELEASE), x.tagged(ACQUIRE), x.tagged(MB), x.tagged(RMW), lkr, x.tagged(LKW), ul,
                x.tagged(LF), x.tagged(RU), x.tagged(SRCU_LOCK), x.tagged(SRCU_UNLOCK));
        plain = m.minus(marked);

        // linux-kernel.cat, basic relations: release, acquire and fences
        acqPo = po.between(acquire, m);
        poRel = po.between(m, release);
        EventSet r4rmb = reads.minus(noreturn);
        rmbRelation = fencerel(x.tagged(RMB)).between(r4rmb, r4rmb);
        wmbRelation = fencerel(x.tagged(WMB)).between(writes, writes);
        staticMb = mbWithoutLockHandover();
        // gp = po ; [Sync-rcu | Sync-srcu] ; po?
        gp = po.to(gracePeriods.all).then(poOptional);
    }

    /** {@code mb}, but for what smp_mb__after_unlock_lock does to a lock that came from another thread. */
    private Relation mbWithoutLockHandover() {
        EventSet rmwEvents = x.tagged(RMW);
        return fencerel(mb).between(m, m)
                .or(po.between(m, mb.and(reads)))
                .or(po.between(mb.and(writes), m))
                // [M] ; fencerel(Before-atomic) ; [RMW] ; po? ; [M]
                .or(fencerel(x.tagged(BEFORE_ATOMIC)).to(rmwEvents).then(poOptional).between(m, m))
                // [M] ; po? ; [RMW] ; fencerel(After-atomic) ; [M]
                .or(poOptional.to(rmwEvents).then(fencerel(x.tagged(AFTER_ATOMIC))).between(m, m))
                // [M] ; po? ; [LKW] ; fencerel(After-spinlock) ; [M]
                .or(poOptional.to(x.tagged(LKW)).then(fencerel(x.tagged(AFTER_SPINLOCK))).between(m, m))
                // [M] ; po? ; [Srcu-unlock] ; fencerel(After-srcu-read-unlock) ; [M]
                .or(poOptional.to(x.tagged(SRCU_UNLOCK)).then(fencerel(x.tagged(AFTER_SRCU_READ_UNLOCK))).between(m, m));
    }

    /** {@code fencerel(B)}: {@code po ; [B] ; po}. */
    private Relation fencerel(EventSet fences) {
        return fences.isEmpty() ? new Relation(x.size()) : po.to(fences).then(po);
    }

    @Override
    public Axiom judge(Execution candidate) {
        flags.clear();
        races = new Relation(x.size());
        loc = candidate.loc();
        rf = candidate.rf();
        co = candidate.co();
        fr = candidate.fr();
        rfe = rf.minus(internal);
        Axiom broken = coherence();
        broken = broken != null ? broken : atomic();
        broken = broken != null ? broken : happensBefore();
        broken = broken != null ? broken : propagation();
        broken = broken != null ? broken : rcu();
        broken = broken != null ? broken : plain.isEmpty() ? null : plainCoherence();
        judged = candidate;
        return broken;
    }

    /** Sequential consistency per variable. */
    private Axiom coherence() {
        // com = rf | co | fr; acyclic po-loc | com as coherence
        return Axiom.broken("coherence", ACYCLIC, "po-loc | com", po.and(loc).or(rf, co, fr));
    }

    /** Atomic read-modify-write. */
    private Axiom atomic() {
        // empty rmw & (fre ; coe) as atomic
        return Axiom.broken("atomic", EMPTY, "rmw & (fre ; coe)", x.rmw().and(fr.minus(internal).then(co.minus(internal))));
    }

    /** Instruction execution ordering. */
    private Axiom happensBefore() {
        Relation rfi = rf.and(internal);
        // carry-dep = (data ; [~ Srcu-unlock] ; rfi)*
        Relation carryDep = x.data().to(x.tagged(SRCU_UNLOCK).complement()).then(rfi).star();
        addr = carryDep.then(x.addr());
        ctrl = carryDep.then(x.ctrl());
        data = carryDep.then(x.data());

        // po-unlock-lock-po = po ; [UL] ; (po|rf) ; [LKR] ; po
        poUnlockLockPo = po.to(x.tagged(UL)).then(po.or(rf)).to(x.tagged(LKR)).then(po);
        // mb, its case [M] ; po-unlock-lock-po ; [After-unlock-lock] ; po ; [M]
        mbRelation = staticMb.or(poUnlockLockPo.to(x.tagged(AFTER_UNLOCK_LOCK)).then(po).between(m, m));
        strongFence = mbRelation.or(gp);
        nonrwFence = strongFence.or(poRel, acqPo);
        fence = nonrwFence.or(wmbRelation, rmbRelation);

        // Preserved program order
        Relation dep = addr.or(data);
        Relation rwdep = dep.or(ctrl).to(writes);
        Relation overwrite = co.or(fr);
        Relation toW = rwdep.or(overwrite.and(internal), addr.to(plain).then(wmbRelation));
        Relation toR = addr.to(reads).or(dep.to(marked).then(rfi));
        ppo = toR.or(toW, fence.and(internal), poUnlockLockPo.and(internal), x.passed());

        // Propagation: ordering from release operations and strong fences
        Relation rmwSequence = rf.then(x.rmw()).star();
        // A-cumul(r) = (rfe ; [Marked])? ; r
        Relation aCumul = rfe.to(marked).optional().then(strongFence.or(poRel));
        cumulFence = aCumul.or(wmbRelation, poUnlockLockPo).between(marked, marked).then(rmwSequence);
        // prop = [Marked] ; (overwrite & ext)? ; cumul-fence* ; [Marked] ; rfe? ; [Marked]
        prop = overwrite.minus(internal).optional().then(cumulFence.star()).to(marked).then(rfe.optional()).between(marked, marked);

        // Happens before: ordering from the passage of time. hb = [Marked] ; (ppo | rfe | ((prop \ id) & int)) ; [Marked]
        Relation id = Relation.identity(marked);
        hb = ppo.or(rfe, prop.minus(id).and(internal)).between(marked, marked);
        return Axiom.broken("happens-before", ACYCLIC, "hb", hb);
    }

    /** Write and fence propagation ordering: each non-rf link needs a strong fence. */
    private Axiom propagation() {
        // pb = prop ; strong-fence ; hb* ; [Marked]
        hbStar = null;
        pb = strongFence.isEmpty() ? strongFence : prop.then(strongFence).then(hbStar()).to(marked);
        return Axiom.broken("propagation", ACYCLIC, "pb", pb);
    }

    /** {@code hb*}, computed when somebody needs it: without a strong fence and a grace period nobody does. */
    private Relation hbStar() {
        if (hbStar == null) {
            hbStar = hb.star();
        }
        return hbStar;
    }

    /** A critical section that a grace period does not wait for has to begin after it. */
    private Axiom rcu() {
        srcuRscs = gracePeriods.srcuRscs(rf, loc);
        rb = new Relation(x.size());
        if (!gracePeriods.all.isEmpty()) {
            EventSet links = gracePeriods.linked(srcuRscs);
            // rcu-link = po? ; hb* ; pb* ; prop ; po, as far as it begins where one can be used: at grace periods, and at the beginnings of sections
            Relation pbStar = pb.star();
            rcuLink = poOptional.from(links).then(hbStar()).then(pbStar).then(prop).then(po);
            rcuOrder = gracePeriods.order(srcuRscs, loc, rcuLink);
            // rcu-fence = po ; rcu-order ; po?
            Relation rcuFence = po.then(rcuOrder).then(poOptional);
            fence = fence.or(rcuFence);
            strongFence = strongFence.or(rcuFence);
            // rb = prop ; rcu-fence ; hb* ; pb* ; [Marked]
            rb = prop.then(rcuFence).then(hbStar()).then(pbStar).to(marked);
        }
        return Axiom.broken("rcu", IRREFLEXIVE, "rb", rb);
    }

    /** Visibility and executes-before for plain accesses. */
    private record Bounds(Relation wwVis, Relation wrVis, Relation rwXbstar) { }

    /** Those of pairs that start at these. */
    private Bounds bounds(EventSet from) {
        EventSet r4rmb = reads.minus(noreturn);
        EventSet notNoreturn = noreturn.complement();
        Relation rmbBetween = fencerel(x.tagged(RMB));

        // Executes-before and visibility: vis = cumul-fence* ; rfe? ; [Marked] ; ((strong-fence ; [Marked] ; xbstar) | (xbstar & int))
        Relation xbstar = hb.or(pb, rb).star();
        // of which x ; vis is written as far as x goes
        // Boundaries for lifetimes of plain accesses
        Relation rmwSequence = rf.then(x.rmw()).star();
        Relation wPreBounded = addr.or(fence).optional().from(marked);
        Relation rPreBounded = addr.or(nonrwFence, rmbBetween.between(r4rmb, notNoreturn)).optional().from(marked);
        Relation wPostBounded = fence.optional().from(from).to(marked).then(rmwSequence);
        Relation rPostBounded = nonrwFence.or(rmbBetween.between(notNoreturn, r4rmb)).optional().from(from).to(marked);

        // Visibility and executes-before for plain accesses
        Relation strongXb = strongFence.from(from).then(xbstar);
        Relation propagated = wPostBounded.then(cumulFence.star()).then(rfe.optional()).to(marked);
        Relation wPostVis = propagated.then(strongFence.to(marked)).then(xbstar).or(propagated.then(xbstar.and(internal)));
        Relation fences = fence.from(from);
        Relation wwVis = fences.or(strongXb.then(wPreBounded), wPostVis.then(wPreBounded));
        Relation wrVis = fences.or(strongXb.then(rPreBounded), wPostVis.then(rPreBounded));
        Relation rwXbstar = fences.or(rPostBounded.then(xbstar).then(wPreBounded));
        return new Bounds(wwVis, wrVis, rwXbstar);
    }

    /** Plain accesses and data races. */
    private Axiom plainCoherence() {
        // Potential races: pre-race = ext & ((Plain * M) | ((M \ IW) * Plain))
        Relation preRace = Relation.product(plain, m).or(Relation.product(m.minus(iw), plain)).minus(internal);
        Relation conflicts = preRace.and(rf.or(fr, co, co.then(rf)));
        if (conflicts.isEmpty()) {
            return null;
        }
        Bounds bounds = bounds(conflicts.domain().or(conflicts.range()));
        Relation rwXbstar = bounds.rwXbstar;
        // Coherence requirements for plain accesses
        Relation wrIncoh = preRace.and(rf).and(rwXbstar.inverse());
        Relation rwIncoh = preRace.and(fr).and(bounds.wrVis.inverse());
        Relation wwIncoh = preRace.and(co).and(bounds.wwVis.inverse());

        // Actual races
        Relation wwNonrace = bounds.wwVis.and(Relation.product(marked, writes).or(rwXbstar)).and(Relation.product(writes, marked).or(bounds.wrVis));
        Relation wwRace = preRace.and(co).minus(wwNonrace);
        Relation wrRace = preRace.and(co.optional().then(rf)).minus(bounds.wrVis).minus(rwXbstar.inverse());
        Relation rwRace = preRace.and(fr).minus(rwXbstar);
        races = wwRace.or(wrRace, rwRace);
        flags.addAll(races.isEmpty() ? Set.of() : Set.of("data-race"));
        return Axiom.broken("plain-coherence", EMPTY, "wr-incoh | rw-incoh | ww-incoh", wrIncoh.or(rwIncoh, wwIncoh));
    }

    /** Warn about plain writes and marked accesses in the same region. */
    private void mixedAccesses() {
        EventSet barriers = x.tagged(BARRIER).or(x.tagged(RMB), x.tagged(WMB), mb, gracePeriods.all, x.tagged(BEFORE_ATOMIC),
                x.tagged(AFTER_ATOMIC), acquire, release, x.tagged(RCU_LOCK), x.tagged(RCU_UNLOCK), x.tagged(SRCU_LOCK), x.tagged(SRCU_UNLOCK));
        Relation barrier = fencerel(barriers).or(po.to(release), po.from(acquire));
        Relation region = po.and(loc).minus(barrier);
        EventSet plainWrites = plain.and(writes);
        boolean mixed = !region.between(plainWrites, marked).or(region.between(marked, plainWrites)).isEmpty();
        flags.addAll(mixed ? Set.of("mixed-accesses") : Set.of());
    }

    @Override
    public Relation races() {
        return races;
    }

    @Override
    public Relation executedBefore() {
        return hb.or(pb, rb);
    }

    @Override
    public Relation ordered() {
        Bounds bounds = bounds(m);
        return bounds.rwXbstar.from(reads).or(bounds.wwVis.from(writes)).to(writes);
    }

    @Override
    public Set<String> flags() {
        if (!plain.isEmpty()) {
            mixedAccesses();
        }
        flags.addAll(validity.flags(judged, loc, srcuRscs));
        return Set.copyOf(flags);
    }

    @Override
    public List<Link> why(Axiom broken) {
        return new Derivation(this).of(broken);
    }
}
