package org.sockrace.odds.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.odds.Duration;

/** What is drawn has the distribution that it should have. */
class SamplerTest {

    private static final int DRAWS = 200_000;

    private static double[] draw(Duration duration) {
        RandomGenerator dice = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        Sampler sampler = new Sampler(duration);
        double[] values = DoubleStream.generate(() -> sampler.draw(dice)).limit(DRAWS).toArray();
        Arrays.sort(values);
        return values;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }

    @Test
    void meansAndVariances() {
        for (Duration duration : List.of(Duration.exponential(3), Duration.erlang(3, 9), Duration.constant(3), Duration.uniform(1, 5),
                Duration.logNormal(2, 20), Duration.histogram(List.of(1.0, 2.0, 10.0), List.of(2.0, 5.0, 1.0)))) {
            assertThat(mean(draw(duration))).as(duration.toString()).isCloseTo(duration.mean(), within(0.015 * duration.mean()));
        }
        assertThat(variance(draw(Duration.exponential(3)))).isCloseTo(9, within(0.3));
        assertThat(variance(draw(Duration.erlang(3, 9)))).isCloseTo(1, within(0.03));
        assertThat(variance(draw(Duration.constant(3)))).isZero();
        assertThat(variance(draw(Duration.uniform(1, 5)))).isCloseTo(16 / 12.0, within(0.03));
    }

    @Test
    void percentilesOfALogNormalOne() {
        double[] values = draw(Duration.logNormal(2, 20));
        assertThat(values[DRAWS / 2]).isCloseTo(2, within(0.05));
        assertThat(values[DRAWS * 99 / 100]).isCloseTo(20, within(0.8));
    }

    /** What is left of what has taken that long is what is left of those draws that take longer: also far out, where hardly any does. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 1.5, 4.5})
    void whatIsLeft(double age) {
        RandomGenerator dice = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        for (Duration duration : List.of(Duration.exponential(1), Duration.erlang(3, 9), Duration.constant(5), Duration.uniform(1, 5),
                Duration.logNormal(2, 20), Duration.histogram(List.of(10.0, 2.0, 1.0), List.of(2.0, 5.0, 1.0)))) {
            double[] longer = Arrays.stream(draw(duration)).filter(d -> d > age).map(d -> d - age).toArray();
            Sampler sampler = new Sampler(duration);
            double[] rest = DoubleStream.generate(() -> sampler.rest(age, dice)).limit(DRAWS / 4).sorted().toArray();
            assertThat(mean(rest)).as("%s after %s", duration, age).isCloseTo(mean(longer), withinPercentage(6));
            assertThat(rest[rest.length / 2]).as("%s after %s", duration, age).isCloseTo(longer[longer.length / 2], withinPercentage(8));
        }
    }

    /** The distribution itself is asked where no draw gets that far. */
    @Test
    void whatIsLeftOfTheRarest() {
        RandomGenerator dice = RandomGeneratorFactory.of("L64X128MixRandom").create(4);
        Sampler erlang = new Sampler(Duration.erlang(4, 4));
        assertThat(DoubleStream.generate(() -> erlang.rest(60, dice)).limit(2000).average().orElseThrow())
                .as("near the end of its tail it is the last phase, and a little more").isBetween(1.0, 1.1);
        assertThat(new Sampler(Duration.logNormal(2, 20)).rest(1e6, dice)).isPositive();
        assertThat(new Sampler(Duration.constant(2)).rest(2, dice)).isZero();
        assertThat(new Sampler(Duration.histogram(List.of(1.0), List.of(1.0))).rest(1, dice)).isZero();
    }

    @Test
    void eventsComeInTheOrderOfTime() {
        EventList events = new EventList();
        RandomGenerator dice = RandomGeneratorFactory.of("L64X128MixRandom").create(2);
        double[] times = DoubleStream.generate(dice::nextDouble).limit(1000).toArray();
        for (int i = 0; i < times.length; i++) {
            events.add(times[i], i);
        }
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        for (double time : sorted) {
            assertThat(events.nextTime()).isEqualTo(time);
            assertThat(times[(int) events.take()]).isEqualTo(time);
        }
        assertThat(events.isEmpty()).isTrue();
    }
}
