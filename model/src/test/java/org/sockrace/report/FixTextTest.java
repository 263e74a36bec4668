package org.sockrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockrace.check.Attempt;
import org.sockrace.check.Attempt.Result;
import org.sockrace.check.FixCheck;
import org.sockrace.machine.Property;

/** What repairs a scenario, in prose: nothing that was not searched to its end is called a repair. */
class FixTextTest {

    private static Attempt single(String change, Result result, Property... broken) {
        return new Attempt(change, "", false, result, 26, List.of(broken), result == Result.BOUNDED || result == Result.NOT_TRIED ? "--time" : "");
    }

    private static Attempt known(Result result, boolean hides) {
        return new Attempt("kernel 6.1", "right", hides, result, 1, List.of(Property.ROLLBACK), "--time");
    }

    private static List<String> text(Attempt... attempts) {
        return FixText.sentences(new FixCheck(List.of(attempts), List.of("It diverges at step 3: why.")));
    }

    @Test
    void theScenarioOfTheCatalogueIsEnough() {
        assertThat(text(known(Result.HOLDS, false))).containsExactly("right makes the same calls with kernel 6.1, and holds: 1 state, exhaustive.",
                "The same schedule in right: it diverges at step 3: why.");
        assertThat(text(known(Result.HOLDS, true), single("kernel 6.6", Result.BREAKS, Property.ROLLBACK))).containsExactly(
                "right makes the same calls with kernel 6.1, and holds: 1 state, exhaustive. That hides it and repairs nothing.",
                "The single change that was tried does not make it hold.", "Still broken with kernel 6.6: rollback.",
                "The same schedule in right: it diverges at step 3: why.");
    }

    @ParameterizedTest
    @EnumSource(value = Result.class, names = "HOLDS", mode = EnumSource.Mode.EXCLUDE)
    void whatDoesNotHoldIsNotSaidToHold(Result result) {
        assertThat(String.join("\n", text(known(result, false)))).doesNotContain("and holds:").doesNotContain("makes it hold").doesNotContain("The same schedule");
        assertThat(String.join("\n", text(single("kernel 6.6", result, Property.ROLLBACK)))).doesNotContain("makes it hold, ").doesNotContain("The same schedule");
    }

    @Test
    void singleChangesAreCounted() {
        assertThat(text(single("module toy owner=self", Result.HOLDS), single("kernel switch a=yes", Result.BREAKS, Property.ROLLBACK),
                single("kernel switch b=yes", Result.BREAKS, Property.ROLLBACK), single("kernel 6.6", Result.BREAKS, Property.ROLLBACK),
                single("kernel 6.12", Result.BREAKS, Property.OUTCOMES), single("kernel 6.18", Result.BOUNDED), single("kernel 6.19", Result.NOT_TRIED)))
                .containsExactly("No scenario of the catalogue makes the same calls and holds. Of 6 single changes that were tried, this one makes it hold, "
                        + "searched exhaustively: module toy owner=self (26 states).",
                        "Still broken with kernel switches a=yes, b=yes, kernel 6.6: rollback.", "Still broken with kernel 6.12: outcomes.",
                        "Nothing broken as far as was searched, which proves nothing, with kernel 6.18: --time.", "Not tried: kernel 6.19: --time.",
                        "The same schedule with module toy owner=self: it diverges at step 3: why.");
        assertThat(text()).containsExactly("No scenario of the catalogue makes the same calls and holds. There is no single change that could be tried.");
        assertThat(text(single("kernel 6.6", Result.NOT_TRIED))).startsWith("No scenario of the catalogue makes the same calls and holds. No change was tried.");
    }
}
