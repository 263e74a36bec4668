package org.sockrace.conform.ftrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockrace.Golden;

/** Damages every recording in every way that a wrong kernel, or a wrong model, would show, and counts what is noticed. */
class SensitivityTest {

    private static final List<String> KINDS = List.of("module_get", "module_put", "sock_release", "sk_destruct", "synchronize_rcu_ret",
            "sock_unregister_ret", "module_free");
    private static final Pattern EVENT = Pattern.compile(": (\\w+):");
    private static final Pattern TASK = Pattern.compile("^\\s*(\\S+-\\d+)\\s");

    /** How many of the changes of one kind are noticed. */
    private static final class Count {
        int noticed;
        int made;
        final List<String> missed = new ArrayList<>();
    }

    @Test
    void whatIsChangedIsNoticed() {
        Map<String, Count> all = sum(Recorded.NAMES.stream().flatMap(SensitivityTest::study).toList());
        StringBuilder table = new StringBuilder();
        all.forEach((kind, c) -> {
            table.append(String.format(Locale.ROOT, "%-32s %5d of %5d%n", kind, c.noticed, c.made));
            c.missed.stream().limit(3).forEach(m -> table.append("    not noticed: ").append(m).append('\n'));
        });
        Golden.check("ftrace-sensitivity.txt", table.toString());
        for (String kind : List.of("delete module_get", "delete module_put", "duplicate module_get", "duplicate module_put")) {
            assertThat(all.get(kind).noticed).as(kind).isEqualTo(all.get(kind).made).isGreaterThan(500);
        }
    }

    private static Map<String, Count> sum(List<Map<String, Count>> each) {
        Map<String, Count> all = new TreeMap<>();
        each.forEach(counts -> counts.forEach((kind, c) -> {
            Count sum = all.computeIfAbsent(kind, k -> new Count());
            sum.noticed += c.noticed;
            sum.made += c.made;
            sum.missed.addAll(c.missed);
        }));
        return all;
    }

    /** The counts of each line, on all processors, but in the order of the lines. */
    private static Stream<Map<String, Count>> study(String name) {
        Recorded recorded = Recorded.load(name);
        assertThat(recorded.validate().finding()).as(name).isNull();
        return IntStream.range(0, recorded.lines().size()).parallel().mapToObj(i -> study(recorded, name, i)).toList().stream();
    }

    private static Map<String, Count> study(Recorded recorded, String name, int i) {
        Map<String, Count> counts = new TreeMap<>();
        Matcher event = EVENT.matcher(recorded.lines().get(i));
        if (!recorded.lines().get(i).startsWith("#") && event.find()) {
            change(recorded, name, i, event.group(1), counts);
        }
        return counts;
    }

    private static void change(Recorded recorded, String name, int i, String kind, Map<String, Count> counts) {
        String line = recorded.lines().get(i);
        if (KINDS.contains(kind)) {
            count(counts, "delete " + kind, name, i, recorded.with(l -> {
                l.remove(i);
                return l;
            }));
            count(counts, "duplicate " + kind, name, i, recorded.with(l -> {
                l.add(i, line);
                return l;
            }));
            int next = nextOfTask(recorded.lines(), i);
            if (next > 0) {
                count(counts, "swap " + kind, name, i, recorded.with(l -> {
                    l.set(i, l.get(next));
                    l.set(next, line);
                    return l;
                }));
            }
        }
        if (line.matches(".*: module_(get|put|free|load): .*")) {
            count(counts, "rename module in " + kind, name, i, recorded.with(l -> {
                l.set(i, line.replaceAll("(: module_\\w+: )\\w+", "$1other"));
                return l;
            }));
        }
        if (line.contains(" ret=")) {
            count(counts, "change ret of " + kind, name, i, recorded.with(l -> {
                l.set(i, line.endsWith("ret=0") ? line.replace("ret=0", "ret=-12") : line.replaceAll("ret=-\\d+", "ret=0"));
                return l;
            }));
        }
        moved(recorded, name, i, kind, counts);
    }

    /** Lines of different tasks, in the wrong order: freed before the last reference is given back, registered after the family was used. */
    private static void moved(Recorded recorded, String name, int i, String kind, Map<String, Count> counts) {
        String line = recorded.lines().get(i);
        if (kind.equals("module_free")) {
            String module = line.substring(line.lastIndexOf(' ') + 1);
            int last = i - 1;
            while (last > 0 && !recorded.lines().get(last).contains(": module_put: " + module + " ")) {
                last--;
            }
            move(recorded, "move module_free before the last module_put", name, i, last, counts);
        }
        if (kind.equals("sock_register")) {
            int first = i + 1;
            while (first < recorded.lines().size() && !recorded.lines().get(first).contains("module_get")) {
                first++;
            }
            move(recorded, "move sock_register after the first module_get", name, i, first, counts);
        }
    }

    private static void move(Recorded recorded, String kind, String name, int from, int to, Map<String, Count> counts) {
        if (to > 0 && to < recorded.lines().size()) {
            count(counts, kind, name, from, recorded.with(l -> {
                l.add(to, l.remove(from));
                return l;
            }));
        }
    }

    private static int nextOfTask(List<String> lines, int i) {
        Matcher task = TASK.matcher(lines.get(i));
        assertThat(task.find()).isTrue();
        for (int j = i + 1; j < lines.size(); j++) {
            Matcher other = TASK.matcher(lines.get(j));
            if (other.find() && other.group(1).equals(task.group(1))) {
                return j;
            }
        }
        return -1;
    }

    private static void count(Map<String, Count> counts, String kind, String name, int i, Recorded changed) {
        Count count = counts.computeIfAbsent(kind, k -> new Count());
        count.made++;
        if (changed.validate().verdict() == Validation.Verdict.UNEXPLAINED) {
            count.noticed++;
        } else {
            count.missed.add(name + ":" + (i + 1));
        }
    }
}
