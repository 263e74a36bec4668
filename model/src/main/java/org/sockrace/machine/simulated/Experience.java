package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Frame;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;

/**
 * What the threads of a scenario have been seen to observe, in words that another machine with the same scenario understands: where the automata of a kernel
 * that is nearly the same can begin. It need not be true there: what is not observed there is not reached, and what is missing is found when it is. Immutable.
 */
public final class Experience {

    /** None. */
    public static final Experience NONE = new Experience(List.of(), List.of(), 1, new int[0]);

    /** An operation at a place, by names. */
    private record Site(OpKind kind, String cell, Object a, Object b, Frame.Stack at) { }

    private final List<String> programs;
    private final List<Map<Site, Set<Object>>> seen;
    private final int unrolling;
    private final int[] rounds;

    private Experience(List<String> programs, List<Map<Site, Set<Object>>> seen, int unrolling, int[] rounds) {
        this.programs = programs;
        this.seen = seen;
        this.unrolling = unrolling;
        this.rounds = rounds;
    }

    /** What was seen on this machine, and how far loops had to be followed. */
    static Experience of(SimulatedMachine machine, List<ThreadProgram> programs, List<Observations> seen, int unrolling, int[] rounds) {
        List<Map<Site, Set<Object>>> all = new ArrayList<>();
        for (Observations of : seen) {
            Map<Site, Set<Object>> sites = new HashMap<>();
            of.forEach((op, at, value) -> {
                if (op.cell() != null) {
                    sites.computeIfAbsent(site(machine, op, at), s -> new LinkedHashSet<>()).add(word(machine, op, value));
                }
            });
            all.add(sites);
        }
        return new Experience(names(programs), all, unrolling, rounds.clone());
    }

    private static List<String> names(List<ThreadProgram> programs) {
        return programs.stream().map(ThreadProgram::name).toList();
    }

    /** Whether it is of the same threads. */
    boolean isOf(List<ThreadProgram> others) {
        return !seen.isEmpty() && programs.equals(names(others));
    }

    /** How often a history passes the same operation. */
    int unrolling() {
        return unrolling;
    }

    /** How many rounds of endless programs are followed, by role. */
    int[] rounds() {
        return rounds.clone();
    }

    /** Adds what a thread of the role may observe there; tells whether that is all: for what is missing, there is no object yet. */
    boolean recall(SimulatedMachine machine, int role, Operation op, Frame.Stack at, Set<Integer> values) {
        boolean all = true;
        for (Object word : seen.get(role).getOrDefault(site(machine, op, at), Set.of())) {
            int value = word instanceof String name ? machine.objects.owned(name) : (Integer) word;
            if (word instanceof String && value < 0) {
                all = false;
            } else {
                values.add(value);
            }
        }
        return all;
    }

    private static Site site(SimulatedMachine machine, Operation op, Frame.Stack at) {
        return new Site(op.kind(), op.cell().qualifiedName(), name(machine, op.cell(), op.a()), name(machine, op.cell(), op.b()), at);
    }

    private static Object word(SimulatedMachine machine, Operation op, int value) {
        return op.kind().is(OpKind.Trait.OBSERVES_VALUE) ? name(machine, op.cell(), value) : (Object) value;
    }

    private static Object name(SimulatedMachine machine, Cell cell, int value) {
        return cell.type == Cell.Type.POINTER ? machine.objects.ownName(value) : (Object) value;
    }
}
