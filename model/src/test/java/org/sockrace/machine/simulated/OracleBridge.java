package org.sockrace.machine.simulated;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Property;

/** The oracle for the tests of other packages: it and an engine are asked about one program, and their answers have one form. */
public final class OracleBridge {

    /**
     * What can happen.
     *
     * @param broken every property that some execution breaks
     * @param stops those at which executions end
     * @param endings for each final state: the results of each role's threads, sorted, and what all took and kept
     * @param complete whether that is all
     */
    public record Said(Set<Property> broken, Set<Property> stops, Set<String> endings, boolean complete) { }

    private OracleBridge() { }

    /** What the oracle says, after so many states at most. */
    public static Said oracle(SimulatedMachine machine, List<ThreadProgram> programs, int most) {
        Oracle.Answer answer = new Oracle(machine, programs).ask(most);
        return new Said(answer.broken(), answer.stops(), answer.endings(), answer.complete());
    }

    /** What an engine says; null if the budget did not last. */
    public static Said engine(Engine engine, WorldBuilder source, Budget budget) {
        Exploration found = engine.explore(source, Monitor.all(), budget);
        if (found.findings() == null) {
            return null;
        }
        Set<String> endings = new TreeSet<>();
        found.findings().endings().keySet().forEach(ending -> endings.add(OracleTest.ending(found.world(), ending)));
        boolean complete = found.claim() instanceof Claim.Exhaustive;
        return new Said(new TreeSet<>(found.findings().byProperty().keySet()), new TreeSet<>(found.findings().stops()), endings, complete);
    }
}
