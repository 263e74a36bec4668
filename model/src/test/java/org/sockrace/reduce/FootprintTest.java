package org.sockrace.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.reduce.Footprint.changing;
import static org.sockrace.reduce.Footprint.reading;
import static org.sockrace.reduce.Footprint.writing;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the order of two operations matters, however many objects there are. */
class FootprintTest {

    private static void conflict(Footprint one, Footprint other, boolean conflict) {
        assertThat(one.conflicts(other)).isEqualTo(conflict);
        assertThat(other.conflicts(one)).isEqualTo(conflict);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 63, 64, 200, 1000})
    void whatMattersToWhat(int object) {
        conflict(reading(object), reading(object), false);
        conflict(reading(object), writing(object), true);
        conflict(reading(object), changing(object), true);
        conflict(writing(object), writing(object), true);
        conflict(changing(object), changing(object), false);
        conflict(writing(object), writing(object + 1), false);
        conflict(reading(object), writing(object + 64), false);
        conflict(changing(object), reading(object + 1), false);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 64, 200})
    void togetherTheyDoWhatEachDoes(int object) {
        Footprint both = reading(object).and(writing(object + 1)).and(changing(object + 2));
        conflict(both, writing(object), true);
        conflict(both, reading(object + 1), true);
        conflict(both, reading(object + 2), true);
        conflict(both, reading(object), false);
        conflict(both, changing(object + 2), false);
        assertThat(both.and(Footprint.NOTHING)).isEqualTo(both);
        assertThat(Footprint.NOTHING.and(both)).isEqualTo(both);
        assertThat(writing(object).and(reading(object))).isEqualTo(reading(object).and(writing(object)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 64, 200})
    void onlyReading(int object) {
        Footprint both = writing(object).and(writing(object + 1)).onlyReading(object);
        assertThat(both).isEqualTo(reading(object).and(writing(object + 1)));
        assertThat(both.onlyReading(object)).isEqualTo(both);
        assertThat(both.onlyReading(-1)).isEqualTo(both);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 64, 200})
    void changesThatNoReaderCanTell(int object) {
        Footprint shifting = changing(object).and(changing(object + 1)).onlyReading(object);
        conflict(shifting, reading(object), false);
        conflict(shifting, reading(object + 1), true);
        conflict(shifting, changing(object), false);
        conflict(shifting, shifting, false);
        conflict(shifting, writing(object), true);
        assertThat(shifting.onlyReading(object)).isEqualTo(shifting);
        assertThat(shifting.and(reading(object + 2)).onlyReading(object + 1).conflicts(writing(object + 1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -5})
    void whatNobodySharesIsNothing(int object) {
        assertThat(reading(object)).isEqualTo(Footprint.NOTHING);
        assertThat(writing(object)).isEqualTo(Footprint.NOTHING);
    }
}
