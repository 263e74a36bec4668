package org.sockrace.explore;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Note;
import org.sockrace.automata.World;
import org.sockrace.machine.Property;
import org.sockrace.semantics.Run;

/**
 * What an engine has found so far. Of each property the first finding at each place in the modelled source is kept, and none is ever dropped: there are as
 * many as the source has lines, not as many as histories lead there. Not thread-safe: each worker has its own, merged at the end.
 */
public final class Findings {

    /** Where a property was broken: histories do not count. */
    private record Place(Property property, int role, Frame.Stack at, OpKind kind, Object on, String detail) { }

    private static final Comparator<Finding> ORDER = Comparator.comparingInt(Finding::level).thenComparing(Finding::property)
            .thenComparingInt(Finding::role).thenComparing(Comparator.comparingInt(Finding::node).reversed()).thenComparing(Finding::detail);
    private final World world;
    private final Map<Place, Finding> found = new LinkedHashMap<>();
    /** By property and role: the nodes at which executions were left before, so that most repetitions cost a bit test. */
    private final BitSet[][] left;
    private final Set<Property> stops = EnumSet.noneOf(Property.class);
    private final Set<Exemption> exempted = new LinkedHashSet<>();
    private final Map<Ending, Long> endings = new LinkedHashMap<>();
    private final Set<Source.Unknown> unknown = new LinkedHashSet<>();
    private int level;

    /** Nothing is found yet. */
    public Findings(World world) {
        this.world = world;
        this.left = new BitSet[Property.values().length][world.automata().size()];
    }

    // ---- finding -------------------------------------------------------------------------------------------------------

    /** What is found from now on is found so many steps after the beginning. */
    public void level(int steps) {
        level = steps;
    }

    /** Notes what is broken before the first operation of each thread. */
    public void starts() {
        for (int r = 0; r < world.automata().size(); r++) {
            heard(r, world.automata().get(r).start(), world.automata().get(r).startNotes());
        }
    }

    /** Notes the rules that are broken by what was said on the way from that node. */
    public void heard(int role, int node, List<Note> notes) {
        for (Note note : notes) {
            if (note instanceof Note.Breach breach) {
                noted(breach.property(), role, node, breach.message());
            }
        }
    }

    /** A property is broken, and the execution goes on. */
    public void noted(Property property, int role, int node, String detail) {
        Finding finding = new Finding(property, role, node, detail, level);
        found.merge(place(finding), finding, Findings::earlier);
    }

    /** A thread at that node breaks a property, and the execution goes no further: it has no final state. */
    public void stopped(Property property, int role, int node) {
        BitSet nodes = left[property.ordinal()][role];
        if (nodes == null) {
            nodes = new BitSet();
            left[property.ordinal()][role] = nodes;
        }
        if (!nodes.get(node)) {
            nodes.set(node);
            stops.add(property);
            noted(property, role, node, "");
        }
    }

    /** Nobody can move, though somebody has not ended; {@code nodes} is where each thread stands. */
    public void stuck(int[] nodes) {
        stops.add(Property.NO_DEADLOCK);
        StringBuilder where = new StringBuilder();
        int[] roles = world.roles();
        for (int t = 0; t < nodes.length; t++) {
            Node node = world.node(roles[t], nodes[t]);
            if (node.end() == null) {
                where.append(where.isEmpty() ? "" : ", ").append(world.threadName(t)).append(" at ").append(node.at().top());
            }
        }
        noted(Property.NO_DEADLOCK, -1, -1, where.toString());
    }

    /** What is said of threads that wait for ever although others can move. */
    public static final String GO_ROUND = ", while others go round for ever";

    /** Those threads never move again, though they have not ended: what the others do for ever does not let them. */
    public void starved(int[] nodes, BitSet waiting) {
        stops.add(Property.NO_DEADLOCK);
        int[] roles = world.roles();
        noted(Property.NO_DEADLOCK, -1, -1, waiting.stream().mapToObj(t -> world.threadName(t) + " waits at " + world.node(roles[t], nodes[t]).at().top())
                .collect(Collectors.joining(", ")) + GO_ROUND);
    }

    /** Threads of that role go round for ever, though they serve nobody, and in all that they do they never come to an end. */
    public void endless(int role) {
        stops.add(Property.TERMINATION);
        noted(Property.TERMINATION, -1, -1, world.automata().get(role).role().name() + " never ends, whatever comes" + GO_ROUND);
    }

    /** Nobody can move: this is a final state, unless somebody is left who has not ended and serves nobody. */
    public void rest(Run run) {
        boolean unfinished = false;
        int[] nodes = new int[run.threads()];
        List<Integer> ends = new ArrayList<>();
        for (int t = 0; t < nodes.length; t++) {
            nodes[t] = run.number(t);
            unfinished |= !run.ended(t) && !run.idle(t);
            ends.add(nodes[t]);
        }
        if (unfinished) {
            stuck(nodes);
        } else {
            ended(new Ending(ends, run.contested()));
        }
    }

    /** A race was seen that is known to do no harm. */
    public void exempted(Exemption exemption) {
        exempted.add(exemption);
    }

    /** That final state was reached. */
    public void ended(Ending ending) {
        endings.merge(ending, 1L, Long::sum);
    }

    /** Something was reached that the automata do not cover. */
    public void unknown(int role, int node, int observed) {
        unknown.add(new Source.Unknown(role, node, observed));
    }

    /** Adds what another worker found. */
    public void merge(Findings other) {
        other.found.forEach((place, finding) -> found.merge(place, finding, Findings::earlier));
        stops.addAll(other.stops);
        exempted.addAll(other.exempted);
        other.endings.forEach((ending, n) -> endings.merge(ending, n, Long::sum));
        unknown.addAll(other.unknown);
    }

    /** Forgets all findings and endings, for engines that look at one state at a time. */
    public void clear() {
        found.clear();
        endings.clear();
        unknown.clear();
        for (BitSet[] roles : left) {
            java.util.Arrays.fill(roles, null);
        }
    }

    private Place place(Finding f) {
        if (f.node() < 0) {
            return new Place(f.property(), f.role(), null, null, null, f.detail());
        }
        Node node = world.node(f.role(), f.node());
        Object on = node.op().cell() != null ? node.op().cell() : node.op().region() != null ? node.op().region() : node.op().text();
        return new Place(f.property(), f.role(), node.at(), node.op().kind(), on, f.detail());
    }

    private static Finding earlier(Finding a, Finding b) {
        return ORDER.compare(a, b) <= 0 ? a : b;
    }

    // ---- what was found ------------------------------------------------------------------------------------------------

    /** Whether nothing was found, and nothing met that the automata do not cover. */
    public boolean isEmpty() {
        return found.isEmpty() && unknown.isEmpty();
    }

    /** The first finding of each property at each place, the earliest first. */
    public List<Finding> all() {
        List<Finding> all = new ArrayList<>(found.values());
        all.sort(ORDER);
        return all;
    }

    /** How many places there are at which something is broken. */
    public int places() {
        return found.size();
    }

    /** The first finding of that property, or null. */
    public Finding first(Property property) {
        Finding first = null;
        for (Finding finding : found.values()) {
            if (finding.property() == property) {
                first = first == null ? finding : earlier(first, finding);
            }
        }
        return first;
    }

    /** How many places there are at which each property is broken. */
    public Map<Property, Integer> byProperty() {
        Map<Property, Integer> counts = new TreeMap<>();
        found.values().forEach(f -> counts.merge(f.property(), 1, Integer::sum));
        return counts;
    }

    /** The properties at whose violation executions were left, before their final state. */
    public Set<Property> stops() {
        return stops;
    }

    /** The races that were seen and are known to do no harm. */
    public Set<Exemption> exempted() {
        return exempted;
    }

    /** The final states, and how many states of the search each stands for. */
    public Map<Ending, Long> endings() {
        return endings;
    }

    /** What was reached and is not covered by the automata: empty if the whole system was seen. */
    public Set<Source.Unknown> unknown() {
        return unknown;
    }
}
