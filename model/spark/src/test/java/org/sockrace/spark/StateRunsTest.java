package org.sockrace.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sorted arrays do what sorted sets do, whatever is in them. */
class StateRunsTest {

    private static final int ROUNDS = 300;
    private final Random dice = new Random(7);

    private Set<long[]> some(int words) {
        Set<long[]> set = new TreeSet<>(Arrays::compare);
        int range = dice.nextBoolean() ? 20 : 1_000_000;
        for (int n = dice.nextInt(dice.nextInt(20) == 0 ? 40_000 : 60); n > 0; n--) {
            long[] state = new long[words];
            for (int w = 0; w < words; w++) {
                state[w] = (long) dice.nextInt(range) << dice.nextInt(3);
            }
            set.add(state);
        }
        return set;
    }

    private static long[] array(Iterable<long[]> states) {
        LongStream.Builder all = LongStream.builder();
        states.forEach(state -> Arrays.stream(state).forEach(all::add));
        return all.build().toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatIsLeftOut(int words) {
        for (int round = 0; round < ROUNDS; round++) {
            Set<long[]> one = some(words);
            Set<long[]> other = some(words);
            long[] states = array(one);
            int left = StateRuns.minus(states, states.length, array(other), words);
            one.removeAll(other);
            assertThat(Arrays.copyOf(states, left)).isEqualTo(array(one));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatIsPutTogether(int words) {
        for (int round = 0; round < ROUNDS; round++) {
            Set<long[]> one = some(words);
            Set<long[]> other = some(words);
            Set<long[]> all = new TreeSet<>(Arrays::compare);
            all.addAll(one);
            all.addAll(other);
            assertThat(StateRuns.union(List.of(array(one), array(other)), words)).isEqualTo(array(all));
            other.removeAll(one);
            assertThat(StateRuns.merged(array(one), array(other), words)).isEqualTo(array(all));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatIsWrittenAndRead(int words) throws IOException, ClassNotFoundException {
        for (int round = 0; round < ROUNDS; round++) {
            long[] states = array(some(words));
            assertThat(StateRuns.unpacked(StateRuns.packed(states, words), states.length, words)).isEqualTo(states);
        }
        long[] old = array(some(words));
        long[] fresh = array(some(words));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new Part(words, new long[][] {old, fresh}, fresh, new byte[] {1, 2}));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Part part = (Part) in.readObject();
            assertThat(part.visited()).isDeepEqualTo(new long[][] {old, fresh});
            assertThat(part.frontier()).isEqualTo(fresh);
            assertThat(part.summary().report()).containsExactly(1, 2);
            assertThat(part.summary().states()).isEqualTo((old.length + fresh.length) / words);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void runsAreFewAndHaveEverything(int words) {
        long[][] runs = new long[0][];
        int longs = 0;
        for (int i = 0; i < 200; i++) {
            long[] newest = new long[words * (1 + dice.nextInt(20))];
            for (int at = 0; at < newest.length; at += words) {
                newest[at] = 1000L * (at / words) + i;
            }
            long[][] before = runs;
            long[][] copies = Arrays.stream(before).map(long[]::clone).toArray(long[][]::new);
            runs = StateRuns.with(before, newest, words);
            assertThat(before).as("nobody changes a run").isDeepEqualTo(copies);
            longs += newest.length;
            assertThat(Arrays.stream(runs).mapToInt(r -> r.length).sum()).isEqualTo(longs);
            for (int r = 1; r < runs.length; r++) {
                assertThat(runs[r - 1].length).isGreaterThanOrEqualTo(2 * runs[r].length);
            }
        }
    }

    /** Else one machine has all the work. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void ownersHaveAboutTheSame(int words) {
        int[] has = new int[7];
        for (int i = 0; i < 70_000; i++) {
            long[] state = new long[words];
            state[words - 1] = (long) i << 20;
            has[StateRuns.owner(state, 0, words, has.length)]++;
        }
        for (int n : has) {
            assertThat(n).isBetween(9_000, 11_000);
        }
    }
}
