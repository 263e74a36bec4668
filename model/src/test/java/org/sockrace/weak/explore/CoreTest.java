package org.sockrace.weak.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.graph.Tag;
import org.sockrace.weak.model.MemoryModel;
import org.sockrace.weak.model.ModelKind;

/** What is left of a graph is judged as all of it is, and what an interleaving explains is allowed: on graphs that dice have built. */
class CoreTest {

    private static final int PROGRAMS = Integer.getInteger("weak.graphs", 3_000);
    private static final int FIRST = Integer.getInteger("weak.first", 0);

    private static final BitSet NOTHING = new BitSet();

    private int allowed;
    private int forbidden;
    private int smaller;
    private int explained;
    private int weak;
    private int pairs;

    @Test
    void isJudgedAsTheWhole() {
        for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
            DicedProgram program = new DicedProgram(seed, 2 + seed % 2, 5 + seed % 9);
            compare(program, program.graph(), seed, ModelKind.LKMM_PORF);
            compare(program, program.graph(), seed, ModelKind.SC);
        }
        assertThat(allowed).isGreaterThan(PROGRAMS / 4);
        assertThat(forbidden).isGreaterThan(PROGRAMS / 20);
        assertThat(smaller).as("graphs of which something is left out").isGreaterThan(PROGRAMS);
        assertThat(explained).isGreaterThan(allowed / 2).isLessThan(allowed);
        assertThat(weak).as("allowed by LKMM, and no interleaving").isGreaterThan(PROGRAMS / 300);
        assertThat(pairs).as("pairs that are ordered, but not in program order").isGreaterThan(PROGRAMS);
    }

    /** A plain write is published with the wrong order, but a lock is given up and taken in between: what comes after the write, and before that, stays. */
    @Test
    void keepsTheReleaseThatALockPutsBeforeWhatFollows() {
        int plain = 0;
        int flag = 1;
        int own = 2;
        int lock = 3;
        List<Action> publishes = List.of(access(0, Kind.WRITE, Set.of(), plain, 0), access(0, Kind.READ, Set.of(Tag.LKR), lock, 1),
                access(0, Kind.WRITE, Set.of(Tag.LKW), lock, 2, 1), access(0, Kind.WRITE, Set.of(Tag.RELEASE), own, 3),
                access(0, Kind.WRITE, Set.of(Tag.UL), lock, 4), access(0, Kind.READ, Set.of(Tag.LKR), lock, 5),
                access(0, Kind.WRITE, Set.of(Tag.LKW), lock, 6, 5), access(0, Kind.WRITE, Set.of(Tag.ONCE), flag, 7));
        BitSet found = new BitSet();
        found.set(0);
        List<Action> finds = List.of(access(1, Kind.READ, Set.of(Tag.ONCE), flag, 0),
                new Action(new Event(1, Kind.READ, Set.of(), "", 0), plain, 1, found, NOTHING, NOTHING, Action.NONE));
        DicedProgram program = new DicedProgram(List.of(publishes, finds));
        ExecutionGraph graph = new ExecutionGraph(program);
        for (Action action : publishes) {
            boolean reads = action.event().kind() == Kind.READ;
            int[] writes = graph.co(action.location());
            graph = reads ? graph.with(0, writes[writes.length - 1]) : graph.with(0, Action.NONE).placed(graph.size(), writes.length);
        }
        graph = graph.with(1, graph.co(flag)[1]).with(1, graph.co(plain)[0]);
        compare(program, graph, 0, ModelKind.LKMM_PORF);
        assertThat(forbidden).isEqualTo(1);
    }

    private static Action access(int thread, Kind kind, Set<Tag> tags, int location, int number) {
        return access(thread, kind, tags, location, number, Action.NONE);
    }

    private static Action access(int thread, Kind kind, Set<Tag> tags, int location, int number, int rmwRead) {
        return new Action(new Event(thread, kind, tags, "", 0), location, number, NOTHING, NOTHING, NOTHING, rmwRead);
    }

    private void compare(DicedProgram program, ExecutionGraph graph, int seed, ModelKind kind) {
        Random random = new Random(seed);
        BitSet asked = new BitSet();
        for (int e = program.locations(); e < graph.size(); e++) {
            asked.set(e, random.nextInt(6) == 0);
        }
        Core core = graph.core(asked);
        Execution left = core.execution();
        Execution whole = graph.execution();
        smaller += left.location().length < whole.location().length - program.locations() ? 1 : 0;
        MemoryModel ofLeft = kind.of(left.skeleton());
        MemoryModel ofWhole = kind.of(whole.skeleton());
        boolean fine = ofWhole.judge(whole) == null;
        assertThat(ofLeft.judge(left) == null).as("%s %s", kind, seed).isEqualTo(fine);
        boolean found = new Interleaving(program).explains(graph);
        assertThat(fine || !found).as("%s %s", kind, seed).isTrue();
        allowed += fine ? 1 : 0;
        forbidden += fine ? 0 : 1;
        explained += found ? 1 : 0;
        weak += fine && !found && kind != ModelKind.SC ? 1 : 0;
        if (fine) {
            String why = kind + " " + seed;
            same(graph, core, ofLeft.ordered(), ofWhole.ordered(), why + " ordered", false);
            same(graph, core, ofLeft.executedBefore().plus(), ofWhole.executedBefore().plus(), why + " executed before", false);
            same(graph, core, ofLeft.races(), ofWhole.races(), why + " races", true);
        }
    }

    /** Whether of those that are left the relation says the same. */
    private void same(ExecutionGraph graph, Core core, Relation left, Relation whole, String what, boolean complete) {
        int[] order = graph.inOrder();
        for (int a = 0; a < order.length; a++) {
            for (int b = 0; b < order.length; b++) {
                boolean both = core.number(order[a]) >= 0 && core.number(order[b]) >= 0;
                if (both) {
                    assertThat(left.has(core.number(order[a]), core.number(order[b]))).as("%s: %d, %d", what, order[a], order[b]).isEqualTo(whole.has(a, b));
                    pairs += whole.has(a, b) && graph.action(order[a]).event().thread() != graph.action(order[b]).event().thread() ? 1 : 0;
                }
                assertThat(complete && !both && whole.has(a, b)).as(what).isFalse();
            }
        }
    }
}
