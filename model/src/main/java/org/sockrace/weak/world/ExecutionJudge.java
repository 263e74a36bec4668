package org.sockrace.weak.world;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.explore.DataRaces;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Exemption;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.weak.explore.Core;
import org.sockrace.weak.explore.ExecutionGraph;
import org.sockrace.weak.explore.Explorer;
import org.sockrace.weak.explore.Horizon;
import org.sockrace.weak.explore.Position;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.graph.Tag;
import org.sockrace.weak.model.MemoryModel;
import org.sockrace.weak.model.ModelKind;

/**
 * Says what an execution breaks. Memory is used after it was given back if nothing orders the use before that, whatever the use reads. Where several things are
 * wrong, those count before which nothing else goes wrong: of an execution that has gone wrong nobody knows how it goes on. Not thread-safe: each worker
 * has its own.
 */
final class ExecutionJudge implements Explorer.Visitor {

    private final WorldProgram program;
    private final ModelKind kind;
    private final DataRaces races;
    private final Findings findings;
    private final Harvest harvest;
    private final Horizon horizon;
    /** The execution at hand. */
    private Position at;
    /** Whether in the execution that was judged last all uses of memory may yet have come before it was given back. */
    private boolean avoidable;

    /**
     * Something that goes wrong.
     *
     * @param causes the events that have to happen for it, and a number behind all events for the end of a thread
     * @param use the event that uses memory, or -1
     * @param free the event that gives it back, or -1
     */
    private record Wrong(Property property, int thread, int node, BitSet causes, int use, int free) { }

    /**
     * A judge.
     *
     * @param races null if nobody looks for them
     * @param harvest gets what is found
     * @param horizon hears of what is not known
     */
    ExecutionJudge(WorldProgram program, ModelKind kind, DataRaces races, Harvest harvest, Horizon horizon) {
        this.program = program;
        this.kind = kind;
        this.races = races;
        this.findings = harvest.findings;
        this.harvest = harvest;
        this.horizon = horizon;
    }

    /** Judges an execution, in which threads may wait for ever if it is not complete. */
    @Override
    public boolean visit(ExecutionGraph graph, boolean complete, Position position) {
        at = position;
        if (isRepeated(graph)) {
            return true;
        }
        List<Source.Unknown> unknown = unknown(graph);
        if (unknown.isEmpty()) {
            judge(graph, complete);
        } else {
            harvest.unknown(position, unknown);
            horizon.mark(position);
        }
        return true;
    }

    private void judge(ExecutionGraph graph, boolean complete) {
        List<Wrong> wrong = new ArrayList<>();
        boolean ended = complete;
        for (int t = 0; t < program.runners(); t++) {
            Walk end = (Walk) graph.at(t);
            if (end.end() == Walk.End.BROKEN) {
                BitSet causes = graph.last(t) < 0 ? new BitSet() : graph.prefix(graph.last(t));
                causes.set(graph.size() + t);
                wrong.add(new Wrong(end.broken(), t, end.node(), causes, -1, -1));
                ended = false;
            }
        }
        accesses(graph, wrong);
        for (Wrong one : wrong) {
            if (isFirst(one.causes, wrong, one)) {
                findings.stopped(one.property, program.role(one.thread), one.node);
                breaks(one.property, graph, complete, one.use, one.free);
            }
        }
        for (int t = 0; t < program.runners(); t++) {
            heard(graph, t, wrong);
        }
        if (!complete && isStuck(graph)) {
            harvest.stuck++;
        }
        if (ended && avoidable) {
            Ending ending = ending(graph);
            findings.ended(ending);
            harvest.sketches.ended(ending, new Sketches.Shown(graph, true, at, -1, -1));
        }
    }

    private boolean isRepeated(ExecutionGraph graph) {
        boolean early = false;
        for (int t = 0; t < program.runners(); t++) {
            early |= ((Walk) graph.at(t)).isEarly();
        }
        return early;
    }

    /**
     * Whether those who wait do so for ever, and not because somebody has broken a property. Else the execution is a part of others, in which they have read
     * something that came later.
     */
    private boolean isStuck(ExecutionGraph graph) {
        for (int t = 0; t < program.runners(); t++) {
            Walk end = (Walk) graph.at(t);
            if (end.end() == Walk.End.BROKEN || !graph.readsLast(t, end.waiting())) {
                return false;
            }
        }
        return true;
    }

    private List<Source.Unknown> unknown(ExecutionGraph graph) {
        List<Source.Unknown> unknown = new ArrayList<>();
        for (int t = 0; t < program.runners(); t++) {
            Walk end = (Walk) graph.at(t);
            if (end.end() == Walk.End.UNKNOWN) {
                unknown.add(new Source.Unknown(program.role(t), end.node(), end.observed()));
            }
        }
        return unknown;
    }

    private void breaks(Property property, ExecutionGraph graph, boolean complete, int use, int free) {
        harvest.sketches.broken(property, new Sketches.Shown(graph, complete, at, use, free));
    }

    /** Whether nothing else goes wrong before. */
    private static boolean isFirst(BitSet causes, List<Wrong> wrong, Wrong itself) {
        for (Wrong other : wrong) {
            if (other != itself && (itself == null || !other.causes.equals(causes))) {
                BitSet more = (BitSet) other.causes.clone();
                more.andNot(causes);
                if (more.isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Stage stage(ExecutionGraph graph, int event) {
        return (Stage) graph.before(event);
    }

    private static Walk walk(ExecutionGraph graph, int event) {
        return (Walk) graph.before(event);
    }

    /** Races, and what is given back too early. */
    private void accesses(ExecutionGraph graph, List<Wrong> wrong) {
        int[] order = graph.inOrder();
        List<Integer> frees = new ArrayList<>();
        for (int i = program.locations(); i < order.length; i++) {
            if (stage(graph, order[i]).frees()) {
                frees.add(i);
            }
        }
        avoidable = true;
        if (frees.isEmpty() && races == null) {
            return;
        }
        BitSet uses = uses(graph, order, frees);
        Core core = graph.core(uses);
        if (uses.isEmpty() && !core.hasPlain()) {
            return;
        }
        Execution execution = core.execution();
        MemoryModel model = kind.of(execution.skeleton());
        if (model.judge(execution) != null) {
            throw new IllegalStateException("an execution was built that is not allowed");
        }
        if (!uses.isEmpty()) {
            tooEarly(graph, order, core, frees, model, wrong);
        }
        if (wrong.isEmpty() && races != null && !model.races().isEmpty()) {
            races(graph, core, model.races());
        }
    }

    /** What uses memory that is given back, not before that in the same thread, and the giving back. */
    private BitSet uses(ExecutionGraph graph, int[] order, List<Integer> frees) {
        BitSet uses = new BitSet();
        for (int free : frees) {
            for (int i = program.locations(); i < order.length; i++) {
                if (isTogether(graph, order[i], order[free])) {
                    uses.set(order[i]);
                    uses.set(order[free]);
                }
            }
        }
        return uses;
    }

    private void tooEarly(ExecutionGraph graph, int[] order, Core core, List<Integer> frees, MemoryModel model, List<Wrong> wrong) {
        Relation ordered = model.ordered();
        Relation lucky = model.executedBefore();
        for (int free : frees) {
            for (int use = program.locations(); use < order.length; use++) {
                if (!isTogether(graph, order[use], order[free]) || isTakenAgain(graph, order[use], order[free])) {
                    continue;
                }
                boolean gives = stage(graph, order[use]).gives();
                if (gives || !ordered.has(core.number(order[use]), core.number(order[free]))) {
                    afterFree(graph, order[use], order[free], wrong);
                    int asked = asked(graph, order[free]);
                    int before = asked == order[free] ? order[use] : order[section(graph, order, use)];
                    lucky = lucky.or(new Relation(lucky.size()).add(core.number(before), core.number(asked)));
                    avoidable &= !gives;
                }
            }
        }
        avoidable &= lucky.isAcyclic();
    }

    /**
     * The event that would have to come before memory is asked to be given back after a grace period, so that it is still there at a use: the beginning of the
     * section, or the use.
     */
    private static int section(ExecutionGraph graph, int[] order, int use) {
        int thread = stage(graph, order[use]).thread();
        for (int i = use; i >= 0 && graph.before(order[i]) != null && stage(graph, order[i]).thread() == thread; i--) {
            Tag tag = walk(graph, order[i]).turn();
            if (tag == Tag.RCU_UNLOCK) {
                break;
            } else if (tag == Tag.RCU_LOCK) {
                return i;
            }
        }
        return use;
    }

    /** Whether a thread of the world uses there what is given back here, it is not its very asking for that, and it does not come before in its thread. */
    private boolean isTogether(ExecutionGraph graph, int use, int free) {
        Stage user = stage(graph, use);
        int freed = stage(graph, free).freed();
        boolean same = freed >= 0 && freed == user.freed() && user.thread() < program.runners() && use != asked(graph, free);
        return same && !(user.thread() == stage(graph, free).thread() && ((Walk) user).done() < walk(graph, free).done());
    }

    /** The event at which a thread of the world gives back the memory, or asks for that. */
    private int asked(ExecutionGraph graph, int free) {
        return stage(graph, free).thread() < program.runners() ? free : graph.rf(graph.previous(graph.previous(free)));
    }

    /**
     * Whether the memory that is used was taken anew since.
     *
     * @throws NotSupportedException if it was, and another thread uses it or it is given back after a grace period once more
     */
    private boolean isTakenAgain(ExecutionGraph graph, int use, int free) {
        Walk user = walk(graph, use);
        Walk freer = walk(graph, asked(graph, free));
        boolean own = user.thread() == freer.thread();
        Walk.Step s = (own ? user : (Walk) graph.at(freer.thread())).steps();
        for (; s != null && (s.node() != freer.node() || s.before() != freer.steps()); s = s.before()) {
            Operation op = program.node(freer.thread(), s.node()).op();
            if (op.kind() == OpKind.ALLOC && op.region() == freer.touches() && s.last() >= freer.done()) {
                if (!own || user.gives() && program.defers(user.thread(), program.node(user.thread(), user.node()))) {
                    throw new NotSupportedException("memory that several threads use and that is taken again after it was given back");
                }
                return true;
            }
        }
        return false;
    }

    /** What is to be given back after a grace period may be gone from the asking on, whoever asks. */
    private void afterFree(ExecutionGraph graph, int use, int free, List<Wrong> wrong) {
        Walk user = walk(graph, use);
        Property property = user.touches().kind().usedTooLate();
        int asked = asked(graph, free);
        for (int other = program.locations(); other < graph.size(); other++) {
            boolean asks = asked != free && other != use && stage(graph, other).gives() && stage(graph, other).freed() == user.freed();
            if (other == asked || asks) {
                BitSet causes = graph.prefix(use);
                causes.or(graph.prefix(other));
                wrong.add(new Wrong(property, user.thread(), user.node(), causes, use, free));
            }
        }
    }

    /** What is waited for is looked at by the machine: how the kernel does that is not modelled, so it is no access that could race. */
    private void races(ExecutionGraph graph, Core core, Relation pairs) {
        for (int a = 0; a < pairs.size(); a++) {
            for (int b = 0; b < pairs.size(); b++) {
                if (pairs.has(a, b) && walk(graph, core.event(a)).isAccess() && walk(graph, core.event(b)).isAccess()) {
                    race(graph, walk(graph, core.event(a)), walk(graph, core.event(b)));
                }
            }
        }
    }

    private void race(ExecutionGraph graph, Walk one, Walk other) {
        Node mine = program.node(one.thread(), one.node());
        Node theirs = program.node(other.thread(), other.node());
        Exemption exemption = races.exemption(mine, theirs);
        if (exemption == null) {
            findings.noted(Property.NO_DATA_RACE, program.role(one.thread()), one.node(), DataRaces.detail(theirs));
            breaks(Property.NO_DATA_RACE, graph, graph.isComplete(), -1, -1);
        } else {
            findings.exempted(exemption);
        }
    }

    /** What a thread says of itself counts as far as nothing has gone wrong before. */
    private void heard(ExecutionGraph graph, int thread, List<Wrong> wrong) {
        int role = program.role(thread);
        int[] events = events(graph, thread);
        for (Walk.Step s = ((Walk) graph.at(thread)).steps(); s != null; s = s.before()) {
            Edge edge = program.node(thread, s.node()).edges().get(s.edge());
            if (!edge.notes().isEmpty()) {
                if (wrong.isEmpty() || isFirst(s.last() < 0 ? new BitSet() : graph.prefix(events[s.last()]), wrong, null)) {
                    findings.heard(role, s.node(), edge.notes());
                    edge.notes().stream().filter(Note.Breach.class::isInstance).map(Note.Breach.class::cast)
                            .forEach(breach -> breaks(breach.property(), graph, graph.isComplete(), -1, -1));
                }
            }
            harvest.taken[role][s.node()][s.edge()]++;
        }
    }

    private static int[] events(ExecutionGraph graph, int thread) {
        int count = 0;
        for (int e = graph.last(thread); e >= 0; e = graph.previous(e)) {
            count++;
        }
        int[] events = new int[count];
        for (int e = graph.last(thread); e >= 0; e = graph.previous(e)) {
            events[--count] = e;
        }
        return events;
    }

    private Ending ending(ExecutionGraph graph) {
        List<Integer> nodes = new ArrayList<>();
        for (int t = 0; t < program.runners(); t++) {
            nodes.add(((Walk) graph.at(t)).node());
        }
        List<Integer> contested = new ArrayList<>();
        for (Cell cell : program.world().sharing().contested()) {
            contested.add((int) graph.lastValue(program.location(cell, 0)));
        }
        return new Ending(nodes, contested);
    }
}
