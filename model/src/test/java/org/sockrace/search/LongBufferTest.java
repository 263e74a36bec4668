package org.sockrace.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** States come out of a buffer as they went in. */
class LongBufferTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatIsAddedIsThereAndIsTakenOffTheEnd(int words) {
        LongBuffer buffer = new LongBuffer(words);
        int states = 1000;
        for (int i = 0; i < states; i++) {
            assertThat(buffer.size()).isEqualTo(i);
            buffer.add(state(words, i, 1), 1);
        }
        for (int i = 0; i < states * words; i++) {
            assertThat(buffer.data()[i]).isEqualTo(i);
        }
        long[] last = new long[words];
        for (int i = states - 1; i >= 0; i--) {
            buffer.pop(last);
            assertThat(last).isEqualTo(state(words, i, 0));
            assertThat(buffer.size()).isEqualTo(i);
        }
        assertThat(buffer.bytes()).isGreaterThanOrEqualTo((long) states * words * Long.BYTES).isEqualTo(8L * buffer.data().length);
    }

    /** A state whose words are numbered, behind so many others. */
    private static long[] state(int words, int number, int before) {
        long[] state = new long[before + words];
        for (int w = 0; w < words; w++) {
            state[before + w] = (long) number * words + w;
        }
        return state;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anEmptiedBufferBeginsAnew(int words) {
        LongBuffer buffer = new LongBuffer(words);
        buffer.add(state(words, 1, 0), 0);
        buffer.clear();
        assertThat(buffer.size()).isZero();
        buffer.add(state(words, 2, 0), 0);
        long[] last = new long[words];
        buffer.pop(last);
        assertThat(last).isEqualTo(state(words, 2, 0));
    }
}
