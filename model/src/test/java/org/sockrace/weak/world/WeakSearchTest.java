package org.sockrace.weak.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.weak.model.ModelKind;
import org.sockrace.weak.world.UnloadModel.Variant;

/** The explorer on automata: counts that a prototype and brute force agree on, and what breaks. */
class WeakSearchTest {

    private static Exploration search(int creators, Variant variant, Budget budget) {
        return new WeakSearch(ModelKind.LKMM_PORF).explore(Source.of(UnloadModel.world(creators, variant)), Monitor.all(), budget);
    }

    @ParameterizedTest
    @CsvSource({"1, CORRECT, 13", "1, NO_GRACE_PERIOD, 15", "1, NO_READ_SIDE_SECTION, 15", "1, RELAXED_PUT, 13",
        "2, CORRECT, 2513", "2, NO_GRACE_PERIOD, 2545", "2, NO_READ_SIDE_SECTION, 2545", "2, RELAXED_PUT, 2513"})
    void countsExecutions(int creators, Variant variant, long executions) {
        Exploration found = search(creators, variant, Budget.NONE);
        assertThat(found.claim().complete()).isTrue();
        assertThat(found.states()).isEqualTo(executions);
        assertThat(found.findings().byProperty().keySet()).isEqualTo(variant == Variant.CORRECT ? Set.of() : Set.of(Property.NO_USE_AFTER_UNLOAD));
    }

    @Test
    void isCutShortAndSaysSo() {
        Exploration found = search(2, Variant.CORRECT, new Budget(100, 0, 0, () -> false, Progress.NONE));
        assertThat(found.claim().complete()).isFalse();
        assertThat(found.claim().text()).isEqualTo("--max-states 100, after 101 executions");
        assertThat(found.states()).isEqualTo(101);
    }
}
