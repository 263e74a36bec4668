package org.sockrace.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The written form of schedules. */
class ScheduleTest {

    @Test
    void aScheduleIsReadAsItIsWritten() {
        for (String text : new String[] {"0", "0x4,1x9,0", "0x2,1=1,1x3,0=2,0"}) {
            assertThat(Schedule.parse(text).toString()).isEqualTo(text);
        }
    }

    @Test
    void aMalformedStepIsNamed() {
        assertThatThrownBy(() -> Schedule.parse("0x4,x9")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'x9' is no step");
        assertThatThrownBy(() -> Schedule.parse("")).hasMessageContaining("is no step");
        assertThatThrownBy(() -> Schedule.parse("0x99999999")).hasMessageContaining("is no step");
    }
}
