package org.sockrace.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.stress.Tallies.holds;
import static org.sockrace.stress.Tallies.twin;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each verdict has a word, and a rate is a part of the races. */
class ResultTableTest {

    private static String table(Tally... tallies) {
        return ResultTable.of(Judged.all(List.of(tallies))).replaceAll(" +", " ");
    }

    @Test
    void everyVerdictIsShown() {
        Tally failed = new Tally("a.Race.Test", false, 2, 2, holds(5000, 0).forks());

        assertThat(table(holds(5000, 1000), holds(999, 1000), twin(1000, 1, 0), twin(1000, 0, 0), twin(10, 0, 90), failed).lines()).containsExactly(
                "TEST SAMPLES RACES NEEDED PER SECOND DEFECT SEEN HIT RATE VERDICT",
                "Race.Holds 6,000 5,000 3,000 2,500 - - holds",
                "Race.Holds 1,999 999 3,000 500 - - NOT RACED",
                "Race.Twin 1,000 1,000 - 500 1 1.0e-03 seen",
                "Race.Twin 1,000 1,000 1,000 500 0 0 NOT SEEN",
                "Race.Twin 100 10 1,000 5 0 0 NOT RACED",
                "Race.Test 5,000 5,000 3,000 2,500 - - FAILED",
                "6 tests, 3 of them with a defect; 4 failed");
    }

    @Test
    void oneTestIsSingular() {
        assertThat(table(holds(5000, 0))).endsWith("1 test, 0 of them with a defect; 0 failed\n");
    }

    @Test
    void withoutATimeThereIsNoRate() {
        assertThat(table(new Tally("a.Race.Holds", false, 1, Double.NaN, holds(5000, 0).forks()))).contains("Race.Holds 5,000 5,000 1,000 - - - holds");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 5, 0", "5, 5, 1.0e+00", "1, 3, 3.3e-01", "2, 3, 6.7e-01", "1, 1000000000, 1.0e-09", "999999, 1000000, >9.9e-01"})
    void aRateIsAllOnlyIfItIs(long part, long whole, String rate) {
        assertThat(ResultTable.rate(part, whole)).isEqualTo(rate);
    }
}
