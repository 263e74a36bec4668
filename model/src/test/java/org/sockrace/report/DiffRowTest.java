package org.sockrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Kind;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.report.DiffRow.Mark;

/** Two executions laid beside each other. */
class DiffRowTest {

    private static Step step(int number, int thread, String operation, boolean telling) {
        return new Step(number, thread, Kind.OPERATION, List.of("f"), "", 0, "", operation, telling, List.of(), List.of());
    }

    private static Counterexample execution(Step... steps) {
        return new Counterexample(List.of("T0", "T1"), List.of("", ""), List.of(), List.of(steps), 0, false, "0", List.of());
    }

    @Test
    void whatIsTheSameStandsInOneRow() {
        Counterexample one = execution(step(1, 0, "read(a) = 1", true), step(2, 1, "write(b, 2)", true), step(3, 0, "read(b) = 2", true));
        Counterexample other = execution(step(1, 0, "read(a) = 1", true), step(2, 0, "read(b) = 0", true), step(3, 1, "write(b, 2)", true));
        List<DiffRow> rows = DiffRow.of(one, other, false);
        assertThat(rows).extracting(DiffRow::mark).containsExactly(Mark.SAME, Mark.LEFT, Mark.OTHER_VALUE, Mark.RIGHT);
        Diff diff = new Diff(new Diff.Side(one, null, null), new Diff.Side(other, null, null), null, rows);
        assertThat(diff.firstLeft()).isEqualTo(2);
        assertThat(diff.firstRight()).isEqualTo(2);
        assertThat(diff.firstValue().orElseThrow().right().operation()).isEqualTo("read(b) = 0");
    }

    @Test
    void whatOnlyOneOfTheTwoTellsIsShownBesideItsPartner() {
        Counterexample one = execution(step(1, 0, "rcu_read_unlock()", true), step(2, 0, "private", false), step(3, 1, "x", true));
        Counterexample other = execution(step(1, 0, "rcu_read_unlock()", false), step(2, 0, "private", false));
        assertThat(DiffRow.of(one, other, false)).extracting(DiffRow::mark).containsExactly(Mark.SAME, Mark.LEFT);
        assertThat(DiffRow.of(one, other, true)).hasSize(3);
        Diff diff = new Diff(new Diff.Side(one, null, null), new Diff.Side(other, null, null), null, DiffRow.of(one, other, false));
        assertThat(diff.firstLeft()).isEqualTo(3);
        assertThat(diff.firstRight()).as("nothing more happens there").isZero();
    }

    @Test
    void otherFunctionsAndThreadsAreOtherSteps() {
        Step elsewhere = new Step(1, 0, Kind.OPERATION, List.of("g"), "", 0, "", "x", true, List.of(), List.of());
        assertThat(DiffRow.of(execution(step(1, 0, "x", true)), execution(elsewhere), false)).extracting(DiffRow::mark).containsExactly(Mark.LEFT, Mark.RIGHT);
        assertThat(DiffRow.of(execution(step(1, 0, "x", true)), execution(step(1, 1, "x", true)), false)).hasSize(2);
        assertThat(DiffRow.of(execution(step(1, 0, "x", true)), execution(step(1, 0, "x", true)), false)).extracting(DiffRow::mark)
                .containsExactly(Mark.SAME);
    }
}
