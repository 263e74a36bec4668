package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sockrace.Golden;
import org.sockrace.automata.OpKind;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Engine;
import org.sockrace.machine.Property;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;

/** What each primitive means, shown by programs of a few lines: what they break, and all that can come of them. */
class LitmusTest {

    private static final Map<String, Litmus> PROGRAMS = LitmusPrograms.all();
    private static final Engine PLAIN = new BreadthFirst(Reductions.NONE, 1);

    @Test
    void theirMeaningIsWhatItWas() {
        StringBuilder text = new StringBuilder();
        PROGRAMS.forEach((name, program) -> text.append(name).append('\n').append(show(OracleTest.answer(PLAIN, program.source()))).append('\n'));
        Golden.check("litmus.txt", text.toString());
    }

    private static String show(Oracle.Answer answer) {
        String broken = answer.broken().stream().map(p -> p.id() + (answer.stops().contains(p) ? " (ends)" : "")).collect(Collectors.joining(", "));
        String outcomes = answer.endings().stream().map(LitmusTest::outcome).distinct().collect(Collectors.joining(" "));
        return "  states   " + answer.states() + "\n  breaks   " + (broken.isEmpty() ? "nothing" : broken) + "\n  outcomes "
                + (outcomes.isEmpty() ? "none" : outcomes) + "\n";
    }

    /** By thread; what is left over is said only if it is not what there was at first, and what memory holds is not said. */
    private static String outcome(String ending) {
        String results = ending.substring(0, ending.indexOf(" {")).replaceAll("]+, \\[\\[", "|").replaceAll("[\\[\\] ]", "");
        String left = ending.substring(ending.indexOf(" {") + 1, ending.indexOf("} [") + 1);
        return "(" + results + (left.equals("{module mod=1, thing=2}") ? "" : " " + left) + ")";
    }

    @Test
    void theyMakeUseOfTheWholeAlphabet() {
        Set<OpKind> used = EnumSet.noneOf(OpKind.class);
        for (Litmus program : PROGRAMS.values()) {
            program.source().world(Budget.NONE).automata().forEach(a -> a.nodes().forEach(n -> used.add(n.op().kind())));
        }
        assertThat(EnumSet.complementOf(EnumSet.copyOf(used))).as("only a loop has it").containsExactly(OpKind.FRONTIER);
    }

    @Test
    void theyBreakEveryPropertyThatAProgramCanBreakByItself() {
        Set<Property> broken = EnumSet.noneOf(Property.class);
        PROGRAMS.values().forEach(program -> broken.addAll(program.oracle().broken()));
        assertThat(EnumSet.complementOf(EnumSet.copyOf(broken))).containsExactly(Property.TERMINATION, Property.OUTCOMES);
    }

    @Test
    void thePlainInterpreterAndEveryEngineAgreeWithTheOracle() {
        PROGRAMS.forEach((name, program) -> {
            Map<String, Oracle.Answer> answers = new TreeMap<>();
            OracleTest.ENGINES.forEach((engine, search) -> answers.put(engine, OracleTest.answer(search, program.source())));
            answers.put("plain interpreter", EveryRun.of(program.source().world(Budget.NONE)));
            Oracle.Answer right = program.oracle();
            answers.forEach((engine, answer) -> assertThat(said(answer)).as(name + ": " + engine).isEqualTo(said(right)));
        });
    }

    private static String said(Oracle.Answer answer) {
        return "broken " + answer.broken() + ", ended at " + answer.stops() + ", endings " + answer.endings() + (answer.complete() ? "" : ", incomplete");
    }

    @Test
    void packedStatesAreTheStatesOfThePlainInterpreter() {
        PROGRAMS.forEach((name, program) -> assertThat(OracleTest.answer(PLAIN, program.source()).states()).as(name)
                .isEqualTo(EveryRun.of(program.source().world(Budget.NONE)).states()));
    }
}
