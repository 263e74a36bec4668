package org.sockrace.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which word was probably meant. */
class SuggestTest {

    @Test
    void distanceCountsLettersThatDiffer() {
        assertThat(Suggest.distance("socket", "socket")).isZero();
        assertThat(Suggest.distance("sockt", "socket")).isEqualTo(1);
        assertThat(Suggest.distance("scoket", "socket")).isEqualTo(1);
        assertThat(Suggest.distance("", "abc")).isEqualTo(3);
        assertThat(Suggest.distance("abc", "xyz")).isEqualTo(3);
    }

    @Test
    void theNearestIsMeantIfItIsNear() {
        List<String> words = List.of("socket", "close", "rmmod");
        assertThat(Suggest.nearest("SOCKET", words)).contains("socket");
        assertThat(Suggest.nearest("clsoe", words)).contains("close");
        assertThat(Suggest.nearest("frobnicate", words)).isEmpty();
    }
}
