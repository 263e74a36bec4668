package org.sockrace.anynumber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.reference.ReferenceModel;
import org.sockrace.reference.ReferenceModel.Bug;

/** The reference model for any number of creators. A prototype in another language counted the same views. */
class ReferenceViewsTest {

    /** For as many creators as the largest of these tests looks at. */
    private static final int MOST = 4;
    private static final Set<String> NOBODYS = Set.of("BASE");

    private static ViewAbstraction.Explored explore(Bug bug, int k, boolean contract) {
        World world = ReferenceModel.world(MOST, bug);
        return new ViewAbstraction(0, k, NOBODYS, contract, Set.of()).explored(Source.of(world), Monitor.all(), Set.of(), Budget.NONE);
    }

    @ParameterizedTest
    @CsvSource({"1, 88, 591", "2, 564, 2933", "3, 2933, 12907"})
    void hasAsManyViewsAsCountedElsewhere(int k, int views, long configurations) {
        Views found = explore(Bug.NONE, k, false).views();
        assertThat(found.claim().complete()).isTrue();
        assertThat(found.broken()).isEmpty();
        assertThat(found.views()).isEqualTo(views);
        assertThat(found.configurations()).isEqualTo(configurations);
        assertThat(found.shared()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({"1, 47", "2, 181", "3, 583"})
    void hasFewerViewsWithoutLocalOperations(int k, int views) {
        assertThat(explore(Bug.NONE, k, true).views().views()).isEqualTo(views);
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void findsTheSeededBugsAndProvesTheRest(Bug bug) {
        Set<Property> expected = switch (bug) {
            case NONE, NO_LIVENESS_TEST -> Set.of();
            case LEAKED_REFERENCE -> Set.of(Property.REFCOUNT_BALANCE);
            case NO_GRACE_PERIOD, NO_MODULE_REFERENCE, NO_READ_SIDE_SECTION, FORCED_UNLOAD -> Set.of(Property.NO_USE_AFTER_UNLOAD);
        };
        for (int k = 1; k <= 3; k++) {
            for (boolean contract : new boolean[] {false, true}) {
                Views found = explore(bug, k, contract).views();
                Set<Property> broken = new TreeSet<>();
                found.broken().forEach(b -> broken.add(b.finding().property()));
                assertThat(broken).as(bug + ", k = " + k).isEqualTo(expected);
                assertThat(found.claim().complete()).isTrue();
            }
        }
        assertThat(explore(Bug.NO_LIVENESS_TEST, 1, false).views().views()).isEqualTo(81);
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void missesNoViewOfAnyNumberOfCreators(Bug bug) {
        World world = ReferenceModel.world(MOST, bug);
        for (int k = 1; k <= (bug == Bug.NONE ? 3 : 2); k++) {
            Set<String> views = explore(bug, k, false).pass().inWords(k);
            Set<String> real = new TreeSet<>();
            for (int n = k; n <= MOST; n++) {
                Set<String> concrete = Concrete.views(world, 0, n, k, NOBODYS, false, Monitor.all());
                assertThat(views).as("k = " + k + ", N = " + n).containsAll(concrete);
                real.addAll(concrete);
            }
            if (bug == Bug.NONE) {
                assertThat(views.size() - real.size()).as("views that no number of creators has").isEqualTo(k == 1 ? 1 : 0);
            }
        }
    }

    @Test
    void ofASearchThatIsCutShortNothingIsSaid() {
        World world = ReferenceModel.world(MOST, Bug.NONE);
        Views found = new ViewAbstraction(0, 3, NOBODYS).explore(Source.of(world), Monitor.all(), Set.of(), new Budget(100, 0, 0, () -> false,
                org.sockrace.explore.Progress.NONE));
        assertThat(found.claim().complete()).isFalse();
        assertThat(found.claim().text()).isEqualTo("--max-states 100");
    }
}
