package org.sockrace.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users say is understood or refused in one line; and a budget becomes forks and iterations that fit into it. */
class SettingsTest {

    private final Map<String, String> before = new HashMap<>();

    private void set(String name, String value) {
        before.put(name, System.getProperty("jcstress." + name, ""));
        System.setProperty("jcstress." + name, value);
    }

    @AfterEach
    void restore() {
        before.forEach((name, value) -> System.setProperty("jcstress." + name, value));
    }

    @Test
    void aModeHasItsOwnLimit() {
        set("mode", "tough");
        set("limit", "3h");

        assertThat(Settings.ofSystem().limit()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void aBudgetIsGivenPatience() {
        set("mode", "");
        set("budget", "90s");

        assertThat(Settings.ofSystem().budget()).isEqualTo(Duration.ofSeconds(90));
        assertThat(Settings.ofSystem().limit()).isGreaterThan(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @CsvSource({"budget, 5, a time such as", "budget, m, a time such as", "mode, toug, 'one of sanity, quick, default, tough, stress'",
        "tests, '(', a regular expression"})
    void whatIsWrongIsNamed(String name, String value, String expected) {
        set(name, value);

        assertThatThrownBy(Settings::ofSystem).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("jcstress." + name + "=" + value + ": expected " + expected);
    }

    @Test
    void theVersionOfTheJvmIsRead() {
        set("java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
        assertThat(Settings.ofSystem().javaFeature()).isEqualTo(Runtime.version().feature());

        set("java", "there-is-none");
        assertThatThrownBy(() -> Settings.ofSystem().javaFeature()).hasMessageStartingWith("jcstress.java=there-is-none: no JDK is there");
    }

    @ParameterizedTest
    @CsvSource({"60, 2, 1", "60, 2, 2", "240, 36, 1", "600, 36, 2", "3600, 36, 2", "86400, 36, 2", "3600, 1, 1"})
    void theEffortFitsIntoTheBudget(int seconds, int tests, int configurations) {
        Effort effort = Effort.within(Duration.ofSeconds(seconds), tests, configurations, 1);

        double jvms = (double) tests * configurations * effort.forks();
        assertThat(effort.iterations()).isBetween(2, 32);
        assertThat(jvms * (effort.seconds() + 1.8) + 7).isBetween(seconds * 0.5, seconds * 0.85);
    }

    @Test
    void moreProcessorsDoMore() {
        Effort two = Effort.within(Duration.ofMinutes(10), 36, 2, 1);
        Effort eight = Effort.within(Duration.ofMinutes(10), 36, 2, 4);

        assertThat(eight.forks() * eight.seconds()).isGreaterThan(3 * two.forks() * two.seconds());
    }

    @Test
    void aBudgetThatIsTooShortIsRefusedWithTheLeastOne() {
        assertThatThrownBy(() -> Effort.within(Duration.ofMinutes(1), 36, 2, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("jcstress.budget=60 s is too short: 36 tests need 216 s here; give more, or fewer tests with -Djcstress.tests=REGEX");
        assertThat(Effort.within(Duration.ofSeconds(216), 36, 2, 1)).isEqualTo(new Effort(1, 2));
    }
}
