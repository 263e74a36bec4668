package org.sockrace.weak.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.automata.World;
import org.sockrace.weak.explore.ExecutionGraph;
import org.sockrace.weak.explore.Explorer;
import org.sockrace.weak.explore.Local;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Execution;
import org.sockrace.weak.model.ModelKind;

/**
 * The executions of a world, where those count as one that become each other by exchanging identical threads.
 *
 * @param classes a description of each class, of executions that are complete or in which somebody waits for ever, whatever the others do
 * @param executions how many executions were visited, those that are visited in vain not counted
 * @param complete whether all were visited
 */
public record Orbits(Set<String> classes, long executions, boolean complete) {

    /** What an exploration visits that gives up after so many graphs. */
    public static Orbits of(World world, boolean symmetry, long most) {
        WorldProgram program = new WorldProgram(world, symmetry);
        List<int[]> exchanges = exchanges(world);
        Set<String> classes = new TreeSet<>();
        long[] visited = new long[2];
        boolean complete = new Explorer(program, ModelKind.LKMM_PORF, () -> visited[1]++ > most, (graph, whole, position) -> {
            for (int t = 0; t < program.runners(); t++) {
                if (((Walk) graph.at(t)).isEarly()) {
                    return true;
                }
            }
            if (!whole && !isStuck(graph)) {
                return true;
            }
            List<String> ways = new ArrayList<>();
            exchanges.forEach(exchange -> ways.add(described(program, graph, exchange)));
            classes.add(Collections.min(ways) + whole);
            visited[0]++;
            return true;
        }).run();
        return new Orbits(classes, visited[0], complete);
    }

    /** Whether nobody waits who could go on, had it looked later. */
    private static boolean isStuck(ExecutionGraph graph) {
        Execution x = graph.execution();
        int[] order = graph.inOrder();
        for (int i = 0; i < order.length; i++) {
            int thread = x.skeleton().events().get(i).thread();
            boolean waits = thread >= 0 && graph.last(thread) == order[i] && graph.at(thread).status() == Local.Status.BLOCKED;
            for (int write = 0; waits && write < order.length; write++) {
                for (int later = 0; x.rf().has(write, i) && later < order.length; later++) {
                    if (x.co().has(write, later)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** All ways to exchange identical threads: by thread, which one it becomes. */
    private static List<int[]> exchanges(World world) {
        List<int[]> all = new ArrayList<>();
        int[] roles = world.roles();
        exchange(roles, new ArrayList<>(), all);
        return all;
    }

    private static void exchange(int[] roles, List<Integer> begun, List<int[]> all) {
        if (begun.size() == roles.length) {
            all.add(begun.stream().mapToInt(Integer::intValue).toArray());
            return;
        }
        for (int t = 0; t < roles.length; t++) {
            if (roles[t] == roles[begun.size()] && !begun.contains(t)) {
                List<Integer> more = new ArrayList<>(begun);
                more.add(t);
                exchange(roles, more, all);
            }
        }
    }

    /** The events of each thread, who reads from whom, and the orders of writes; those who give memory back for others come as they are called. */
    private static String described(WorldProgram program, ExecutionGraph graph, int[] exchange) {
        Execution x = graph.execution();
        int size = x.skeleton().size();
        String[] names = new String[size];
        int[] count = new int[program.threads()];
        List<String> events = new ArrayList<>();
        for (int e = 0; e < size; e++) {
            Event event = x.skeleton().events().get(e);
            boolean own = event.thread() >= 0 && event.thread() < exchange.length;
            names[e] = event.initial() ? "first " + e : (own ? "T" + exchange[event.thread()] : "R") + "." + count[event.thread()]++;
            events.add(names[e] + ":" + event.kind() + event.tags().stream().sorted().toList() + event.line() + "=" + (int) x.value()[e]);
        }
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                if (x.rf().has(a, b) && !names[a].startsWith("first") || x.co().has(a, b) && !names[a].startsWith("first")) {
                    events.add(names[a] + (x.rf().has(a, b) ? " rf " : " co ") + names[b]);
                }
            }
        }
        Collections.sort(events);
        return String.join(" ", events) + Arrays.toString(new int[] {size});
    }
}
