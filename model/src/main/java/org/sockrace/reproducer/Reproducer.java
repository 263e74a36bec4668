package org.sockrace.reproducer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.explain.Counterexample;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ThreadDecl;

/**
 * The files of a reproducer.
 *
 * @param files their names and what they hold
 * @param left what of the scenario a real kernel has nothing for, one line each
 */
public record Reproducer(Map<String, String> files, List<String> left) {

    /** What the files may be called. */
    public static final List<String> NAMES = List.of("reproducer.c", "preempt.c", "Makefile", "README");

    /**
     * That of a scenario.
     *
     * @param execution the schedule that it is to reproduce, or null for the calls alone
     * @param command how the files were made
     * @throws IllegalArgumentException if no thread makes a call that a real kernel has; the message is for users
     */
    public static Reproducer of(Scenario scenario, Counterexample execution, String command) {
        Remaining remaining = new Remaining(scenario);
        if (remaining.threads().isEmpty()) {
            throw new IllegalArgumentException("nothing of " + scenario.name() + " can run on a real kernel: " + String.join("; ", remaining.left()));
        }
        int threads = remaining.threads().stream().mapToInt(ThreadDecl::copies).sum();
        List<PreemptionPoint> points = execution == null ? List.of() : PreemptionPoint.of(execution).stream()
                .filter(point -> remaining.threads().stream().anyMatch(t -> point.isOf(t.name()))).toList();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("reproducer.c", new ProgramText(scenario, remaining, command).text());
        if (!points.isEmpty()) {
            files.put("preempt.c", ModuleText.source(scenario.name(), threads, points, command));
            files.put("Makefile", ModuleText.makefile());
        }
        files.put("README", readme(scenario, execution, points));
        return new Reproducer(files, remaining.left());
    }

    private static String readme(Scenario scenario, Counterexample execution, List<PreemptionPoint> points) {
        String begin = "Build: cc -Wall -pthread -o reproducer reproducer.c" + (points.isEmpty() ? "" : "; make (needs the kernel's headers)") + "\n"
                + "Run, as root, on a machine that may crash: " + (points.isEmpty() ? "" : "insmod preempt.ko; ")
                + "./reproducer 100000, and watch dmesg (KASAN shows what a plain kernel survives).\n";
        return begin + (points.isEmpty() ? "The schedule" + (execution == null ? " is not known" : " of " + scenario.name() + " preempts no thread")
                + ": nothing but luck decides who runs when.\n"
                : "preempt.ko needs CONFIG_KPROBES and CONFIG_PREEMPT (preempt=full), Linux 5.9 or newer; it preempts threads in the functions that its "
                + "source names.\n");
    }
}
