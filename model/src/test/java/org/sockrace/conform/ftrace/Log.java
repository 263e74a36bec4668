package org.sockrace.conform.ftrace;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.sockrace.conform.Lines;

/** A small recording that a test makes up. */
final class Log {

    private final StringBuilder text = new StringBuilder("# tracer: nop\n");
    private ModulesFiles modules = new ModulesFiles(null, null);
    private Map<EventKind, Long> missed;
    private int time;
    private boolean tied;

    /** What a task does next, on processor 0. */
    Log task(int task, String... events) {
        return on(0, task, ".....", events);
    }

    /** What a softirq does next on that processor. */
    Log softirq(int cpu, String... events) {
        return on(cpu, 0, "..s1.", events);
    }

    /** What a task does next on a processor, with those flags. */
    Log on(int cpu, int task, String flags, String... events) {
        for (String event : events) {
            time += tied ? 0 : 1;
            text.append(String.format(Locale.ROOT, "  racer-%d  [%03d] %s  1.%06d: %s%n", task, cpu, flags, time, event));
        }
        return this;
    }

    /** All that comes next happens at one and the same time. */
    Log tie() {
        time++;
        tied = true;
        return this;
    }

    /** Time goes on. */
    Log untie() {
        tied = false;
        return this;
    }

    /** What /proc/modules said before. */
    Log before(Map<String, ModulesFile.Loaded> before) {
        modules = new ModulesFiles(before, null);
        return this;
    }

    /** What it said after. */
    Log after(Map<String, ModulesFile.Loaded> after) {
        modules = new ModulesFiles(modules.before(), after);
        return this;
    }

    /** How often each probe was missed. */
    Log missed(Map<EventKind, Long> counts) {
        missed = counts;
        return this;
    }

    Validation validate() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        Recording recording = new Recording("x", () -> new Lines("x", new ByteArrayInputStream(bytes)));
        Beginnings beginnings = recording.beginnings();
        return recording.validate(new CallModel("6.1", beginnings.modules()), beginnings, modules, missed);
    }
}
