package org.sockrace.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written as differences is read as it was, and sorted states are in order. */
class DeltaCodeTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void whatWasWrittenIsRead(int words) {
        Random dice = new Random(words);
        DeltaCode code = new DeltaCode(words);
        for (int round = 0; round < 300; round++) {
            int many = 1 + dice.nextInt(200);
            int bits = 1 + dice.nextInt(63);
            long[] states = dice.longs((long) many * words).map(v -> v >>> 64 - bits).toArray();
            long[][] expected = new long[many][];
            for (int i = 0; i < many; i++) {
                expected[i] = Arrays.copyOfRange(states, i * words, (i + 1) * words);
            }
            long[] sorted = Arrays.stream(expected).sorted(Arrays::compare).map(Arrays::toString).distinct()
                    .flatMapToLong(s -> Arrays.stream(s.replaceAll("[\\[\\] ]", "").split(",")).mapToLong(Long::parseLong)).toArray();
            int kept = StateSort.sort(states, many, words);
            assertThat(Arrays.copyOf(states, kept * words)).isEqualTo(sorted);
            byte[] bytes = new byte[code.room(kept)];
            int length = code.encode(states, kept, bytes);
            long[] back = Arrays.copyOf(Arrays.copyOf(states, words), kept * words);
            assertThat(code.decode(bytes, 0, kept, back)).isEqualTo(length);
            assertThat(back).isEqualTo(sorted);
        }
    }
}
