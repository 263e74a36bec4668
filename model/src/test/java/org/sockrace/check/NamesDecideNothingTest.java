package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.explore.Progress;
import org.sockrace.scenario.ScenarioParser;

/** What a module is called has no part in what it does, even if the kernel calls something else so. */
class NamesDecideNothingTest {

    @ParameterizedTest
    @ValueSource(strings = {"ab", "a.b", "sock", "a.sock", "fd", "filp", "PF", "sock_inode_cache"})
    void ofAModule(String name) {
        String text = "module NAME family=PF_TOY loaded=no; T0: insmod(NAME); rmmod(NAME); insmod(NAME); rmmod(NAME)".replace("NAME", name);
        CheckReport report = Checker.check(ScenarioParser.parse(text, "", "x"), CheckOptions.DEFAULT, Progress.NONE);
        assertThat(report.violations()).isEmpty();
        assertThat(report.verdict()).isEqualTo(Verdict.HOLDS);
    }
}
