package org.sockrace.search;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.explore.Schedule;

/** Turns moves of a contracted model into single operations: the local operations that were skipped are put back, right before the thread moves on. */
final class MicroSteps {

    private final Model model;
    private final List<Schedule.Step> steps = new ArrayList<>();
    /** Where each thread really is: the automaton node. */
    private final int[] at;

    MicroSteps(Model model) {
        this.model = model;
        this.at = new int[model.threads()];
        for (int t = 0; t < at.length; t++) {
            at[t] = model.world.automata().get(model.roleOf(t)).start();
        }
    }

    /** The thread executes its visible operation at that node, and is then at that automaton node. */
    void move(int thread, int visibleNode, int entered) {
        reach(thread, visibleNode);
        steps.add(new Schedule.Step(thread, choiceTo(thread, visibleNode, entered)));
        at[thread] = entered;
    }

    /** The thread tries one more operation. */
    void step(int thread) {
        steps.add(new Schedule.Step(thread, 0));
    }

    /** On its way to that node the thread leaves its read-side sections at once, as the contracted model has it, so that nobody waits for it. */
    void leaveSections(int thread, int node) {
        List<Node> nodes = model.world.automata().get(model.roleOf(thread)).nodes();
        List<Integer> path = path(thread, node);
        int last = -1;
        for (int i = 0; i < path.size(); i++) {
            Node before = nodes.get(i == 0 ? at[thread] : path.get(i - 1));
            Node after = nodes.get(path.get(i));
            last = before.reader() && !after.reader() || before.schedReader() && !after.schedReader() ? i : last;
        }
        if (last >= 0) {
            reach(thread, path.get(last));
        }
    }

    /** The thread goes on by local operations until it is at that node. */
    void reach(int thread, int node) {
        for (int next : path(thread, node)) {
            steps.add(new Schedule.Step(thread, choiceTo(thread, at[thread], next)));
            at[thread] = next;
        }
    }

    /** The shortest way from where the thread is to that node, without the former. */
    private List<Integer> path(int thread, int node) {
        List<Node> nodes = model.world.automata().get(model.roleOf(thread)).nodes();
        Map<Integer, Integer> from = new HashMap<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(at[thread]));
        from.put(at[thread], -1);
        while (!open.isEmpty() && !from.containsKey(node)) {
            int n = open.remove();
            for (Edge edge : nodes.get(n).edges()) {
                if (!from.containsKey(edge.target())) {
                    from.put(edge.target(), n);
                    open.add(edge.target());
                }
            }
        }
        List<Integer> path = new ArrayList<>();
        for (int n = node; n != at[thread]; n = from.get(n)) {
            path.add(0, n);
        }
        return path;
    }

    private int choiceTo(int thread, int node, int target) {
        Node from = model.world.automata().get(model.roleOf(thread)).nodes().get(node);
        if (from.op().kind() == OpKind.CHOICE) {
            for (Edge edge : from.edges()) {
                if (edge.target() == target) {
                    return edge.observed();
                }
            }
        }
        return 0;
    }

    Schedule schedule() {
        return new Schedule(steps);
    }
}
