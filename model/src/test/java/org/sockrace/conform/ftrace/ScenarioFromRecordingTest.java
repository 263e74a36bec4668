package org.sockrace.conform.ftrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Checker;
import org.sockrace.check.Outcome;
import org.sockrace.check.Verdict;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;
import org.sockrace.explore.Progress;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** A window of a recording becomes a scenario, and what happened is one of its outcomes. */
class ScenarioFromRecordingTest {

    private static final Pattern CALL = Pattern.compile("    (\\w+) = .*# line \\d+: (.*)");
    private static final CheckOptions QUICK = CheckOptions.DEFAULT.withLimits(500_000, 0, 0).withoutCounterexamples();

    static List<String> names() {
        return Recorded.NAMES;
    }

    private static CheckReport check(String text) {
        Scenario scenario = ScenarioParser.parse(text, "", "window");
        return Checker.check(scenario, QUICK, Progress.NONE);
    }

    /** What each call returned, by its variable; calls that did not return are left out. */
    private static Map<String, String> observed(String text) {
        Map<String, String> observed = new LinkedHashMap<>();
        for (Matcher call = CALL.matcher(text); call.find();) {
            if (call.group(2).startsWith("returned ")) {
                observed.put(call.group(1), call.group(2).replace("returned a socket", "fd").replace("returned ", ""));
            }
        }
        return observed;
    }

    private static boolean agrees(CheckReport report, Outcome outcome, Map<String, String> observed) {
        for (int c = 0; c < report.columns().size(); c++) {
            String seen = observed.get(report.columns().get(c));
            if (seen != null && !seen.equals(outcome.values().get(c))) {
                return false;
            }
        }
        return outcome.count() > 0;
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatHappenedIsOneOfItsOutcomes(String name) {
        Recording recording = new Recording(Recorded.trace(name));
        int size = Recorded.load(name).lines().size();
        List<Integer> around = new ArrayList<>(List.of(0));
        for (int line = 14; line < size; line += Math.max(1, size / 13)) {
            around.add(line);
        }
        for (int line : around) {
            String text;
            try {
                text = recording.scenario("6.1", line);
            } catch (FileFormatException e) {
                assertThat(e).hasMessageContaining("no call was going on here");
                continue;
            }
            CheckReport report = check(text);
            Map<String, String> observed = observed(text);
            assertThat(observed).as(text).isNotEmpty();
            assertThat(report.verdict()).as(text).isNotEqualTo(Verdict.BOUNDED);
            assertThat(report.outcomes()).as(text).anyMatch(o -> agrees(report, o, observed));
        }
    }

    /** The window in which a socket() failed with ENOMEM: with another timing the protocol's memory is used after it was freed. */
    @Test
    void whatElseCouldHaveHappened() {
        CheckReport report = check(new Recording(Recorded.trace("l2tp_ip_unload")).scenario("6.1", 0));
        assertThat(report.verdict()).isEqualTo(Verdict.BREAKS);
    }

    /** Numbers that are no family need no module, and an obsolete way to a packet socket needs that of packet sockets. */
    @ParameterizedTest
    @CsvSource({"-1, 1, 0", "99, 1, 0", "2, 77, 0", "2, 10, 3", "17, 3, 0", "10, 1, 6", "16, 3, 0", "0, 1, 0", "24, 1, 0", "24, 1, 2", "35, 5, 0"})
    void anyArgumentsBecomeAScenario(int family, int type, int protocol) {
        String log = "  x-1  [000] .....  1.1: sock_create: (a) family=" + family + " type=" + type + " protocol=" + protocol + "\n"
                + "  x-1  [000] .....  1.1: sock_create_ret: (a <- b) ret=-13\n";
        Recording recording = new Recording("x", () -> new Lines("x", new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8))));
        assertThat(check(recording.scenario("6.1", 0)).verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void aLineWithoutCallsIsNamed() {
        assertThatThrownBy(() -> new Recording(Recorded.trace("can_raw_unload")).scenario("6.1", 3)).isInstanceOf(FileFormatException.class)
                .hasMessageContaining("can_raw_unload.trace:3: no call was going on here that a scenario can make");
    }
}
