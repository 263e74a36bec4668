package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.FinalMemory;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Property;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;
import org.sockrace.search.ByPreemptions;
import org.sockrace.search.DepthFirst;
import org.sockrace.walk.RandomWalk;

/**
 * Every engine and every reduction, alone and together, on automata of both kinds, against the oracle, on random programs over the whole alphabet: the same
 * broken properties, the same at which executions end, the same endings. {@code -Doracle.programs=50000 -Doracle.first=0} asks for more of them.
 */
@SameOnEveryJdk
class OracleTest {

    private static final int PROGRAMS = Integer.getInteger("oracle.programs", 3000);
    private static final int FIRST = Integer.getInteger("oracle.first", 0);
    private static final int MOST_STATES = 20_000;
    static final Map<String, Engine> ENGINES = new LinkedHashMap<>(Map.of(
            "plain", new BreadthFirst(Reductions.NONE, 1),
            "symmetry", new BreadthFirst(new Reductions(true, false), 1),
            "partial order", new BreadthFirst(new Reductions(false, true), 1),
            "all", new BreadthFirst(Reductions.ALL, 1),
            "all, two workers", new BreadthFirst(Reductions.ALL, 2),
            "depth-first", new DepthFirst(Reductions.ALL),
            "by preemptions", new ByPreemptions(Reductions.ALL, ByPreemptions.ALL)));

    /** What an engine says in the oracle's words. */
    static Oracle.Answer answer(Engine engine, WorldBuilder source) {
        Exploration found = engine.explore(source, Monitor.all(), Budget.NONE);
        Set<Property> broken = new TreeSet<>(found.findings().byProperty().keySet());
        Set<String> endings = new TreeSet<>();
        found.findings().endings().keySet().forEach(ending -> endings.add(ending(found.world(), ending)));
        return new Oracle.Answer(broken, new TreeSet<>(found.findings().stops()), endings, (int) found.states(), found.claim().complete());
    }

    /** A final state in the oracle's words. */
    static String ending(World world, Ending ending) {
        Map<Integer, List<String>> byRole = new TreeMap<>();
        Map<String, Integer> left = new TreeMap<>(world.initialLedger());
        int thread = 0;
        for (int r = 0; r < world.automata().size(); r++) {
            Automaton automaton = world.automata().get(r);
            for (int c = 0; c < automaton.role().copies(); c++) {
                Node node = automaton.nodes().get(ending.nodes().get(thread++));
                byRole.computeIfAbsent(r, x -> new ArrayList<>())
                        .add(node.op().kind() == OpKind.DONE ? new TreeMap<>(node.end().results()).values().toString() : "waits");
                node.end().ledger().forEach((kind, n) -> left.merge(kind, n, Integer::sum));
            }
        }
        left.values().removeIf(n -> n == 0);
        byRole.values().forEach(results -> results.sort(null));
        return byRole.values() + " " + left + " " + memory(world, ending);
    }

    private static List<String> memory(World world, Ending ending) {
        int[] roles = world.roles();
        List<Node> ends = IntStream.range(0, roles.length).mapToObj(t -> world.node(roles[t], ending.nodes().get(t))).toList();
        FinalMemory memory = new FinalMemory(world, ends, ending.contested());
        List<String> values = new ArrayList<>();
        for (Cell cell : world.cells()) {
            for (int t : memory.copies(cell.region)) {
                if (cell.type != Cell.Type.COUNTER && memory.there(cell.region, t) && memory.get(cell, t) != cell.constructed) {
                    values.add((cell.qualifiedName() + "=" + cell.show(memory.get(cell, t))).replaceAll("#[0-9]+", ""));
                }
            }
        }
        values.sort(null);
        return values;
    }

    /**
     * What came of a comparison.
     *
     * @param difference the first difference, or null
     * @param right what the oracle says, or null if the program is too large to ask it
     */
    record Compared(String difference, Oracle.Answer right) { }

    static Compared compare(RandomProgram program) {
        try {
            return compareWhole(program);
        } catch (SplitException e) {
            return compareWhole(program.split());
        }
    }

    private static Compared compareWhole(RandomProgram program) {
        RandomProgram.Ready ready = program.ready();
        Oracle.Answer right = new Oracle(ready.machine(), ready.programs()).ask(MOST_STATES);
        if (!right.complete()) {
            return new Compared(null, null);
        }
        for (boolean onDemand : new boolean[] {false, true}) {
            for (Map.Entry<String, Engine> engine : ENGINES.entrySet()) {
                Oracle.Answer given = answer(engine.getValue(), source(program, onDemand));
                boolean same = given.complete() && given.broken().equals(right.broken()) && given.stops().equals(right.stops())
                        && given.endings().equals(right.endings());
                if (!same) {
                    return new Compared(engine.getKey() + (onDemand ? ", on demand" : ", complete") + "\n oracle " + right + "\n engine " + given, right);
                }
            }
        }
        Oracle.Answer some = answer(new RandomWalk(20, 1), source(program, true));
        boolean real = !some.complete() && right.broken().containsAll(some.broken()) && right.endings().containsAll(some.endings());
        return new Compared(real ? null : "random walk\n oracle " + right + "\n engine " + some, right);
    }

    private static WorldBuilder source(RandomProgram program, boolean onDemand) {
        RandomProgram.Ready fresh = program.ready();
        return onDemand ? WorldBuilder.onDemand(fresh.machine(), fresh.programs()) : WorldBuilder.complete(fresh.machine(), fresh.programs());
    }

    /** The first difference, or null; also null if the program is too large to ask the oracle. */
    static String difference(RandomProgram program) {
        return compare(program).difference;
    }

    /** The smallest program with a difference that can be made of this one by leaving things out. */
    static RandomProgram smallest(RandomProgram program) {
        RandomProgram small = program;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (RandomProgram candidate : small.smaller()) {
                if (difference(candidate) != null) {
                    small = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return small;
    }

    @Test
    void everyEngineSaysWhatTheOracleSays() {
        Set<Property> broken = EnumSet.noneOf(Property.class);
        int asked = 0;
        int right = 0;
        for (long seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
            RandomProgram program = RandomProgram.draw(seed);
            Compared compared = compare(program);
            if (compared.difference != null) {
                RandomProgram small = smallest(program);
                assertThat(difference(small)).as("seed " + seed + ": " + small).isNull();
            }
            if (compared.right != null) {
                asked++;
                broken.addAll(compared.right.broken());
                right += compared.right.broken().isEmpty() ? 1 : 0;
            }
        }
        assertThat(asked).as("programs small enough for the oracle").isGreaterThan(PROGRAMS * 9 / 10);
        assertThat(right).as("programs that break nothing").isBetween(PROGRAMS / 5, PROGRAMS * 4 / 5);
        assertThat(broken).as("what the others break").containsAll(EnumSet.complementOf(EnumSet.of(Property.OUTCOMES, Property.TERMINATION)));
    }
}
