package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The shortest call of a recording that was going on at one line, and the calls that overlap it: those that become a scenario. */
final class Window {

    /** More calls of one task than this are left out: those farthest from the line. */
    private static final int MOST_CALLS = 3;
    /** More threads than this are left out: every further one multiplies the interleavings. */
    private static final int MOST_TASKS = 4;

    private final CallLog log;
    private final int line;
    private final Map<Integer, List<RecordedCall>> threads = new TreeMap<>();
    private final List<RecordedCall> before = new ArrayList<>();

    private Window(CallLog log, int line) {
        this.log = log;
        this.line = line;
    }

    /** The calls around that line; empty if there are none. */
    static Window around(CallLog log, int line) {
        Window window = new Window(log, line);
        window.choose();
        return window;
    }

    /**
     * A line worth looking at: where a call failed that overlaps the loading or unloading of a module, the rarest failure first; else where a socket was made
     * meanwhile; else the first call.
     */
    static int interesting(CallLog log) {
        List<RecordedCall> changes = log.calls().stream().filter(c -> c.kind == RecordedCall.Kind.RMMOD || c.kind == RecordedCall.Kind.INSMOD).toList();
        List<RecordedCall> racing = log.calls().stream().filter(c -> c.kind == RecordedCall.Kind.SOCKET && c.finished())
                .filter(c -> changes.stream().anyMatch(m -> m.overlaps(c.start, c.end))).toList();
        Map<Integer, Long> results = racing.stream().filter(c -> c.result < 0).collect(Collectors.groupingBy(c -> c.result, Collectors.counting()));
        return racing.stream().filter(c -> c.result < 0).min(Comparator.comparingLong(c -> results.get(c.result))).or(() -> racing.stream().findFirst())
                .or(() -> log.calls().stream().findFirst()).map(c -> c.start).orElse(0);
    }

    private void choose() {
        RecordedCall centre = log.calls().stream().filter(this::usable).filter(c -> c.overlaps(line, line))
                .min(Comparator.comparingInt(c -> Math.min(c.end, log.lines()) - c.start)).orElse(null);
        if (centre == null) {
            return;
        }
        int first = centre.start;
        int last = Math.min(centre.end, log.lines());
        List<Integer> tasks = log.calls().stream().filter(this::usable).filter(c -> c.overlaps(first, last))
                .sorted(Comparator.comparingInt(this::distance)).map(c -> c.task).distinct().limit(MOST_TASKS).toList();
        for (int task : tasks) {
            List<RecordedCall> calls = new ArrayList<>(log.calls().stream().filter(c -> c.task == task && usable(c) && c.overlaps(first, last))
                    .sorted(Comparator.comparingInt(this::distance)).limit(MOST_CALLS).toList());
            threads.put(task, calls);
        }
        addModuleCalls();
        threads.values().forEach(calls -> calls.sort(Comparator.comparingInt(c -> c.start)));
        findOpenSockets();
    }

    /** Whoever loads or unloads a module while the chosen calls go on explains what they returned. */
    private void addModuleCalls() {
        int first = first();
        int last = last();
        Set<RecordedCall> chosen = calls();
        for (RecordedCall call : log.calls()) {
            boolean changes = call.kind == RecordedCall.Kind.RMMOD || call.kind == RecordedCall.Kind.INSMOD;
            if (changes && usable(call) && call.overlaps(first, last) && !chosen.contains(call)) {
                threads.computeIfAbsent(call.task, t -> new ArrayList<>()).add(call);
            }
        }
    }

    private int distance(RecordedCall call) {
        return call.overlaps(line, line) ? 0 : Math.min(Math.abs(call.start - line), Math.abs(call.end - line));
    }

    /** Not a close of a socket of which nothing is known, nor rmmod of a module that is not named. */
    private boolean usable(RecordedCall call) {
        return switch (call.kind) {
            case SOCKET -> true;
            case CLOSE -> call.partner != null;
            case RMMOD, INSMOD -> module(call) != null;
        };
    }

    /** The module of a call; if it failed, the recording does not name it: then the one that the task tries next, or tried before. */
    String module(RecordedCall call) {
        if (call.module != null) {
            return call.module;
        }
        List<RecordedCall> same = log.calls().stream().filter(c -> c.task == call.task && c.kind == call.kind && c.module != null).toList();
        return same.stream().filter(c -> c.start > call.start).findFirst().or(() -> same.stream().reduce((a, b) -> b)).map(c -> c.module).orElse(null);
    }

    /** Sockets that were open when the window begins pin their modules: they are made before the threads start. */
    private void findOpenSockets() {
        int first = first();
        Set<RecordedCall> chosen = calls();
        for (RecordedCall call : log.calls()) {
            boolean made = call.kind == RecordedCall.Kind.SOCKET && call.finished() && call.result == 0 && !chosen.contains(call) && call.end < last();
            boolean needed = call.partner == null ? call.end < first : call.partner.start >= first && (call.end < first || chosen.contains(call.partner));
            if (made && needed) {
                before.add(call);
            }
        }
    }

    /** The calls of each task, in order. */
    Map<Integer, List<RecordedCall>> threads() {
        return threads;
    }

    /** Sockets that are there before. */
    List<RecordedCall> openBefore() {
        return before;
    }

    /** All calls of the threads. */
    Set<RecordedCall> calls() {
        Set<RecordedCall> all = new LinkedHashSet<>();
        threads.values().forEach(all::addAll);
        return all;
    }

    /** The first line of the calls. */
    int first() {
        return calls().stream().mapToInt(c -> c.start).min().orElse(line);
    }

    /** The last line of the calls. */
    int last() {
        return calls().stream().mapToInt(c -> Math.min(c.end, log.lines())).max().orElse(line);
    }
}
