package org.sockrace.anynumber;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Held;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;

/**
 * Whether any number of threads can stand still, none of them able to move and not all at their end. A thread that waits, waits for others: who takes a lock,
 * for those that may hold it where they stand; who waits for a grace period, for those that it has marked, or that may read. Where nobody can move, each of
 * these waits in turn, and so on. So nobody stands still if, with each shared part, each thread that has not ended can move, or waits for threads alone of
 * which this is known. What is waited for otherwise, a condition, views do not follow. Not thread-safe.
 */
final class Standstill {

    private final Configurations configurations;
    private final World world;
    private final int role;
    private final int[] roles;
    private final List<Held> held;
    /** Who could not move although no grace period kept him: the shared part, and the thread, or the local behind all threads. */
    private final Set<Long> blocked = new HashSet<>();

    /** Where one of the threads stands; of the many, the local. */
    private record Place(int thread, int local, int node, long part) { }

    Standstill(World world, int role, List<Held> held, Configurations configurations) {
        this.configurations = configurations;
        this.world = world;
        this.role = role;
        this.roles = world.roles();
        this.held = held;
    }

    /** That configuration was expanded: notes who could not move. */
    void expanded(int sharedPart, int[] locals) {
        int member = 0;
        for (int t = 0; t < roles.length; t++) {
            int local = roles[t] == role ? locals[member++] : -1;
            int node = configurations.node(t);
            OpKind kind = world.node(roles[t], node).op().kind();
            if (kind.is(OpKind.Trait.BLOCKS) && kind != OpKind.SYNC_END && !configurations.moves(t)) {
                blocked.add(key(sharedPart, t, local));
            }
        }
    }

    private long key(int sharedPart, int thread, int local) {
        return (long) sharedPart << 32 | (local < 0 ? thread : roles.length + local);
    }

    /** Somebody who may wait for ever with that shared part and any of these locals of the many; null if there is nobody. */
    Views.Waiting of(int sharedPart, int[] locals) {
        Place[] places = places(sharedPart, locals);
        boolean[] goesOn = new boolean[places.length];
        boolean more = true;
        while (more) {
            more = false;
            for (int p = 0; p < places.length; p++) {
                if (!goesOn[p] && goesOn(sharedPart, places, p, goesOn)) {
                    goesOn[p] = true;
                    more = true;
                }
            }
        }
        for (int p = 0; p < places.length; p++) {
            if (!goesOn[p] && !hasEnded(places[p])) {
                return new Views.Waiting(roles[places[p].thread()], places[p].node());
            }
        }
        return null;
    }

    private Place[] places(int sharedPart, int[] locals) {
        int one = configurations.firstMember();
        Place[] places = new Place[roles.length - configurations.size() + locals.length];
        int at = 0;
        for (int t = 0; t < roles.length; t++) {
            if (roles[t] != role) {
                long part = configurations.partOfSingle(sharedPart, t);
                places[at++] = new Place(t, -1, configurations.nodeOf(t, part), part);
            }
        }
        for (int i = 0; i < locals.length; i++) {
            long part = configurations.partOfLocal(locals[i]);
            places[at++] = new Place(one, locals[i], configurations.nodeOf(one, part), part);
        }
        return places;
    }

    private boolean hasEnded(Place place) {
        return configurations.ended[roles[place.thread()]].get(place.node());
    }

    /** Whether that thread can move, or waits for threads alone that go on. */
    private boolean goesOn(int sharedPart, Place[] places, int p, boolean[] goesOn) {
        Place place = places[p];
        if (hasEnded(place)) {
            return false;
        }
        Node node = world.node(roles[place.thread()], place.node());
        OpKind kind = node.op().kind();
        boolean free = !blocked.contains(key(sharedPart, place.thread(), place.local()));
        if (kind == OpKind.LOCK) {
            return free || released(places, node.op().cell(), goesOn);
        }
        if (kind == OpKind.SYNC_END) {
            return IntStream.range(0, places.length).allMatch(o -> goesOn[o] || !waitsFor(place, places[o]));
        }
        return kind == OpKind.WAIT ? free && !configurations.counts(node.op()) : !kind.is(OpKind.Trait.ENDS) && !kind.is(OpKind.Trait.BLOCKS);
    }

    /** Whether somebody may hold the lock, and all who may go on. */
    private boolean released(Place[] places, Cell lock, boolean[] goesOn) {
        boolean somebody = false;
        for (int o = 0; o < places.length; o++) {
            if (held.get(roles[places[o].thread()]).holds(places[o].node(), lock)) {
                somebody = true;
                if (!goesOn[o]) {
                    return false;
                }
            }
        }
        return somebody;
    }

    /** Whether the grace period of one may wait for the other. Views do not say for whom those of the many do: for any reader, then. */
    private boolean waitsFor(Place one, Place other) {
        if (one.local() < 0) {
            return configurations.waitsFor(one.thread(), other.thread(), other.part());
        }
        int of = roles[other.thread()];
        return !hasEnded(other) && (held.get(of).reads(other.node()) || !world.node(of, other.node()).op().sleeps());
    }
}
