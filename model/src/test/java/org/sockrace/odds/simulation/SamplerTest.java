package org.sockrace.odds.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
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
