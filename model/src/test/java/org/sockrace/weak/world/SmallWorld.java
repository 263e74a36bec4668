package org.sockrace.weak.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.machine.simulated.SimulatedMachine;
import org.sockrace.machine.simulated.ThreadProgram;
import org.sockrace.machine.simulated.WorldBuilder;

/** Threads of a few lines each, written in the test. */
final class SmallWorld {

    private SmallWorld() { }

    /** A world of these threads, whose loops must end, the last of which serves the others if {@code serves}. */
    static World of(Function<SimulatedMachine, List<Runnable>> threads, boolean serves) {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options().sourcePackage("org.sockrace.weak.world"));
        List<Runnable> bodies = threads.apply(machine);
        List<ThreadProgram> programs = new ArrayList<>();
        for (Runnable body : bodies) {
            String name = "T" + programs.size();
            ThreadProgram.Call call = new ThreadProgram.Call(name, vars -> {
                body.run();
                return 0;
            }, -1, Set.of());
            programs.add(serves && programs.size() == bodies.size() - 1 ? ThreadProgram.server(name, name, call)
                    : new ThreadProgram(name, name, List.of(call), 1, false, 0, Set.of()));
        }
        WorldBuilder builder = WorldBuilder.complete(machine, programs);
        while (builder.cutOff()) {
            builder.unrollFurther();
        }
        return builder.world(Budget.NONE);
    }
}
