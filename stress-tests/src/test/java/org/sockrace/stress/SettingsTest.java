package org.sockrace.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void aKernelWithAMistakeComesFirstOnTheClassPath(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("org/sockrace/kernel"));
        set("kernel", folder.toString());

        assertThat(Settings.ofSystem().kernel()).isEqualTo(folder + File.pathSeparator);
    }

    @Test
    void aFolderWithoutAKernelIsRefused(@TempDir Path folder) {
        set("kernel", folder.toString());

        assertThatThrownBy(Settings::ofSystem).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("jcstress.kernel=");
    }

    @Test
    void aBudgetIsGivenPatience() {
        set("mode", "");
        set("budget", "90s");

        assertThat(Settings.ofSystem().budget()).isEqualTo(Duration.ofSeconds(90));
        assertThat(Settings.ofSystem().limit()).isEqualTo(Duration.ofMinutes(16));
    }

    @ParameterizedTest
    @CsvSource({"budget, 5, a time such as", "budget, m, a time such as", "mode, toug, 'one of sanity, quick, default, tough, stress'",
        "tests, '(', a regular expression", "java, there-is-none, the path of a java", "java, ., the path of a java", "java, pom.xml, the path of a java"})
    void whatIsWrongIsNamed(String name, String value, String expected) {
        set(name, value);

        assertThatThrownBy(Settings::ofSystem).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("jcstress." + name + "=" + value + ": expected " + expected);
    }

    /** It is started in another directory. */
    @Test
    void theJavaMayBeGivenFromHere() {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        set("java", Path.of("").toAbsolutePath().relativize(java).toString());

        assertThat(Path.of(Settings.ofSystem().java())).isAbsolute().satisfies(given -> assertThat(Files.isSameFile(given, java)).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"60, 2", "60, 4", "240, 36", "600, 72", "3600, 72", "86400, 72", "3600, 1"})
    void theEffortFitsIntoTheBudget(int seconds, int tests) {
        Effort effort = Effort.within(Duration.ofSeconds(seconds), tests, 1);

        assertThat(effort.iterations()).isBetween(1, 16);
        assertThat(effort.secondsOnAQuietMachine(tests, 1)).isBetween(seconds * 0.5, seconds * 0.85);
    }

    @Test
    void moreProcessorsDoMore() {
        Effort two = Effort.within(Duration.ofMinutes(10), 72, 1);
        Effort eight = Effort.within(Duration.ofMinutes(10), 72, 4);

        assertThat(eight.forks() * eight.seconds()).isGreaterThan(3 * two.forks() * two.seconds());
    }

    @Test
    void aBudgetThatIsTooShortIsRefusedWithTheLeastOne() {
        assertThatThrownBy(() -> Effort.within(Duration.ofMinutes(1), 72, 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("jcstress.budget=60 s is too short: 72 tests need 261 s here; give more, or fewer tests with -Djcstress.tests=REGEX");
        assertThat(Effort.within(Duration.ofSeconds(261), 72, 1)).isEqualTo(new Effort(1, 1));
    }
}
