package org.sockrace.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.scenario.Catalogue;

class ShardTest {

    @Test
    void everyThingIsInOnePart() {
        Random random = new Random(1);
        for (int n = 1; n < 20; n++) {
            List<Integer> all = random.ints(random.nextInt(60), 0, 1_000).boxed().toList();
            int of = n;
            List<Integer> joined = IntStream.rangeClosed(1, n).mapToObj(i -> new Shard(i, of).of(all, c -> c)).flatMap(List::stream).toList();
            assertThat(joined).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    /** No part has more than the average and one thing more: that bound holds for any list that is given out so. */
    @Test
    void noPartHasMuchMoreToDoThanAnother() {
        Costs costs = Costs.recorded(false);
        List<String> all = Catalogue.load().names();
        long sum = all.stream().mapToLong(costs::of).sum();
        long dearest = all.stream().mapToLong(costs::of).max().orElseThrow();
        for (int i = 1; i <= 4; i++) {
            assertThat(new Shard(i, 4).of(all, costs::of).stream().mapToLong(costs::of).sum()).isLessThanOrEqualTo(sum / 4 + dearest);
        }
    }

    @Test
    void theCostsAreThoseOfTheCatalogue() {
        List<String> names = Catalogue.load().names();
        for (boolean prove : List.of(false, true)) {
            Costs costs = Costs.recorded(prove);
            assertThat(names).containsAll(costs.known().keySet());
            assertThat(costs.known().size()).as("rows in scenarios/costs.txt").isGreaterThan(names.size() * 9 / 10);
            assertThat(costs.of("one of mine")).isBetween(1L, costs.known().values().stream().mapToLong(c -> c).max().orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0/2", "3/2", "-1/2", "a/b", "1/0", "1/99999", "1/2/3", " 1/2"})
    void whatIsNoPartIsSaid(String text) {
        assertThatThrownBy(() -> Shard.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("--shard ");
    }

    @Test
    void missingPartsAreKnown() {
        assertThat(Shard.missing(4, List.of(3, 1))).containsExactly(2, 4);
        assertThat(Shard.parse("2/4")).isEqualTo(new Shard(2, 4)).hasToString("2/4");
    }
}
