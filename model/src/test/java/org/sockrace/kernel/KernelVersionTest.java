package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which modelled version stands for a kernel that somebody runs. */
class KernelVersionTest {

    @ParameterizedTest
    @CsvSource({"4.4, 4.4", "4.4.302, 4.4", "6.1.0-56-amd64, 6.1", "6.1.0-56-rt-amd64, 6.1", "6.1, 6.1", "6.1.192, 6.1", "6.19-rc1, 6.19", "6.19.0-rc1+, 6.19",
        "6.19.10, 6.19"})
    void aReleaseIsTheNewestModelledVersionThatIsNotNewer(String release, String version) {
        assertThat(KernelVersion.isRelease(release)).isTrue();
        assertThat(KernelVersion.of(release).orElseThrow().text()).isEqualTo(version);
    }

    @Test
    void whatIsNewerThanAllIsTheNewest() {
        List<String> all = KernelVersion.texts();
        assertThat(KernelVersion.of("99.1.2-generic").orElseThrow().text()).isEqualTo(all.get(all.size() - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6", "latest", "v6.1", "6.1.", "6..1", "6.1.0 SMP", "6.1\n", "-6.1", "99999999999.1", "6.1;rm"})
    void whatIsNoReleaseStandsForNothing(String text) {
        assertThat(KernelVersion.of(text)).isEmpty();
        assertThat(KernelVersion.isRelease(text)).isFalse();
    }

    @Test
    void whatIsOlderThanAllStandsForNothing() {
        assertThat(KernelVersion.isRelease("2.4.0")).isTrue();
        assertThat(KernelVersion.of("2.4.0")).isEmpty();
    }

    @Test
    void aFactHoldsFromItsVersionOn() {
        assertThat(KernelVersion.V6_1.since(6, 1)).isTrue();
        assertThat(KernelVersion.V6_1.since(4, 15)).isTrue();
        assertThat(KernelVersion.V6_1.since(6, 2)).isFalse();
        assertThat(KernelVersion.V4_4.since(4, 10)).isFalse();
        assertThat(KernelVersion.V6_19.since(6, 6)).isTrue();
    }
}
