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
    @CsvSource({"2.6.32, 2.6.32", "2.6.32-754.el6.x86_64, 2.6.32", "2.6.32.71, 2.6.32", "2.6.39.4, 2.6.32", "3.2.0-4-amd64, 2.6.32",
        "3.10.0-1160.el7.x86_64, 3.10", "3.13.0-24-generic, 3.10", "3.16.0-4-amd64, 3.16", "4.1.15, 3.16",
        "4.4, 4.4", "4.4.302, 4.4", "6.1.0-56-amd64, 6.1", "6.1.0-56-rt-amd64, 6.1", "6.1, 6.1", "6.1.192, 6.1",
        "5.15.0-119-generic, 5.15", "5.10.3, 5.4", "6.19-rc1, 6.19", "6.19.0-rc1+, 6.19", "6.19.10, 6.19"})
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

    /** Distinct ages: the order is that of {@link KernelVersion#values}, and the release that was read is one of the version. */
    @Test
    void theOldestComesFirstAndEachIsARelease() {
        List<KernelVersion> all = List.of(KernelVersion.values());
        for (KernelVersion v : all) {
            assertThat(KernelVersion.of(v.release())).contains(v);
            assertThat(KernelVersion.named(v.text())).contains(v);
            assertThat(all.stream().filter(older -> v.since(Integer.parseInt(older.text().split("\\.")[0]), Integer.parseInt(older.text().split("\\.")[1]))))
                    .containsExactlyElementsOf(all.subList(0, all.indexOf(v) + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.4.0", "2.6", "2.6.18-8.el5", "2.6.31.14"})
    void whatIsOlderThanAllStandsForNothing(String release) {
        assertThat(KernelVersion.isRelease(release)).isTrue();
        assertThat(KernelVersion.of(release)).isEmpty();
    }

    @Test
    void aFactHoldsFromItsVersionOn() {
        assertThat(KernelVersion.V6_1.since(6, 1)).isTrue();
        assertThat(KernelVersion.V6_1.since(4, 15)).isTrue();
        assertThat(KernelVersion.V6_1.since(6, 2)).isFalse();
        assertThat(KernelVersion.V4_4.since(4, 10)).isFalse();
        assertThat(KernelVersion.V6_19.since(6, 6)).isTrue();
    }

    /** What the C of each version says; the trees are read by {@code conform source}, which compares most of these, but neither macros nor ranges. */
    @ParameterizedTest
    @CsvSource({"2.6.32, false, false, false, NOBODY, SCHED, true, 256, 105, 37",
        "3.10, false, false, false, NOBODY, SCHED, true, 256, 105, 41",
        "3.16, false, false, false, NOBODY, SCHED, true, 256, 105, 41",
        "4.4, false, false, false, NOBODY, SCHED, true, 256, 105, 41",
        "4.19, true, true, true, NOBODY, SCHED, true, 256, 105, 45",
        "5.4, true, true, true, FAMILY, RCU, true, 256, 105, 45",
        "5.15, true, true, true, CORE, RCU, true, 263, 12, 46",
        "6.1, true, true, true, CORE, RCU, true, 263, 12, 46",
        "6.6, true, true, true, CORE, RCU, false, 263, 12, 46",
        "6.12, true, true, true, CORE, RCU, false, 263, 12, 46",
        "6.18, true, true, true, FAMILY, RCU, false, 263, 12, 46",
        "6.19, true, true, true, FAMILY, RCU, false, 263, 12, 46",
        "7.1, true, true, true, FAMILY, RCU, false, 263, 12, 46"})
    void theSwitchesOfAVersion(String version, boolean consumes, boolean inodeLock, boolean clears, KernelConfig.CreateFailure failure,
            KernelConfig.Wait waits, boolean preemption, int protocols, int errno, int families) {
        KernelConfig c = KernelConfig.of(KernelVersion.named(version).orElseThrow());
        assertThat(List.of(c.mapFdConsumes(), c.inodeLockInRelease(), c.coreClearsSk())).containsExactly(consumes, inodeLock, clears);
        assertThat(c.onCreateFailure()).isEqualTo(failure);
        assertThat(c.freeModuleWaits()).isEqualTo(waits);
        assertThat(c.getDisablesPreemption()).isEqualTo(preemption);
        assertThat(List.of(c.protocolMax(), c.inetNoMemory(), c.nproto())).containsExactly(protocols, errno, families);
    }
}
