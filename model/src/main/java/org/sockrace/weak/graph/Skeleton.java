package org.sockrace.weak.graph;

import java.util.Arrays;
import java.util.List;
import org.sockrace.weak.graph.Event.Kind;

/** What is known of an execution before it is known which write each read reads: one path through each thread. */
public final class Skeleton {

    private final List<Event> events;
    private final Relation po;
    private final Dependencies dependencies;
    private final Relation rmw;
    private final EventSet[] tagged = new EventSet[Tag.values().length];
    private final EventSet[] kinds = new EventSet[Kind.values().length];

    /**
     * What a read decides.
     *
     * @param addr from a read to the accesses whose address it decides
     * @param data from a read to the writes whose value it decides
     * @param ctrl from a read to what is executed only because of it
     * @param passed from an access to those that preserved program order puts behind it by way of accesses that are left out
     */
    public record Dependencies(Relation addr, Relation data, Relation ctrl, Relation passed) {

        /** Of what is left out in part of nothing. */
        public Dependencies(Relation addr, Relation data, Relation ctrl) {
            this(addr, data, ctrl, new Relation(addr.size()));
        }
    }

    /**
     * A skeleton.
     *
     * @param events the events; what variables start with comes first
     * @param po program order: total within each thread, without first values
     * @param dependencies what reads decide
     * @param rmw from the read to the write of each atomic operation that succeeds, and of each lock that is taken
     */
    public Skeleton(List<Event> events, Relation po, Dependencies dependencies, Relation rmw) {
        this.events = List.copyOf(events);
        this.po = po;
        this.dependencies = dependencies;
        this.rmw = rmw;
        long[][] ofTag = new long[tagged.length][Relation.words(size())];
        long[][] ofKind = new long[kinds.length][Relation.words(size())];
        for (int e = 0; e < size(); e++) {
            Event event = this.events.get(e);
            long bit = 1L << e;
            for (Tag tag : event.tags()) {
                ofTag[tag.ordinal()][e >> 6] |= bit;
            }
            ofKind[event.kind().ordinal()][e >> 6] |= bit;
        }
        Arrays.setAll(tagged, t -> EventSet.row(size(), ofTag[t]));
        Arrays.setAll(kinds, k -> EventSet.row(size(), ofKind[k]));
    }

    /** The events; what variables start with comes first. */
    public List<Event> events() {
        return events;
    }

    /** The number of events. */
    public int size() {
        return events.size();
    }

    /** Program order. */
    public Relation po() {
        return po;
    }

    /** Address dependencies. */
    public Relation addr() {
        return dependencies.addr();
    }

    /** Data dependencies. */
    public Relation data() {
        return dependencies.data();
    }

    /** Control dependencies. */
    public Relation ctrl() {
        return dependencies.ctrl();
    }

    /** What preserved program order says by way of accesses that are left out. */
    public Relation passed() {
        return dependencies.passed();
    }

    /** Atomic read-modify-write. */
    public Relation rmw() {
        return rmw;
    }

    /** The events with the tag. */
    public EventSet tagged(Tag tag) {
        return tagged[tag.ordinal()];
    }

    /** The events of the kind. */
    public EventSet kind(Kind kind) {
        return kinds[kind.ordinal()];
    }

    /** First values. */
    public EventSet initial() {
        return EventSet.of(size(), e -> events.get(e).initial());
    }

    /** Pairs of events of one thread. First values are of no thread: each is internal only to itself. */
    public Relation internal() {
        return po.or(po.inverse()).optional();
    }
}
