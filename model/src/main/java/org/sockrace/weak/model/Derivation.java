package org.sockrace.weak.model;

import static org.sockrace.weak.graph.Tag.SYNC_RCU;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.weak.graph.EventSet;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.graph.Skeleton;
import org.sockrace.weak.graph.Tag;

/** Says why an execution breaks an axiom of the Linux-kernel memory model: a shortest cycle, each pair of it taken apart until it is elementary. */
final class Derivation {

    private final LinuxKernelMemoryModel m;
    private final Skeleton x;

    /** Of the execution that the model judged last. */
    Derivation(LinuxKernelMemoryModel model) {
        m = model;
        x = model.x;
    }

    List<Link> of(Axiom axiom) {
        return switch (axiom.demand()) {
            case ACYCLIC -> cycle(axiom.pairs(), axiom.name());
            case IRREFLEXIVE -> reflexive(axiom.pairs());
            case EMPTY -> axiom.name().equals("atomic") ? atomic(axiom.pairs()) : incoherent(axiom.pairs());
        };
    }

    private List<Link> cycle(Relation pairs, String axiom) {
        List<Integer> events = pairs.cycle();
        List<Link> links = new ArrayList<>();
        for (int i = 1; i < events.size(); i++) {
            int from = events.get(i - 1);
            int to = events.get(i);
            links.add(switch (axiom) {
                case "coherence" -> communication(from, to);
                case "happens-before" -> hb(from, to);
                default -> pb(from, to);
            });
        }
        return links;
    }

    private Link communication(int from, int to) {
        return Link.of(from, to, m.rf.has(from, to) ? "rf" : m.co.has(from, to) ? "co" : m.fr.has(from, to) ? "fr" : "po-loc");
    }

    private List<Link> atomic(Relation pairs) {
        int read = first(pairs.domain());
        int write = first(pairs.from(EventSet.of(x.size(), e -> e == read)).range());
        for (int between = 0; between < x.size(); between++) {
            if (m.fr.has(read, between) && m.co.has(between, write)) {
                return List.of(Link.of(read, between, "fr"), Link.of(between, write, "co"), Link.of(read, write, "rmw"));
            }
        }
        throw new IllegalStateException("nothing comes between " + read + " and " + write);
    }

    private List<Link> incoherent(Relation pairs) {
        int from = first(pairs.domain());
        int to = first(pairs.from(EventSet.of(x.size(), e -> e == from)).range());
        String order = m.rf.has(from, to) ? "rw-xbstar" : m.fr.has(from, to) ? "wr-vis" : "ww-vis";
        return List.of(communication(from, to), Link.of(to, from, order));
    }

    private static int first(EventSet set) {
        int event = 0;
        while (!set.has(event)) {
            event++;
        }
        return event;
    }

    private List<Link> reflexive(Relation pairs) {
        List<Link> shortest = null;
        for (int e = 0; e < x.size(); e++) {
            List<Link> links = pairs.has(e, e) ? new Sequence().then("prop", m.prop).then("po", m.po).then("rcu-order", m.rcuOrder)
                    .optionally("po", m.po).repeatedly("hb", m.hb).repeatedly("pb", m.pb).links(e, e) : null;
            shortest = links != null && (shortest == null || links.size() < shortest.size()) ? links : shortest;
        }
        return takenApart(shortest);
    }

    /** Takes the links apart; those that lead nowhere are left out. */
    private List<Link> takenApart(List<Link> links) {
        List<Link> apart = new ArrayList<>();
        for (Link link : links) {
            Link detailed = switch (link.name()) {
                case "hb" -> hb(link.from(), link.to());
                case "pb" -> pb(link.from(), link.to());
                case "prop" -> prop(link.from(), link.to());
                case "cumul-fence" -> cumulFence(link.from(), link.to());
                case "strong-fence" -> Link.of(link.from(), link.to(), fence(link.from(), link.to()));
                case "overwrite" -> communication(link.from(), link.to());
                case "rcu-order" -> rcuOrder(link.from(), link.to());
                default -> link;
            };
            if (detailed.from() != detailed.to() || !detailed.parts().isEmpty()) {
                apart.add(detailed);
            }
        }
        return apart;
    }

    private Link hb(int from, int to) {
        if (m.rfe.has(from, to)) {
            return Link.of(from, to, "rfe");
        }
        return m.ppo.has(from, to) ? Link.of(from, to, ppo(from, to)) : prop(from, to);
    }

    /** The rule by which a pair is in preserved program order. */
    private String ppo(int from, int to) {
        boolean write = m.writes.has(to);
        if (m.addr.has(from, to)) {
            return "addr";
        }
        if (write && m.data.has(from, to)) {
            return "data";
        }
        if (m.fence.and(m.internal).has(from, to)) {
            return fence(from, to);
        }
        if (write && m.ctrl.has(from, to)) {
            return "ctrl";
        }
        if (m.co.or(m.fr).has(from, to)) {
            return m.co.has(from, to) ? "coi" : "fri";
        }
        return m.poUnlockLockPo.has(from, to) ? "po-unlock-lock-po" : m.addr.to(m.plain).then(m.wmbRelation).has(from, to) ? "addr;wmb" : "dep;rfi";
    }

    private Link pb(int from, int to) {
        Relation strong = m.mbRelation.or(m.gp);
        return new Link(from, to, "pb", takenApart(new Sequence().then("prop", m.prop).then("strong-fence", strong).repeatedly("hb", m.hb).links(from, to)));
    }

    private Link prop(int from, int to) {
        Relation overwriteExternal = m.co.or(m.fr).minus(m.internal);
        List<Link> links = new Sequence().optionally("overwrite", overwriteExternal).repeatedly("cumul-fence", m.cumulFence).optionally("rfe", m.rfe)
                .links(from, to);
        return new Link(from, to, "prop", takenApart(links));
    }

    private Link cumulFence(int from, int to) {
        Relation cumulative = m.mbRelation.or(m.gp, m.poRel);
        Relation rfRmw = m.rf.then(x.rmw());
        List<Link> links = new Sequence().optionally("rfe", m.rfe).then("strong-fence", cumulative).repeatedly("rf;rmw", rfRmw).links(from, to);
        if (links == null) {
            links = new Sequence().then("strong-fence", m.wmbRelation.or(m.poUnlockLockPo)).repeatedly("rf;rmw", rfRmw).links(from, to);
        }
        List<Link> parts = takenApart(links);
        return parts.size() == 1 ? parts.get(0) : new Link(from, to, "cumul-fence", parts);
    }

    /** The fence that orders a pair. */
    private String fence(int from, int to) {
        if (m.mbRelation.has(from, to)) {
            return "mb";
        }
        if (m.gp.has(from, to)) {
            return "gp";
        }
        if (m.poRel.has(from, to)) {
            return "po-rel";
        }
        if (m.acqPo.has(from, to)) {
            return "acq-po";
        }
        return m.wmbRelation.has(from, to) ? "wmb" : m.rmbRelation.has(from, to) ? "rmb" : m.poUnlockLockPo.has(from, to) ? "po-unlock-lock-po" : "rcu-fence";
    }

    /** Grace periods and critical sections, one after the other; those of SRCU, of which only some may be joined, are not taken apart. */
    private Link rcuOrder(int from, int to) {
        if (!x.tagged(Tag.SYNC_SRCU).isEmpty()) {
            Link link = Link.of(from, to, "rcu-order");
            return from == to ? new Link(from, to, "rcu-order", List.of(link)) : link;
        }
        return new Link(from, to, "rcu-order", units(from, to));
    }

    /** Where a search of units is: the event at which the last one ended, and how many more grace periods than sections there were. */
    private record Balance(int event, int balance) { }

    private record Before(Balance from, List<Link> links) { }

    private List<Link> units(int from, int to) {
        Map<Balance, Before> reached = new HashMap<>();
        Deque<Balance> open = new ArrayDeque<>();
        unit(from).forEach((link, weight) -> reach(new Balance(link.to(), weight), new Before(null, List.of(link)), reached, open));
        while (!open.isEmpty()) {
            Balance at = open.remove();
            if (at.event == to && at.balance >= 0) {
                return back(at, reached);
            }
            for (int next = 0; next < x.size(); next++) {
                if (m.rcuLink.has(at.event, next)) {
                    Link joint = new Link(at.event, next, "rcu-link", takenApart(link().links(at.event, next)));
                    unit(next).forEach((link, weight) -> reach(new Balance(link.to(), at.balance + weight), new Before(at, List.of(joint, link)),
                            reached, open));
                }
            }
        }
        return List.of(Link.of(from, to, "rcu-order"));
    }

    private void reach(Balance place, Before how, Map<Balance, Before> reached, Deque<Balance> open) {
        if (Math.abs(place.balance) <= x.size() && reached.putIfAbsent(place, how) == null) {
            open.add(place);
        }
    }

    private static List<Link> back(Balance end, Map<Balance, Before> reached) {
        List<List<Link>> pieces = new ArrayList<>();
        for (Balance at = end; at != null; at = reached.get(at).from) {
            pieces.add(reached.get(at).links);
        }
        Collections.reverse(pieces);
        return pieces.stream().flatMap(List::stream).toList();
    }

    /** The grace period, or the section from its end to its beginning, that starts at the event; with what it counts. */
    private Map<Link, Integer> unit(int event) {
        Map<Link, Integer> units = new HashMap<>();
        if (x.tagged(SYNC_RCU).has(event)) {
            units.put(Link.of(event, event, "rcu-gp"), 1);
        }
        for (int lock = 0; lock < x.size(); lock++) {
            if (m.rcuRscs.has(lock, event)) {
                units.put(Link.of(event, lock, "rcu-rscsi"), -1);
            }
        }
        return units;
    }

    private Sequence link() {
        return new Sequence().optionally("po", m.po).repeatedly("hb", m.hb).repeatedly("pb", m.pb).then("prop", m.prop).then("po", m.po);
    }
}
