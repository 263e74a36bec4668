package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.anynumber.Concrete;
import org.sockrace.anynumber.ViewAbstraction;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Source;
import org.sockrace.kernel.Counted;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.machine.simulated.SplitException;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;

/**
 * No view is missing: whatever k of N threads of a scenario really do is among the views of k threads. {@code -Dviews.all=true} asks every scenario of the
 * catalogue, the tests one in nine.
 */
class CatalogueViewsTest {

    private static final Set<String> NOBODYS = Set.of(Counted.BASE, Counted.INIT);

    @ParameterizedTest
    @CsvSource({"rmmod-vs-socket, 1, 4", "rmmod-vs-socket, 2, 3", "can-raw-vs-rmmod, 1, 3", "inet-vs-rmmod, 1, 3", "rmmod-vs-rmmod, 2, 3"})
    void noneIsMissing(String name, int k, int most) {
        assertThat(compared(Catalogue.load().matching(name).get(0).scenario(), k, most, 200_000)).isEqualTo(most);
    }

    @Test
    void noneIsMissingInTheCatalogue() {
        List<Scenario> all = List.copyOf(Catalogue.load().scenarios());
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < all.size(); i += Boolean.getBoolean("views.all") ? 1 : 9) {
            Scenario scenario = all.get(i);
            if (new AnyNumber(scenario, scenario.threads().get(0).name()).obstacle().isEmpty() && compared(scenario, 1, 3, 20_000) >= 2) {
                asked.add(scenario.name());
            }
        }
        assertThat(asked).as("compared with two threads or more").hasSizeGreaterThan(5);
    }

    /** Compares the views with those of N = k, or 2, to {@code most}, as far as so many configurations go; returns the last N, or 0 if there are no views. */
    private static int compared(Scenario scenario, int k, int most, long limit) {
        AnyNumber many = new AnyNumber(scenario, scenario.threads().get(0).name());
        Budget budget = new Budget(limit, 0, 0, () -> false, Progress.NONE);
        try {
            Source source = SceneBuilder.build(many.with(ViewAbstraction.THREADS)).source();
            while (true) {
                World world = source.world(Budget.NONE);
                int last = compared(source, many.role(), k, most, budget, scenario.name());
                if (source.world(Budget.NONE) == world) {
                    return last;
                }
            }
        } catch (SplitException | SetupException e) {
            return 0;
        }
    }

    /** The automata may have grown meanwhile: then it counts for nothing. */
    private static int compared(Source source, int role, int k, int most, Budget budget, String name) {
        Set<String> views = Concrete.computed(source, role, k, NOBODYS, KnownRaces.MONITORS, budget);
        World world = source.world(Budget.NONE);
        int last = 0;
        for (int n = Math.max(2, k); views != null && n <= most; n++) {
            Set<String> real = Concrete.views(source, role, n, k, NOBODYS, KnownRaces.MONITORS, budget);
            if (real == null) {
                return last;
            }
            if (source.world(Budget.NONE) == world) {
                assertThat(views).as(name + ", k = " + k + ", N = " + n).containsAll(real);
            }
            last = n;
        }
        return last;
    }
}
