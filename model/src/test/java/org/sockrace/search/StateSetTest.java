package org.sockrace.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The visited set against a set of the library. */
class StateSetTest {

    private static final long LARGEST = Long.MAX_VALUE;

    private static boolean add(StateSet set, long... state) {
        return set.add(state, 0, StateSet.hash(state, 0, state.length));
    }

    private static boolean contains(StateSet set, long... state) {
        return set.contains(state, 0, StateSet.hash(state, 0, state.length));
    }

    private static List<Long> boxed(long[] state) {
        return Arrays.stream(state).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void itHoldsWhatWasAddedAndNothingElse(int words) {
        StateSet set = new StateSet(words);
        Set<List<Long>> model = new HashSet<>();
        Random random = new Random(words);
        for (int i = 0; i < 60_000; i++) {
            long[] state = random.longs(words, 0, words == 1 ? 40_000 : 200).toArray();
            assertThat(contains(set, state)).isEqualTo(model.contains(boxed(state)));
            assertThat(add(set, state)).isEqualTo(model.add(boxed(state)));
        }
        assertThat(set.size()).isEqualTo(model.size());
        model.forEach(state -> assertThat(contains(set, state.stream().mapToLong(x -> x).toArray())).isTrue());
        assertThat(set.words()).isEqualTo(words);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void statesThatDifferInOneWordAreTwo(int word) {
        StateSet set = new StateSet(3);
        for (long value = 0; value < 1000; value++) {
            long[] state = {7, 7, 7};
            state[word] = 1000 + value;
            assertThat(add(set, state)).isTrue();
        }
        assertThat(set.size()).isEqualTo(1000);
    }

    /** Whatever their hash says: a slot that is taken is not the state's own. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void statesOfOneHashAreTwo(int word) {
        StateSet set = new StateSet(3);
        for (long value = 0; value < 30; value++) {
            long[] state = {7, 7, 7};
            state[word] = 1000 + value;
            assertThat(set.contains(state, 0, LARGEST)).isFalse();
            assertThat(set.add(state, 0, LARGEST)).isTrue();
            assertThat(set.add(state, 0, LARGEST)).isFalse();
            assertThat(set.contains(state, 0, LARGEST)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theEmptyAndTheFullestStateAreStates(int words) {
        StateSet set = new StateSet(words);
        long[] fullest = new long[words];
        Arrays.fill(fullest, -1);
        fullest[0] = LARGEST;
        assertThat(contains(set, new long[words])).isFalse();
        assertThat(add(set, new long[words])).isTrue();
        assertThat(add(set, new long[words])).isFalse();
        assertThat(contains(set, fullest)).isFalse();
        assertThat(add(set, fullest)).isTrue();
        assertThat(fullest[0]).as("what was given is not changed").isEqualTo(LARGEST);
        assertThat(contains(set, fullest)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aStateIsTakenFromWhereItLies(int words) {
        StateSet set = new StateSet(words);
        long[] states = new Random(1).longs(20L * words, 0, LARGEST).toArray();
        for (int i = 0; i < 20; i++) {
            assertThat(set.add(states, i * words, StateSet.hash(states, i * words, words))).isTrue();
            long[] alone = Arrays.copyOfRange(states, i * words, (i + 1) * words);
            assertThat(contains(set, alone)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void itTakesALittleMoreThanItsStates(int words) {
        StateSet set = new StateSet(words);
        long before = set.bytes();
        assertThat(before).isPositive();
        for (long i = 0; i < 100_000; i++) {
            long[] state = new long[words];
            state[words - 1] = i;
            add(set, state);
        }
        long states = 100_000L * words * Long.BYTES;
        assertThat(set.bytes()).isBetween(states, 3 * states);
    }
}
