package org.sockrace.search;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.Cell;
import org.sockrace.machine.simulated.Edge;
import org.sockrace.machine.simulated.Node;
import org.sockrace.machine.simulated.OpKind;
import org.sockrace.machine.simulated.SimRegion;
import org.sockrace.machine.simulated.World;

/** Executes a schedule on the unreduced model, checking every step. */
public final class Replayer {

    private final World world;
    private final Model model;
    private final Findings findings;
    private final Expander expander;
    private final List<Contraction> interleaved = new ArrayList<>();

    /** Replays schedules of this world. */
    public Replayer(World world) {
        this.world = world;
        this.model = new Model(world, Reductions.NONE);
        this.findings = new Findings(model);
        this.expander = new Expander(model, findings);
        for (int role = 0; role < world.automata().size(); role++) {
            interleaved.add(new Contraction(world, role, true));
        }
    }

    /**
     * Runs the schedule until it ends or a property is broken.
     *
     * @param goal a property whose breaking ends the execution although it is not fatal, or null
     * @throws StaleScheduleException if a step is impossible
     */
    public Execution run(Schedule schedule, Property goal) {
        long[] state = model.initial.clone();
        List<Execution.Step> steps = new ArrayList<>();
        for (Schedule.Step step : schedule.steps()) {
            boolean couldGoOn = !steps.isEmpty() && canMove(state, steps.get(steps.size() - 1).thread());
            findings.breakages().clear();
            Execution.Step done = step(state, step, steps.size() + 1, couldGoOn);
            steps.add(done);
            state = done.after();
            Breakage fatal = fatal(done, goal);
            if (fatal != null) {
                return new Execution(steps, fatal, ends(state), false);
            }
        }
        return finish(state, steps, goal);
    }

    private Execution finish(long[] state, List<Execution.Step> steps, Property goal) {
        findings.breakages().clear();
        findings.endings().clear();
        expander.expand(state, 0);
        Breakage last = null;
        for (Breakage b : findings.breakages()) {
            boolean resting = b.property() == Property.NO_DEADLOCK || b.property() == goal && goal == Property.NO_DATA_RACE;
            last = resting ? b : last;
        }
        return new Execution(steps, last, ends(state), !findings.endings().isEmpty() || last != null && last.property() == Property.NO_DEADLOCK);
    }

    private boolean canMove(long[] state, int thread) {
        findings.breakages().clear();
        expander.expand(state, 0, thread);
        return expander.count > 0 || !findings.breakages().isEmpty();
    }

    private Execution.Step step(long[] state, Schedule.Step step, int number, boolean couldGoOn) {
        int thread = step.thread();
        if (thread >= model.threads()) {
            throw new StaleScheduleException(number, "there is no thread " + thread + ": threads are 0 to " + (model.threads() - 1));
        }
        Node node = node(state, thread);
        expander.expand(state, 0, thread);
        if (node.op().kind() == OpKind.CHOICE && step.choice() >= node.edges().size()) {
            throw new StaleScheduleException(number, "choice " + step.choice() + " does not exist: " + node.op().text());
        }
        if (node.op().kind() == OpKind.CHOICE) {
            return chosen(state, thread, node, node.edges().get(step.choice()), couldGoOn);
        }
        if (expander.count == 0) {
            if (findings.breakages().isEmpty()) {
                throw new StaleScheduleException(number, blocked(thread, node));
            }
            Breakage b = findings.breakages().iterator().next();
            Edge edge = b.node() == number(state, thread) ? null : edgeTo(node, b.node());
            return new Execution.Step(thread, number(state, thread), true, node, edge, state, state, couldGoOn);
        }
        return taken(state, thread, node, 0, couldGoOn);
    }

    private Execution.Step chosen(long[] state, int thread, Node node, Edge edge, boolean couldGoOn) {
        for (int i = 0; i < expander.count; i++) {
            if (model.tables[model.roleOf(thread)].entered[expander.successor[i]] == edge.target()) {
                return taken(state, thread, node, i, couldGoOn);
            }
        }
        return new Execution.Step(thread, number(state, thread), shared(state, thread), node, edge, state, state, couldGoOn);
    }

    private Execution.Step taken(long[] state, int thread, Node node, int index, boolean couldGoOn) {
        long[] after = java.util.Arrays.copyOfRange(expander.out, index * model.words(), (index + 1) * model.words());
        int entered = model.tables[model.roleOf(thread)].entered[expander.successor[index]];
        return new Execution.Step(thread, number(state, thread), shared(state, thread), node, edgeTo(node, entered), state, after, couldGoOn);
    }

    private static Edge edgeTo(Node node, int target) {
        return node.edges().stream().filter(e -> e.target() == target).findFirst().orElse(null);
    }

    private String blocked(int thread, Node node) {
        String name = world.automata().get(model.roleOf(thread)).program().name();
        return node.op().kind() == OpKind.DONE ? "thread " + thread + " (" + name + ") has already ended"
                : "thread " + thread + " (" + name + ") is blocked in " + (node.at().top() == null ? node.op().kind() : node.at().top().function());
    }

    private Breakage fatal(Execution.Step done, Property goal) {
        for (Breakage b : findings.breakages()) {
            boolean always = b.property() != Property.UNREGISTER_CONTRACT && b.property() != Property.NO_DATA_RACE;
            if (always && done.before() == done.after() || b.property() == goal) {
                return b;
            }
        }
        return null;
    }

    private boolean shared(long[] state, int thread) {
        return interleaved.get(model.roleOf(thread)).visible(number(state, thread));
    }

    private List<Node> ends(long[] state) {
        List<Node> ends = new ArrayList<>();
        for (int t = 0; t < model.threads(); t++) {
            ends.add(node(state, t));
        }
        return ends;
    }

    private int number(long[] state, int thread) {
        int block = model.layout.blocks[thread].get(state, 0);
        return model.tables[model.roleOf(thread)].original[block & (1 << model.layout.nodeBits[thread]) - 1];
    }

    private Node node(long[] state, int thread) {
        return world.automata().get(model.roleOf(thread)).nodes().get(number(state, thread));
    }

    // ---- reading states ----------------------------------------------------------------------------------------------

    /** The initial state. */
    public long[] initial() {
        return model.initial.clone();
    }

    /** How many threads there are. */
    public int threads() {
        return model.threads();
    }

    /** The name of a thread; identical threads are numbered. */
    public String threadName(int thread) {
        int role = model.roleOf(thread);
        int first = thread;
        while (first > 0 && model.roleOf(first - 1) == role) {
            first--;
        }
        String name = world.automata().get(role).program().name();
        return world.automata().get(role).program().copies() == 1 ? name : name + "." + (thread - first);
    }

    /** The cells that are part of the global state, in order of creation. */
    public List<Cell> cells() {
        return model.layout.cells.keySet().stream().sorted(java.util.Comparator.comparingInt(c -> c.id)).toList();
    }

    /** The value of a shared cell, as its thread would observe it. */
    public int value(long[] state, Cell cell) {
        int raw = model.layout.cells.get(cell).get(state, 0);
        int[] domain = world.domain(cell);
        return domain == null ? raw : domain[raw];
    }

    /** The memory that somebody may free. */
    public List<SimRegion> regions() {
        return model.layout.freed.keySet().stream().sorted(java.util.Comparator.comparingInt(r -> r.id)).toList();
    }

    /** Whether the memory has been freed. */
    public boolean freed(long[] state, SimRegion region) {
        return model.layout.freed.get(region).get(state, 0) != 0;
    }

    /** The threads that the grace period of this thread still waits for. */
    public List<Integer> waitsFor(long[] state, int thread, int flavour) {
        List<Integer> readers = new ArrayList<>();
        int row = model.layout.rows.indexOf(new Layout.Row(thread, flavour, null));
        for (int u = 0; row >= 0 && u < model.threads(); u++) {
            if ((model.layout.blocks[u].get(state, 0) >>> model.layout.nodeBits[u] + row & 1) != 0) {
                readers.add(u);
            }
        }
        return readers;
    }
}
