package org.sockrace.conform.ftrace;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Kind;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.explain.Timeline;
import org.sockrace.kernel.Errno;
import org.sockrace.scenario.Constants;

/** Makes an excerpt out of some events, in the order of their lines. */
final class ExcerptBuilder {

    private static final String UNKNOWN = "not known yet";

    private final int first;
    private final Finding finding;
    private final List<Integer> tasks = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    /** The number of the event in each line that is shown. */
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final Map<String, List<Timeline.Value>> values = new LinkedHashMap<>();
    private final Map<Integer, Integer> waiting = new HashMap<>();
    private final List<Timeline.GracePeriod> gracePeriods = new ArrayList<>();

    /** An excerpt that begins with the event of that number. */
    ExcerptBuilder(int first, Finding finding) {
        this.first = first;
        this.finding = finding;
    }

    /** The next event. */
    void add(TraceEvent e) {
        int task = task(e);
        int number = first + steps.size();
        numbers.put(e.line(), number);
        String line = new String(e.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
        boolean broken = finding != null && finding.line() == e.line();
        List<String> functions = e.caller() == null ? List.of() : List.of(e.caller());
        steps.add(new Step(number, task, broken ? Kind.BROKEN : Kind.OPERATION, functions, "", e.line(), line, operation(e), true, changes(e, number),
                List.of()));
        gracePeriod(e, task, number);
    }

    private int task(TraceEvent e) {
        int known = tasks.indexOf(e.task());
        if (known >= 0) {
            return known;
        }
        tasks.add(e.task());
        String begin = e.text().strip().split("\\s+", 2)[0];
        names.add(e.task() < 0 ? "interrupts of CPU " + e.cpu() : begin.endsWith("-" + e.task()) ? begin : "task " + e.task());
        return tasks.size() - 1;
    }

    private static String operation(TraceEvent e) {
        StringBuilder text = new StringBuilder(e.kind().text());
        if (e.socket() != null) {
            text.append(' ').append(socket(e.socket()));
        }
        if (e.module() != null) {
            text.append(' ').append(e.module());
        }
        if (e.refcnt() >= 0) {
            text.append(" refcnt=").append(e.refcnt());
        }
        if (e.object() != 0) {
            text.append(" 0x").append(Long.toHexString(e.object()));
        }
        return text.append(hasResult(e.kind()) ? " = " + result(e.value()) : "").toString();
    }

    private static boolean hasResult(EventKind kind) {
        return switch (kind) {
            case SOCK_CREATE_RET, SOCK_REGISTER_RET, DELETE_MODULE_RET, FINIT_MODULE_RET, REQUEST_MODULE_RET -> true;
            default -> false;
        };
    }

    private static String socket(TraceEvent.SocketCall call) {
        return "socket(" + Constants.familyName(call.family()) + ", " + Constants.typeName(call.type()) + ", " + call.protocol() + ")";
    }

    private static String result(int value) {
        return value < 0 ? Errno.name(-value) : String.valueOf(value);
    }

    private List<String> changes(TraceEvent e, int number) {
        if (e.module() == null) {
            return List.of();
        }
        return switch (e.kind()) {
            case MODULE_GET, MODULE_PUT -> e.refcnt() < 0 ? List.of() : changed(e.module() + ".refcnt", String.valueOf(e.refcnt()), number);
            case MODULE_LOAD -> changed(e.module(), "loaded", number);
            case MODULE_FREE -> changed(e.module(), "FREED", number);
            default -> List.of();
        };
    }

    private List<String> changed(String what, String now, int number) {
        List<Timeline.Value> before = values.computeIfAbsent(what, w -> new ArrayList<>(List.of(new Timeline.Value(0, UNKNOWN))));
        String was = before.get(before.size() - 1).text();
        if (was.equals(now)) {
            return List.of();
        }
        before.add(new Timeline.Value(number, now));
        return List.of(was.equals(UNKNOWN) ? what + " is " + now : what + " " + was + " -> " + now);
    }

    private void gracePeriod(TraceEvent e, int task, int number) {
        if (e.kind() == EventKind.SYNCHRONIZE_RCU) {
            waiting.put(task, number);
        } else if (e.kind() == EventKind.SYNCHRONIZE_RCU_RET && waiting.containsKey(task)) {
            gracePeriods.add(new Timeline.GracePeriod(task, "synchronize_rcu()", waiting.remove(task), number, List.of()));
        }
    }

    /**
     * The excerpt.
     *
     * @param calls all calls of the recording
     * @param total how many events it has
     */
    Excerpt build(List<RecordedCall> calls, int total) {
        waiting.forEach((task, from) -> gracePeriods.add(new Timeline.GracePeriod(task, "synchronize_rcu()", from, Timeline.OPEN, List.of())));
        int last = first + steps.size() - 1;
        List<Timeline.Span> spans = new ArrayList<>();
        for (RecordedCall call : calls) {
            int thread = tasks.indexOf(call.task);
            if (thread >= 0 && call.overlaps(line(0), line(steps.size() - 1))) {
                int to = call.finished() ? numbers.getOrDefault(call.end, Timeline.OPEN) : Timeline.OPEN;
                spans.add(new Timeline.Span(Timeline.Kind.CALL, thread, name(call), numbers.getOrDefault(call.start, first - 1), to));
            }
        }
        List<Timeline.Variable> variables = values.entrySet().stream().map(e -> new Timeline.Variable("modules", e.getKey(), e.getValue())).toList();
        List<String> why = finding == null ? List.of() : List.of("Line " + finding.line() + ": " + finding.why(), "The rule: " + finding.rule().text());
        Counterexample events = new Counterexample(names, names.stream().map(n -> "").toList(), List.of(), steps, 0, false, "", why,
                new Timeline(spans, gracePeriods, variables));
        return new Excerpt(events, steps.isEmpty() ? 0 : first, last, total);
    }

    private int line(int step) {
        return steps.isEmpty() ? 0 : steps.get(step).line();
    }

    private static String name(RecordedCall call) {
        String text = switch (call.kind) {
            case SOCKET -> call.arguments == null ? "socket()" : socket(call.arguments);
            case CLOSE -> "close";
            case RMMOD -> "delete_module(" + (call.module == null ? "" : call.module) + ")";
            case INSMOD -> "finit_module(" + (call.module == null ? "" : call.module) + ")";
        };
        return call.finished() && call.kind != RecordedCall.Kind.CLOSE ? text + " = " + result(call.result) : text;
    }
}
