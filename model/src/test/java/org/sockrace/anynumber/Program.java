package org.sockrace.anynumber;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.SimulatedMachine;
import org.sockrace.machine.simulated.ThreadProgram;
import org.sockrace.machine.simulated.WorldBuilder;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;

/**
 * A program of a few lines.
 *
 * @param threads makes its memory, and what the threads run: the first is there many times, the others once
 * @param patient whether grace periods wait
 */
record Program(Function<Machine, List<Runnable>> threads, boolean patient) {

    static Program of(Function<Machine, List<Runnable>> threads) {
        return new Program(threads, true);
    }

    /** Its automata, with so many of the first thread; nothing is followed beyond the first pass of a loop. */
    WorldBuilder source(int copies) {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options().gracePeriodsWait(patient)
                .sourcePackage(Program.class.getPackageName()));
        List<ThreadProgram> programs = new ArrayList<>();
        List<Runnable> all = threads.apply(machine);
        for (int t = 0; t < all.size(); t++) {
            Runnable code = all.get(t);
            ThreadProgram.Call call = new ThreadProgram.Call("call", vars -> {
                code.run();
                return 0;
            }, -1, Set.of());
            programs.add(new ThreadProgram("T" + t, "task", List.of(call), t == 0 ? copies : 1, false, 0, Set.of()));
        }
        return WorldBuilder.complete(machine, programs);
    }

    /** What so many of the first thread really break, as the ordinary search says. */
    Set<Property> broken(int copies) {
        Exploration found = new BreadthFirst(Reductions.ALL, 1).explore(source(copies), Monitor.all(), Budget.NONE);
        if (!found.claim().complete()) {
            throw new IllegalStateException(found.claim().text());
        }
        return properties(found.findings().all());
    }

    /** All but that nobody can move. */
    static Set<Property> properties(List<Finding> findings) {
        Set<Property> properties = new TreeSet<>();
        findings.forEach(f -> properties.add(f.property()));
        properties.remove(Property.NO_DEADLOCK);
        return properties;
    }
}
