package org.sockrace.conform.ftrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockrace.Golden;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.conform.FileFormatException;
import org.sockrace.kernel.Errno;

/** Damages every recording in every way that a wrong kernel, or a wrong model, would show, and counts what is noticed. */
@SameOnEveryJdk
class SensitivityTest {

    private static final List<String> KINDS = List.of("module_get", "module_put", "sock_release", "sk_destruct", "synchronize_rcu_ret",
            "sock_unregister_ret", "module_free");
    private static final Pattern EVENT = Pattern.compile(": (\\w+):");
    private static final Pattern TASK = Pattern.compile("^\\s*(\\S+-\\d+)\\s");
    private static final Pattern TIME = Pattern.compile(" \\d+((?:\\.\\d+)?: \\w+:)");
    private static final Pattern ARGUMENTS = Pattern.compile("family=(\\d+) type=(\\d+) protocol=(\\d+)");
    private static final Set<Integer> FOREIGN = Set.of(3, 45);
    private static final String UNFINISHED = "unfinished";
    private static final Pattern RESULT = Pattern.compile("sock_create_ret: .* ret=(-?\\d+)");
    private static final Pattern SOFTIRQ = Pattern.compile("\\] ..s[.0-9]");
    private static final int SAMPLE = 97;
    /** Arguments are rewritten in one call of so many, and in every call that failed in a rare way. */
    private static final int EVERY = 9;
    /** The modelled families, some that are not, and numbers that are none. */
    private static final int[] FAMILIES = {1, 2, 10, 16, 17, 24, 29, 35, 0, 3, 45, 46, 99, -1};
    private static final int[] TYPES = {0, 1, 2, 3, 5, 10, 11, -1};
    private static final int[] ERRNOS = {1, 12, 13, 22, 91, 93, 94, 97, 105};
    private static final int[] PROTOCOLS = {0, 1, 2, 6, 17, 115, 300, -1};

    /** How many of the changes of one kind are noticed. */
    private static final class Count {
        int noticed;
        int made;
        final List<String> missed = new ArrayList<>();
    }

    /** In each line, or in one of so many with {@code -Dsensitivity.every}: then the counts are others, and are not compared. */
    @Test
    void whatIsChangedIsNoticed() {
        int every = Integer.getInteger("sensitivity.every", 1);
        Stream<Map<String, Count>> excerpt = rewritten(Recorded.load("pppoe_excerpt"), every);
        Map<String, Count> all = sum(Stream.concat(Recorded.NAMES.stream().flatMap(n -> study(n, every)), excerpt).toList());
        check(every == 1, "ftrace-sensitivity.txt", all);
    }

    /** In recordings of families that are not modelled: in one line of so many, or in each with {@code -Dsensitivity=1}, which takes an hour. */
    @Test
    void whatIsChangedIsNoticedInAnyFamily() {
        int every = Integer.getInteger("sensitivity", SAMPLE);
        Map<String, Count> all = sum(Recorded.MORE.stream().flatMap(n -> lines(n, every)).toList());
        all.forEach((kind, count) -> count.missed.replaceAll(place -> reason(kind, place)));
        check(every == SAMPLE, "ftrace-sensitivity-any-family.txt", all);
    }

    /** Why nobody notices that change in a recording of any family: everything else must be noticed. */
    private static String reason(String kind, String place) {
        boolean gaps = Recorded.WITH_GAPS.stream().anyMatch(place::startsWith);
        return switch (kind) {
            case "change ret of request_module_ret" -> "its callers ignore it";
            case "swap sk_destruct" -> "a sock may be destroyed after its socket";
            case "delete synchronize_rcu_ret" -> "the recording may have ended before";
            case "delete sk_destruct" -> gaps ? "other probes were missed in that recording, too" : "a sock may outlive its socket up to the end";
            case "swap sock_release" -> place.startsWith("smc") ? "the sock of a socket of the kernel's own may be destroyed at any time" : fail(kind, place);
            case "swap module_put" -> inSoftirq(place) ? "socks are destroyed one after the other in softirqs, and each reference is one of theirs"
                    : fail(kind, place);
            default -> fail(kind, place);
        };
    }

    private static boolean inSoftirq(String place) {
        int colon = place.lastIndexOf(':');
        return SOFTIRQ.matcher(Recorded.load(place.substring(0, colon)).lines().get(Integer.parseInt(place.substring(colon + 1)) - 1)).find();
    }

    private static String fail(String kind, String place) {
        throw new AssertionError(kind + " in " + place + " is not noticed");
    }

    private static void check(boolean compared, String golden, Map<String, Count> all) {
        if (!compared) {
            check(all, 1);
            return;
        }
        StringBuilder table = new StringBuilder();
        all.forEach((kind, c) -> {
            table.append(String.format(Locale.ROOT, "%-48s %5d of %5d%n", kind, c.noticed, c.made));
            tally(c.missed).stream().limit(golden.contains("any") || kind.matches("(rewrite|modules|change errno) .*") ? Integer.MAX_VALUE : 3)
                    .forEach(m -> table.append("    not noticed: ").append(m).append('\n'));
        });
        Golden.check(golden, table.toString());
        check(all, golden.contains("any") ? 10 : 500);
    }

    private static void check(Map<String, Count> all, int most) {
        for (String kind : List.of("delete module_get", "delete module_put", "duplicate module_get", "duplicate module_put")) {
            Count count = all.get(kind);
            assertThat(count.missed).as(kind).isEmpty();
            assertThat(count.made).as(kind).isGreaterThanOrEqualTo(most);
        }
    }

    /** Each once, with how often it is there if that is more. */
    private static List<String> tally(List<String> all) {
        Map<String, Long> counts = all.stream().collect(Collectors.groupingBy(m -> m, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream().map(e -> e.getKey() + (e.getValue() > 1 ? "  x" + e.getValue() : "")).toList();
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
    private static Stream<Map<String, Count>> study(String name, int every) {
        Recorded recorded = Recorded.load(name);
        return Stream.of(lines(name, every), rewritten(recorded, every), Stream.of(modules(recorded, name))).flatMap(s -> s);
    }

    /** The counts of one line in so many. */
    private static Stream<Map<String, Count>> lines(String name, int every) {
        Recorded recorded = Recorded.load(name);
        assertThat(recorded.validate().finding()).as(name).isNull();
        return IntStream.range(0, recorded.lines().size()).filter(i -> i % every == 0).parallel().mapToObj(i -> study(recorded, name, i)).toList().stream();
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
                }).inOrder());
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
        if (i % EVERY == 0) {
            count(counts, "move time back", name, i, recorded.with(l -> {
                l.set(i, TIME.matcher(line).replaceFirst(" 0$1"));
                return l;
            }));
        }
    }

    private static Stream<Map<String, Count>> rewritten(Recorded recorded, int every) {
        List<Integer> calls = calls(recorded).toList();
        return IntStream.range(0, calls.size()).filter(c -> c % every == 0).parallel().mapToObj(c -> arguments(recorded, calls.get(c))).toList().stream();
    }

    /** A call with other arguments than those that it was made with: its events and its result stay what they were. */
    private static Map<String, Count> arguments(Recorded recorded, int i) {
        Map<String, Count> counts = new TreeMap<>();
        String result = result(recorded.lines(), i);
        rewrite(recorded, i, "family", FAMILIES, result, counts);
        rewrite(recorded, i, "type", TYPES, result, counts);
        rewrite(recorded, i, "protocol", PROTOCOLS, result, counts);
        errnos(recorded, i, result, counts);
        return counts;
    }

    /** Another errno than the call that begins there came to. */
    private static void errnos(Recorded recorded, int call, String result, Map<String, Count> counts) {
        int at = end(recorded.lines(), call);
        for (int errno : ERRNOS) {
            String line = at < 0 ? "" : recorded.lines().get(at);
            String changed = line.replaceFirst("ret=-\\d+", "ret=-" + errno);
            if (!changed.equals(line)) {
                Count count = counts.computeIfAbsent("change errno of a call: " + result, k -> new Count());
                boolean noticed = noticed(recorded.with(l -> {
                    l.set(at, changed);
                    return l;
                }));
                count.made++;
                count.noticed += noticed ? 1 : 0;
                if (!noticed) {
                    assertThat(recorded.lines().get(call)).as("an errno that its create cannot give is not noticed: " + errno).contains("family=3 ");
                    count.missed.add(recorded.lines().get(call).replaceFirst(".*(family=.*)", "$1") + " -> " + Errno.name(errno)
                            + ": the family has no model");
                }
            }
        }
    }

    private static void rewrite(Recorded recorded, int i, String field, int[] values, String result, Map<String, Count> counts) {
        String line = recorded.lines().get(i);
        for (int value : values) {
            String changed = line.replaceFirst(field + "=\\d+", field + "=" + value);
            if (!changed.equals(line)) {
                Count count = counts.computeIfAbsent("rewrite " + field + " of a call: " + result, k -> new Count());
                boolean noticed = noticed(recorded.with(l -> {
                    l.set(i, changed);
                    return l;
                }));
                count.made++;
                count.noticed += noticed ? 1 : 0;
                if (!noticed) {
                    count.missed.add(line.replaceFirst(".*(family=.*)", "$1") + " -> " + value + ": " + reason(line, field, value, result));
                }
            }
        }
    }

    /** Why a call with those arguments can have shown the same: everything else must be noticed. */
    private static String reason(String line, String field, int value, String result) {
        Matcher arguments = ARGUMENTS.matcher(line);
        assertThat(arguments.find()).isTrue();
        int family = Integer.parseInt(arguments.group(1));
        if (result.equals("EAFNOSUPPORT") && value >= 0 && (!field.equals("type") || value < 11) || result.equals("EAFNOSUPPORT") && field.equals("protocol")) {
            return "the family need not be there, and nothing else is asked before";
        }
        if (FOREIGN.contains(family) || field.equals("family") && FOREIGN.contains(value)) {
            return "the family has no model";
        }
        if (result.equals("EPROTONOSUPPORT") && (field.equals("type") || value >= 0)) {
            return value == 35 ? "the family may have come meanwhile, and asks for a module of its protocol, too" : "the protocol need not be there";
        }
        if (result.equals("ENOMEM") && !field.equals("family")) {
            return "memory can be short for any protocol that is built in";
        }
        if (family == 35 && field.equals("protocol") && value == 1 || family == 24 && field.equals("type")) {
            return "it is the same protocol";
        }
        if (result.equals(UNFINISHED)) {
            return "the recording ends before they differ";
        }
        throw new AssertionError(line + ": nobody notices that " + field + " was " + value + ", though it came to " + result);
    }

    /** Where the call that begins there returns, or -1. */
    private static int end(List<String> lines, int call) {
        int at = call;
        while (at >= 0 && !RESULT.matcher(lines.get(at)).find()) {
            at = nextOfTask(lines, at);
        }
        return at;
    }

    private static String result(List<String> lines, int call) {
        int end = end(lines, call);
        Matcher result = RESULT.matcher(end < 0 ? "" : lines.get(end));
        return result.find() ? Races.result(Integer.parseInt(result.group(1))) : UNFINISHED;
    }

    /** The calls whose arguments are rewritten. */
    private static Stream<Integer> calls(Recorded recorded) {
        List<Integer> calls = IntStream.range(0, recorded.lines().size()).filter(i -> recorded.lines().get(i).contains(": sock_create: ")).boxed().toList();
        Map<String, Long> results = calls.stream().collect(Collectors.groupingBy(i -> result(recorded.lines(), i), Collectors.counting()));
        return calls.stream().filter(i -> calls.indexOf(i) % EVERY == 0 || results.get(result(recorded.lines(), i)) < EVERY);
    }

    // ---- /proc/modules -----------------------------------------------------------------------------------------------------

    /** Another copy of /proc/modules from before: an empty one, one module less, one reference more or less, other users. */
    private static Map<String, Count> modules(Recorded recorded, String name) {
        Map<String, Count> counts = new TreeMap<>();
        Map<String, ModulesFile.Loaded> before = recorded.modules().before();
        modules(recorded, name + " with none", Map.of(), "modules before: empty", counts);
        before.forEach((module, loaded) -> {
            Map<String, ModulesFile.Loaded> without = new TreeMap<>(before);
            without.remove(module);
            modules(recorded, name + " without " + module, without, "modules before: one less", counts);
            for (int change : new int[] {-1, 1}) {
                Map<String, ModulesFile.Loaded> other = new TreeMap<>(before);
                other.put(module, new ModulesFile.Loaded(loaded.users() + change, loaded.usedBy()));
                String what = name + " " + module + " " + loaded.users() + " -> " + (loaded.users() + change);
                modules(recorded, what, other, "modules before: another count", counts);
            }
            loaded.usedBy().forEach(user -> {
                Map<String, ModulesFile.Loaded> other = new TreeMap<>(before);
                other.put(module, new ModulesFile.Loaded(loaded.users(), List.of()));
                modules(recorded, name + " " + module + " is not used by " + user, other, "modules before: one user less", counts);
            });
        });
        return counts;
    }

    private static void modules(Recorded recorded, String what, Map<String, ModulesFile.Loaded> before, String kind, Map<String, Count> counts) {
        Count count = counts.computeIfAbsent(kind, k -> new Count());
        boolean noticed = noticed(recorded.with(new ModulesFiles(before, recorded.modules().after())));
        count.made++;
        count.noticed += noticed ? 1 : 0;
        if (!noticed) {
            count.missed.add(what);
        }
    }

    private static boolean noticed(Recorded changed) {
        try {
            Validation validation = changed.validate();
            return validation.verdict() == Validation.Verdict.UNEXPLAINED || validation.verdict() == Validation.Verdict.HAS_GAPS && !changed.hasGaps();
        } catch (FileFormatException refused) {
            return true;
        }
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
            }).inOrder());
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
        if (noticed(changed)) {
            count.noticed++;
        } else {
            count.missed.add(name + ":" + (i + 1));
        }
    }
}
