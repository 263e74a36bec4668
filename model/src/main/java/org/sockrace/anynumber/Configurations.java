package org.sockrace.anynumber;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.World;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Findings;
import org.sockrace.machine.Condition;
import org.sockrace.reduce.Counters;
import org.sockrace.search.PackedStates;

/**
 * States of a few identical threads and all others as a number for what all share and one for each of the identical threads: where it stands, which grace
 * periods wait for it, and its share of each counter. What a counter holds is the sum of the shares and of a rest that is nobody's, which stands in its place
 * in the shared part. Not thread-safe.
 */
final class Configurations {

    /** So many values of a counter are followed wherever one is looked at, to see whether the code tells them apart. */
    static final int VALUES = 8;

    private final World world;
    private final int[] roles;
    private final int role;
    private final String name;
    private final PackedStates states;
    private final Findings findings;
    private final Set<Guard> dropped;
    private final Set<String> nobodys;
    private final boolean growing;
    /** The identical threads, by number. */
    private final int[] members;
    /** By thread: what of its part is kept. */
    private final long[] kept;
    /** The counters that they count on. */
    private final Cell[] counters;
    /** By cell: its place among them, or -1. */
    private final int[] counterOf;
    private final Rows shared;
    private final Rows locals;
    private final BitSet[] asked;
    /** By role: where its threads have ended. */
    final BitSet[] ended;

    // the configuration being expanded
    private final long[] state;
    private final int[] expanded;
    private int sharedBefore;
    private final long[] row;
    /** The locals of the successor asked for last, and which of them has moved, or -1. */
    final int[] after;
    int moved;

    /**
     * Configurations of a world with so many of the threads.
     *
     * @param nobodys the kinds of references that belong to no thread, whichever takes them
     * @param growing whether more values can be followed
     */
    Configurations(World world, int role, PackedStates states, int words, Findings findings, Set<String> nobodys, boolean growing, Set<Guard> dropped) {
        this.world = world;
        this.roles = world.roles();
        this.role = role;
        this.name = world.automata().get(role).role().name();
        this.states = states;
        this.findings = findings;
        this.nobodys = nobodys;
        this.growing = growing;
        this.dropped = dropped;
        members = IntStream.range(0, roles.length).filter(t -> roles[t] == role).toArray();
        counters = counters(world, role, states);
        counterOf = new int[world.cells().size()];
        Arrays.fill(counterOf, -1);
        IntStream.range(0, counters.length).forEach(c -> counterOf[counters[c].id] = c);
        kept = new long[roles.length];
        BitSet own = new BitSet();
        Arrays.stream(members).forEach(own::set);
        for (int t = 0; t < kept.length; t++) {
            kept[t] = asks(Guard.OWN_GRACE_PERIODS_WAIT_FOR_NOBODY) ? ~states.waitsOf(own, t) : -1L;
        }
        shared = new Rows(words);
        locals = new Rows(1 + counters.length);
        asked = new BitSet[world.automata().size()];
        Arrays.setAll(asked, r -> new BitSet());
        ended = world.automata().stream().map(Automaton::ended).toArray(BitSet[]::new);
        state = new long[words];
        expanded = new int[members.length];
        after = new int[members.length];
        row = new long[1 + counters.length];
    }

    private boolean asks(Guard guard) {
        return !dropped.contains(guard);
    }

    private static Cell[] counters(World world, int role, PackedStates states) {
        Set<Cell> found = new LinkedHashSet<>();
        for (Node node : world.automata().get(role).nodes()) {
            Cell cell = node.op().cell();
            if (cell != null && cell.type == Cell.Type.COUNTER && node.op().kind().writes() && states.holds(cell)) {
                found.add(cell);
            }
        }
        return found.toArray(Cell[]::new);
    }

    private int counter(Cell cell) {
        return cell == null ? -1 : counterOf[cell.id];
    }

    /** How many identical threads a configuration has. */
    int size() {
        return members.length;
    }

    /** How many different shared parts there are. */
    int sharedParts() {
        return shared.size();
    }

    /** Memory taken, in bytes. */
    long bytes() {
        return shared.bytes() + locals.bytes();
    }

    // ---- putting together, taking apart ----------------------------------------------------------------------------------

    /** Takes an initial state apart: returns its shared part, and leaves the locals in {@link #after}. */
    int initial(long[] initial, int at) {
        System.arraycopy(initial, at, state, 0, state.length);
        Arrays.fill(row, 0);
        moved = -1;
        for (int m = 0; m < members.length; m++) {
            row[0] = states.part(members[m], state, 0) & kept[members[m]];
            after[m] = locals.number(row);
        }
        return sharedPart(state);
    }

    /** The number of what remains of the state without the identical threads; their parts are cleared. */
    private int sharedPart(long[] of) {
        for (int t = 0; t < kept.length; t++) {
            states.part(t, of, 0, roles[t] == role ? 0 : states.part(t, of, 0) & kept[t]);
        }
        return shared.number(of);
    }

    /** Computes the successors of a configuration; returns how many there are. */
    int expand(int sharedPart, int[] configuration) {
        sharedBefore = sharedPart;
        System.arraycopy(configuration, 0, expanded, 0, expanded.length);
        shared.get(sharedPart, state);
        for (int m = 0; m < members.length; m++) {
            states.part(members[m], state, 0, locals.get(expanded[m], 0));
        }
        for (int c = 0; c < counters.length; c++) {
            int value = states.counter(counters[c], state, 0);
            for (int local : expanded) {
                value += (int) locals.get(local, 1 + c);
            }
            fits(value, c);
            states.counter(counters[c], state, 0, value);
        }
        for (int t = 0; t < kept.length; t++) {
            before(t);
        }
        states.expand(state, 0);
        return states.count();
    }

    private void fits(int value, int c) {
        if (value > states.most(counters[c])) {
            throw new ObstacleException(counters[c] + " may grow larger than there is room for");
        }
    }

    /** Takes a successor apart: returns its shared part, and leaves the locals and who has moved. */
    int successor(int i) {
        int mover = states.mover(i);
        Edge edge = states.edge(i);
        long[] next = Arrays.copyOfRange(states.successors(), i * state.length, (i + 1) * state.length);
        Node node = world.node(roles[mover], states.node(mover, states.part(mover, state, 0)));
        int counter = counter(node.op().cell());
        int added = counter < 0 ? 0 : states.counter(counters[counter], next, 0) - states.counter(counters[counter], state, 0);
        moved = -1;
        for (int m = 0; m < members.length; m++) {
            boolean moves = members[m] == mover;
            locals.get(expanded[m], row);
            row[0] = states.part(members[m], next, 0) & kept[members[m]];
            if (moves && added != 0 && !isNobodys(node, edge, added)) {
                row[1 + counter] += added;
                if (row[1 + counter] < 0 && asks(Guard.NO_NEGATIVE_SHARE)) {
                    throw new ObstacleException(name + " gives back a reference that it has not taken (" + counters[counter] + at(node) + ")");
                }
            }
            after[m] = locals.number(row);
            moved = moves ? m : moved;
        }
        rest(next, node);
        int sharedAfter = sharedPart(next);
        if (moved >= 0 && sharedAfter != sharedBefore && asks(Guard.NOTHING_SHARED_CHANGES_WITH_A_WITNESS) && needsWitness(node, counter)) {
            throw new ObstacleException("what " + name + " changes depends on a reference of another one" + at(node));
        }
        return sharedAfter;
    }

    /** Puts the rest of each counter in its place. */
    private void rest(long[] next, Node node) {
        for (int c = 0; c < counters.length; c++) {
            int rest = states.counter(counters[c], next, 0);
            for (int local : after) {
                rest -= (int) locals.get(local, 1 + c);
            }
            if (rest < 0 && asks(Guard.NO_NEGATIVE_SHARE)) {
                throw new ObstacleException("another thread gives back a reference that " + name + " has taken (" + counters[c] + at(node) + ")");
            }
            states.counter(counters[c], next, 0, rest & states.most(counters[c]));
        }
    }

    /** Whether what was added is a reference that belongs to no thread, such as that of a module to itself. */
    private boolean isNobodys(Node node, Edge edge, int added) {
        int noted = 0;
        for (Note note : edge.notes()) {
            if (note instanceof Note.Own own && nobodys.contains(own.kind()) && node.op().cell().qualifiedName().equals(own.counter())) {
                noted += own.change();
            }
        }
        return noted == added;
    }

    private static String at(Node node) {
        return node.at().top() == null ? "" : " in " + node.at().top();
    }

    // ---- what is asked before a step ---------------------------------------------------------------------------------------

    private void before(int thread) {
        int r = roles[thread];
        int number = states.node(thread, states.part(thread, state, 0));
        Node node = world.node(r, number);
        Operation op = node.op();
        int counter = counter(op.cell());
        if (counter >= 0) {
            int old = states.counter(counters[counter], state, 0);
            fits(op.kind().after(old, op.a(), op.b()), counter);
            if (op.kind() == OpKind.ATOMIC_SET && asks(Guard.SET_WITHOUT_SHARES)) {
                setWithoutShares(r, node, counter);
            }
        }
        if (!asked[r].get(number)) {
            asked[r].set(number);
            askOnce(r, number, node, counter);
        }
    }

    private void setWithoutShares(int r, Node node, int counter) {
        boolean held = false;
        for (int local : expanded) {
            held |= locals.get(local, 1 + counter) != 0;
        }
        if (r == role || held) {
            throw new ObstacleException(counters[counter] + " is set" + at(node) + " while " + name + " may have references that it counts");
        }
    }

    private void askOnce(int r, int number, Node node, int counter) {
        Operation op = node.op();
        boolean looks = counter >= 0 && op.kind() != OpKind.ATOMIC_SET && !Counters.uniformAboveZero(op) && !uniformSum(r, number, node);
        for (Condition.Term term : op.kind() == OpKind.WAIT ? op.condition().terms() : List.<Condition.Term>of()) {
            looks |= term.value() != 0 && counter((Cell) term.cell()) >= 0;
        }
        if (looks && asks(Guard.ZERO_OR_NOT)) {
            throw new ObstacleException("the code asks not only whether a counter of references is zero" + at(node));
        }
        if (r == role && op.kind() == OpKind.SYNC_END && op.b() == 0 && asks(Guard.OWN_GRACE_PERIODS_ARE_PATIENT)) {
            throw new ObstacleException(name + " has grace periods that do not wait" + at(node));
        }
    }

    /** Whether whatever is above zero leads to the same; values that were not yet followed are asked for. */
    private boolean uniformSum(int r, int number, Node node) {
        if (node.op().kind() != OpKind.ADD_RETURN) {
            return false;
        }
        Set<Object> leads = new HashSet<>();
        node.edges().stream().filter(e -> e.observed() > 0).forEach(e -> leads.add(List.of(e.target(), e.notes())));
        int highest = Math.min(VALUES, world.sharing().largest(node.op().cell()) + Math.min(0, node.op().a()));
        for (int value = 1; growing && leads.size() == 1 && value <= highest; value++) {
            if (node.edgeFor(value) < 0) {
                findings.unknown(r, number, value);
            }
        }
        return leads.size() <= 1;
    }

    /** Whether the operation would have come out otherwise without the other identical threads' shares. */
    private boolean needsWitness(Node node, int counter) {
        Operation op = node.op();
        if (op.kind() == OpKind.WAIT) {
            return counts(op);
        }
        if (counter < 0) {
            return false;
        }
        int all = states.counter(counters[counter], state, 0);
        int without = all;
        for (int m = 0; m < expanded.length; m++) {
            without -= m == moved ? 0 : (int) locals.get(expanded[m], 1 + counter);
        }
        return Math.min(1, op.kind().observed(all, op.a(), op.b())) != Math.min(1, op.kind().observed(without, op.a(), op.b()));
    }

    // ---- who can move ----------------------------------------------------------------------------------------------------

    /** Where a thread of the configuration stood that was expanded last. */
    int node(int thread) {
        return states.node(thread, states.part(thread, state, 0));
    }

    /** Whether it could move. */
    boolean moves(int thread) {
        return IntStream.range(0, states.count()).anyMatch(i -> states.mover(i) == thread);
    }

    int firstMember() {
        return members[0];
    }

    /** The part of a thread of which there is one. */
    long partOfSingle(int sharedPart, int thread) {
        long[] of = new long[state.length];
        shared.get(sharedPart, of);
        return states.part(thread, of, 0);
    }

    long partOfLocal(int local) {
        return locals.get(local, 0);
    }

    int nodeOf(int thread, long part) {
        return states.node(thread, part);
    }

    /** Whether a grace period of that thread waits for another one, which has that part. */
    boolean waitsFor(int thread, int other, long part) {
        BitSet one = new BitSet();
        one.set(thread);
        return (states.waitsOf(one, other) & part) != 0;
    }

    /** Whether it is waited for a counter that the identical threads count on. */
    boolean counts(Operation op) {
        return op.condition().terms().stream().anyMatch(term -> counter((Cell) term.cell()) >= 0);
    }

    // ---- ends ------------------------------------------------------------------------------------------------------------

    /** Where all others and then one of the identical threads stand, and what all share, if they have ended. */
    Optional<Ending> ending(int sharedPart, int local) {
        List<Integer> nodes = new ArrayList<>();
        shared.get(sharedPart, state);
        locals.get(local, row);
        for (int t = 0; t < roles.length; t++) {
            if (roles[t] != role) {
                nodes.add(states.node(t, states.part(t, state, 0)));
                if (!ended[roles[t]].get(nodes.get(nodes.size() - 1))) {
                    return Optional.empty();
                }
            }
        }
        nodes.add(states.node(members[0], row[0]));
        return ended[role].get(nodes.get(nodes.size() - 1)) ? Optional.of(new Ending(nodes, states.contested(state, 0))) : Optional.empty();
    }


    /** Where each thread stands in the configuration that was expanded last, as automaton nodes. */
    List<Integer> nodes() {
        return states.nodes(state, 0);
    }

    /** Shared parts and locals in words. */
    InWords inWords() {
        return new InWords(world, role, members[0], states, shared, locals, List.of(counters));
    }
}
