package org.sockrace.weak.world;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.explore.DataRaces;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Exemption;
import org.sockrace.explore.Findings;
import org.sockrace.machine.Property;
import org.sockrace.machine.Region;
import org.sockrace.weak.explore.ExecutionGraph;
import org.sockrace.weak.explore.Local;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.model.MemoryModel;
import org.sockrace.weak.model.ModelKind;

/**
 * Says what an execution breaks. Memory is used after it was given back if nothing orders the use before that, whatever the use reads. Where several things are
 * wrong, those count before which nothing else goes wrong: of an execution that has gone wrong nobody knows how it goes on.
 */
final class ExecutionJudge {

    private final WorldProgram program;
    private final ModelKind kind;
    private final DataRaces races;
    private final Findings findings;
    private final Sketches sketches;
    private final long[][][] taken;
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
     * @param taken counts how often each edge was taken, by role, node and edge
     */
    ExecutionJudge(WorldProgram program, ModelKind kind, DataRaces races, Findings findings, Sketches sketches, long[][][] taken) {
        this.program = program;
        this.kind = kind;
        this.races = races;
        this.findings = findings;
        this.sketches = sketches;
        this.taken = taken;
    }

    /** Judges an execution, in which threads may wait for ever if it is not complete; whether all of it is known. */
    boolean judge(ExecutionGraph graph, boolean complete) {
        if (!isKnown(graph)) {
            return false;
        }
        List<Wrong> wrong = new ArrayList<>();
        boolean ended = complete;
        for (int t = 0; t < program.threads(); t++) {
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
                sketches.broken(one.property, graph, complete, one.use, one.free);
            }
        }
        for (int t = 0; t < program.threads(); t++) {
            heard(graph, t, wrong);
        }
        if (ended && avoidable) {
            Ending ending = ending(graph);
            findings.ended(ending);
            sketches.ended(ending, graph);
        }
        return true;
    }

    private boolean isKnown(ExecutionGraph graph) {
        boolean known = true;
        for (int t = 0; t < program.threads(); t++) {
            Walk end = (Walk) graph.at(t);
            if (end.end() == Walk.End.UNKNOWN) {
                findings.unknown(program.role(t), end.node(), end.observed());
                known = false;
            }
        }
        return known;
    }

    /** Whether nothing else goes wrong before. */
    private static boolean isFirst(BitSet causes, List<Wrong> wrong, Wrong itself) {
        for (Wrong other : wrong) {
            if (other != itself && !other.causes.equals(causes)) {
                BitSet more = (BitSet) other.causes.clone();
                more.andNot(causes);
                if (more.isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isComplete(ExecutionGraph graph) {
        for (int t = 0; t < program.threads(); t++) {
            if (graph.at(t).status() == Local.Status.BLOCKED) {
                return false;
            }
        }
        return true;
    }

    private static Walk walk(ExecutionGraph graph, int event) {
        return (Walk) graph.before(event);
    }

    /** Races, and what is given back too early. */
    private void accesses(ExecutionGraph graph, List<Wrong> wrong) {
        int[] order = graph.inOrder();
        List<Integer> frees = new ArrayList<>();
        for (int i = program.locations(); i < order.length; i++) {
            if (walk(graph, order[i]).frees()) {
                frees.add(i);
            }
        }
        if (frees.isEmpty() && races == null) {
            avoidable = true;
            return;
        }
        Execution execution = graph.execution();
        MemoryModel model = kind.of(execution.skeleton());
        if (model.judge(execution) != null) {
            throw new IllegalStateException("an execution was built that is not allowed");
        }
        Relation ordered = frees.isEmpty() ? null : model.ordered();
        Relation po = execution.skeleton().po();
        Relation lucky = frees.isEmpty() ? null : model.executedBefore();
        for (int free : frees) {
            for (int use = program.locations(); use < order.length; use++) {
                boolean together = use != free && !po.has(use, free) && touches(graph, order[use], order[free]);
                if (together && !isTakenAgain(graph, order[use], order[free]) && (walk(graph, order[use]).frees() || !ordered.has(use, free))) {
                    wrong.add(afterFree(graph, order[use], order[free]));
                    lucky = lucky.or(new Relation(lucky.size()).add(use, free));
                }
            }
        }
        avoidable = frees.isEmpty() || lucky.isAcyclic();
        if (wrong.isEmpty() && races != null && model.flags().contains("data-race")) {
            races(graph, order, model.races());
        }
    }

    private boolean touches(ExecutionGraph graph, int use, int free) {
        Walk user = walk(graph, use);
        Walk freer = walk(graph, free);
        Memory memory = user.touches();
        return memory != null && memory == freer.touches() && program.freed(memory, user.thread()) == program.freed(memory, freer.thread());
    }

    /**
     * Whether the memory that is used was taken anew since.
     *
     * @throws NotSupportedException if it was, and another thread uses it
     */
    private boolean isTakenAgain(ExecutionGraph graph, int use, int free) {
        Walk user = walk(graph, use);
        Walk freer = walk(graph, free);
        boolean own = user.thread() == freer.thread();
        Walk.Step s = (own ? user : (Walk) graph.at(freer.thread())).steps();
        for (; s != null && (s.node() != freer.node() || s.before() != freer.steps()); s = s.before()) {
            Operation op = program.node(freer.thread(), s.node()).op();
            if (op.kind() == OpKind.ALLOC && op.region() == freer.touches() && s.last() >= freer.done()) {
                if (!own) {
                    throw new NotSupportedException("memory that several threads use and that is taken again after it was given back");
                }
                return true;
            }
        }
        return false;
    }

    private static Wrong afterFree(ExecutionGraph graph, int use, int free) {
        Walk user = walk(graph, use);
        BitSet causes = graph.prefix(use);
        causes.or(graph.prefix(free));
        Property property = user.touches().kind() == Region.Kind.MODULE ? Property.NO_USE_AFTER_UNLOAD : Property.NO_USE_AFTER_FREE;
        return new Wrong(property, user.thread(), user.node(), causes, use, free);
    }

    private void races(ExecutionGraph graph, int[] order, Relation pairs) {
        for (int a = program.locations(); a < order.length; a++) {
            for (int b = program.locations(); b < order.length; b++) {
                if (pairs.has(a, b)) {
                    race(graph, walk(graph, order[a]), walk(graph, order[b]));
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
            sketches.broken(Property.NO_DATA_RACE, graph, isComplete(graph), -1, -1);
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
                BitSet causes = s.last() < 0 ? new BitSet() : graph.prefix(events[s.last()]);
                if (isFirst(causes, wrong, null)) {
                    findings.heard(role, s.node(), edge.notes());
                    edge.notes().stream().filter(Note.Breach.class::isInstance).map(Note.Breach.class::cast)
                            .forEach(breach -> sketches.broken(breach.property(), graph, isComplete(graph), -1, -1));
                }
            }
            taken[role][s.node()][s.edge()]++;
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
        for (int t = 0; t < program.threads(); t++) {
            nodes.add(((Walk) graph.at(t)).node());
        }
        List<Integer> contested = new ArrayList<>();
        for (Cell cell : program.world().sharing().contested()) {
            contested.add(Math.toIntExact(graph.lastValue(program.location(cell, 0))));
        }
        return new Ending(nodes, contested);
    }
}
