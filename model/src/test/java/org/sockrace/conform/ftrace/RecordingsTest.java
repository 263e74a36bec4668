package org.sockrace.conform.ftrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.kernel.KernelVersion;

/** What a real kernel did is a behaviour of the model, however it is written down. */
@SameOnEveryJdk
class RecordingsTest {

    private static final Pattern COUNTED = Pattern.compile("(\\w+)=(\\d+)");

    @TempDir
    private Path folder;

    static List<String> names() {
        return Recorded.NAMES;
    }

    static List<String> all() {
        return Stream.concat(Recorded.NAMES.stream(), Recorded.MORE.stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isExplained(String name) throws IOException {
        Validation validation = Recorded.load(name).validate();
        assertThat(validation.finding()).isNull();
        assertThat(validation.verdict()).isEqualTo(Recorded.WITH_GAPS.contains(name) ? Validation.Verdict.HAS_GAPS : Validation.Verdict.EXPLAINED);
        assertThat(validation.summary().assumptions()).isEmpty();
        assertThat(validation.summary().events()).isEqualTo(entries(name));
        assertThat(counted(validation.summary().results())).isEqualTo(outcome(name));
    }

    /** A processor that stood still between the time of its line and the reading of the counter, while another one went on for two lines. */
    @Test
    void aCounterMayBeReadLate() throws IOException {
        Path file = Recorded.trace("pppoe_excerpt");
        assertThat(new Recording(file).validate("6.1", null, null, null).finding()).isNull();
        List<String> lines = Files.readAllLines(file);
        int late = 0;
        while (!lines.get(late).contains("2.551273: module_get: pppox call_site=__sock_create refcnt=4")) {
            late++;
        }
        lines.set(late, lines.get(late).replace("refcnt=4", "refcnt=6"));
        Path changed = Files.write(folder.resolve("x.trace"), lines);
        assertThat(new Recording(changed).validate("6.1", null, null, null).finding().line()).isEqualTo(late + 1);
    }

    @ParameterizedTest
    @MethodSource("all")
    void isExplainedWithoutTheListOfModules(String name) {
        assertThat(Recorded.load(name).alone().validate().finding()).isNull();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isExplainedFromAnyLineOn(String name) {
        Recorded recorded = Recorded.load(name).alone();
        int size = recorded.lines().size();
        for (int from = 1; from < size; from += Math.max(1, size / 61)) {
            int first = from;
            Validation validation = recorded.with(lines -> lines.subList(first, lines.size())).validate();
            assertThat(validation.finding()).as(name + " from line " + (from + 1) + " on").isNull();
        }
    }

    /** As a clock that must not go back makes of it where a processor is behind: many events at one time, those of the first processor before the others. */
    @ParameterizedTest
    @MethodSource("all")
    void isExplainedInTies(String name) {
        assertThat(Recorded.load(name).tied(name.contains("counter") ? 5 : 50).validate().finding()).isNull();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isExplainedUpToAnyLine(String name) {
        Recorded recorded = Recorded.load(name).alone();
        int size = recorded.lines().size();
        for (int to = 1 + (int) recorded.lines().stream().takeWhile(l -> l.startsWith("#")).count(); to < size; to += Math.max(1, size / 31)) {
            int last = to;
            Validation validation = recorded.with(lines -> lines.subList(0, last)).validate();
            assertThat(validation.finding()).as(name + " up to line " + to).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isExplainedAsTraceCmdAndPerfPrintIt(String name) {
        Recorded traceCmd = Recorded.load(name).with(lines -> rewritten(lines, "^( *)(\\S+)-(\\d+) +(\\[\\d+\\]) \\S+( +\\d+\\.\\d+: )(\\w+):",
                "$1$2-$3   $4$5$6:         "));
        assertThat(traceCmd.validate().finding()).isNull();
        Recorded perf = Recorded.load(name).with(lines -> rewritten(lines, "^( *)(\\S+)-(\\d+) +(\\[\\d+\\]) \\S+( +\\d+\\.\\d+: )(\\w+?)(_ret)?:",
                "$2  $3 $4$5 probe:$6$7:"));
        assertThat(perf.validate().finding()).isNull();
        assertThat(perf.validate().summary().results()).isEqualTo(traceCmd.validate().summary().results());
    }

    /**
     * What the recorded protocols did is what others of their kind do, whose modules have no model; and what a family did that has none, one does that is a
     * module where the recorded kernel had it built in. Lines about symbols are left out.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "can_raw_unload | can_raw>can_bcm, type=3 protocol=1>type=2 protocol=2 | 6.1",
        "can_raw_create_close | can_raw>can_isotp, type=3 protocol=1>type=2 protocol=6 | 6.1",
        "l2tp_ip_unload | l2tp_ip>sctp, type=2 protocol=115>type=1 protocol=132 | 6.1",
        "l2tp_ip_unload | l2tp_ip>sctp, type=2 protocol=115>type=5 protocol=132, ret=-93>ret=-94 | 6.1",
        "l2tp_ip_unload | l2tp_ip>l2tp_ip6, family=2>family=10, ret=-12>ret=-105, inet_del_protocol+>inet6_del_protocol+ | 6.1",
        "l2tp_ip_unload | l2tp_ip>dccp_ipv4, type=2 protocol=115>type=6 protocol=33, ret=-12>ret=-105 | 4.4",
        "pppoe_excerpt | pppoe>pptp, protocol=0>protocol=2 | 6.1",
        "ax25_unload | ax25>af_packet, family=3 type=5>family=17 type=3, family=3>family=17 | 4.4",
        "ax25_unload | ax25>unix, family=3 type=5>family=1 type=1, family=3>family=1 | 4.4",
        "ax25_unload | ax25>rose, family=3>family=11 | 4.4"})
    void isExplainedAsThatOfAnother(String name, String changes, String kernel) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Recorded.trace(name))) {
            String changed = line + " ";
            for (String change : changes.split(", ")) {
                String[] words = change.split(">");
                String end = change.endsWith("+") ? "" : " ";
                changed = changed.replace(words[0] + end, words[1] + end);
            }
            if (!changed.contains("l2tp_core ") && !changed.contains("ppp_generic ")) {
                lines.add(changed.stripTrailing());
            }
        }
        Path file = Files.write(folder.resolve("x.trace"), lines);
        assertThat(new Recording(file).validate(kernel, null, null, null).finding()).isNull();
    }

    /** The model of every version is small enough to be made: how modules are loaded and sockets go differs most. */
    @ParameterizedTest
    @EnumSource(KernelVersion.class)
    void everyVersionCanBeAsked(KernelVersion version) {
        Finding finding = new Recording(Recorded.trace("phonet_unload")).validate(version.text(), null, null, null).finding();
        if (version.since(3, 19)) {
            assertThat(finding).isNull();
        } else {
            // stop_machine waits there, which is no grace period, and is not recorded.
            assertThat(finding.text()).contains("synchronize_rcu_ret: (free_module+");
        }
    }

    /** In another layout, and with addresses instead of functions. */
    private static List<String> rewritten(List<String> lines, String pattern, String layout) {
        return lines.stream().filter(line -> !line.startsWith("#")).map(line -> line.replaceFirst(pattern, layout)
                .replaceAll("\\([^()]+ <- [^()]+\\)", "(ffffffff81345678 <- ffffffff81876543)").replaceAll("\\(\\w+\\+0x[^()]*\\)", "(ffffffff81876543)"))
                .toList();
    }

    private static long entries(String name) throws IOException {
        return Recorded.lines(Recorded.trace(name)).stream().filter(line -> !line.startsWith("#")).count();
    }

    /** What the racing program counted: its own results, then those of rmmod and insmod. */
    private static Map<String, Long> outcome(String name) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        String who = "socket ";
        for (String line : Recorded.lines(Recorded.file(name, ".outcome"))) {
            who = line.startsWith("rmmod:") ? "rmmod " : line.startsWith("insmod:") ? "insmod " : who;
            Matcher counted = COUNTED.matcher(line);
            while (counted.find()) {
                String what = counted.group(1).replace("EAGAIN", "EWOULDBLOCK").replaceFirst("^0$", "ok");
                counts.put(who + what, Long.parseLong(counted.group(2)));
            }
        }
        return counts;
    }

    private static Map<String, Long> counted(Map<String, Map<String, Long>> results) {
        Map<String, Long> counts = new TreeMap<>();
        results.forEach((call, each) -> each.forEach((result, n) -> {
            if (call.startsWith("kernel's own ")) {
                return;
            }
            String who = call.startsWith("socket") ? "socket " : call.startsWith("delete") ? "rmmod " : "insmod ";
            counts.merge(who + result, n, Long::sum);
        }));
        return counts;
    }
}
