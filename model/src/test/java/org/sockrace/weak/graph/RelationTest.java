package org.sockrace.weak.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Relations of one word a row, and of several, against their definitions. */
class RelationTest {

    private static Relation random(int size, double density, Random dice) {
        Relation relation = new Relation(size);
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                if (dice.nextDouble() < density) {
                    relation.add(a, b);
                }
            }
        }
        return relation;
    }

    private static EventSet only(int size, int event) {
        return EventSet.of(size, e -> e == event);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 63, 64, 65, 130})
    void operationsAreWhatTheyAreDefinedAs(int size) {
        Random dice = new Random(size);
        Relation r = random(size, 2.0 / size, dice);
        Relation s = random(size, 3.0 / size, dice);
        EventSet set = EventSet.of(size, e -> e % 3 != 1);
        Relation sequence = r.then(s);
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < size; b++) {
                assertThat(r.or(s).has(a, b)).isEqualTo(r.has(a, b) || s.has(a, b));
                assertThat(r.and(s).has(a, b)).isEqualTo(r.has(a, b) && s.has(a, b));
                assertThat(r.minus(s).has(a, b)).isEqualTo(r.has(a, b) && !s.has(a, b));
                assertThat(r.inverse().has(a, b)).isEqualTo(r.has(b, a));
                assertThat(r.optional().has(a, b)).isEqualTo(a == b || r.has(a, b));
                assertThat(r.between(set, set).has(a, b)).isEqualTo(r.has(a, b) && set.has(a) && set.has(b));
                assertThat(Relation.product(set, set.complement()).has(a, b)).isEqualTo(set.has(a) && !set.has(b));
                boolean through = false;
                for (int via = 0; via < size; via++) {
                    through |= r.has(a, via) && s.has(via, b);
                }
                assertThat(sequence.has(a, b)).isEqualTo(through);
                assertThat(r.domain().has(a)).isEqualTo(!r.from(only(size, a)).isEmpty());
                assertThat(r.range().has(b)).isEqualTo(!r.to(only(size, b)).isEmpty());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 63, 64, 65, 130})
    void closuresCyclesAndPathsAgree(int size) {
        Random dice = new Random(size + 1);
        for (int round = 0; round < 20; round++) {
            Relation r = random(size, round / 10.0 / size, dice);
            Relation closure = r.plus();
            assertThat(closure.then(closure).or(r, closure)).isEqualTo(closure);
            assertThat(r.star()).isEqualTo(closure.optional());
            assertThat(r.isAcyclic()).isEqualTo(closure.isIrreflexive());
            assertThat(r.cycle() == null).isEqualTo(r.isAcyclic());
            for (int a = 0; a < size; a += 7) {
                for (int b = 0; b < size; b += 5) {
                    List<Integer> path = r.path(a, b);
                    assertThat(path != null).isEqualTo(closure.has(a, b));
                    for (int i = 1; path != null && i < path.size(); i++) {
                        assertThat(r.has(path.get(i - 1), path.get(i))).isTrue();
                    }
                }
            }
        }
    }
}
