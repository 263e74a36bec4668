package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects calls of socket() and unloads with their times, event by event, and tells the halves of a recording apart. Not thread-safe. */
final class HalvesReader {

    /** A call. */
    private static final class Timed {
        private final long start;
        private final int line;
        private long end = Long.MAX_VALUE;
        private boolean freed;
        /** The time to the next call of the same task; 0 if there is none. */
        private long cycle;
        private String result;

        Timed(TraceEvent event) {
            start = event.time();
            line = event.line();
        }
    }

    private final Halves.Calls wanted;
    private final List<Timed> sockets = new ArrayList<>();
    private final List<Timed> unloads = new ArrayList<>();
    private final Map<Integer, Timed> socket = new HashMap<>();
    private final Map<Integer, Timed> last = new HashMap<>();
    private final Map<Integer, Timed> unload = new HashMap<>();

    HalvesReader(Halves.Calls wanted) {
        this.wanted = wanted;
    }

    void note(TraceEvent event) {
        if (event.context() != 0) {
            return;
        }
        switch (event.kind()) {
            case SOCK_CREATE -> create(event);
            case SOCK_CREATE_RET -> {
                Timed call = socket.remove(event.task());
                if (call != null) {
                    call.end = event.time();
                    call.result = event.value() == 0 ? "fd" : Races.result(event.value());
                    sockets.add(call);
                }
            }
            case DELETE_MODULE -> unload.put(event.task(), new Timed(event));
            case MODULE_FREE -> {
                Timed call = unload.get(event.task());
                if (call != null) {
                    call.freed |= wanted.module().equals(event.module());
                }
            }
            case DELETE_MODULE_RET -> {
                Timed call = unload.remove(event.task());
                if (call != null && call.freed && event.value() == 0) {
                    call.end = event.time();
                    unloads.add(call);
                }
            }
            default -> { }
        }
    }

    private void create(TraceEvent event) {
        TraceEvent.SocketCall call = event.socket();
        boolean is = call != null && call.family() == wanted.family() && call.type() == wanted.type() && call.protocol() == wanted.protocol();
        Timed before = last.remove(event.task());
        if (before != null && is) {
            before.cycle = event.time() - before.start;
        }
        if (is && !socket.containsKey(event.task())) {
            Timed now = new Timed(event);
            socket.put(event.task(), now);
            last.put(event.task(), now);
        }
    }

    /** How many unloads succeeded. */
    int unloads() {
        return unloads.size();
    }

    /** How many unloads are in the first half. */
    private int before() {
        return (unloads.size() + 1) / 2;
    }

    /** When the unload begins with which the second half does; there must be two at least. */
    private Timed middle() {
        return unloads.get(before());
    }

    /** The line in which that is. */
    int line() {
        return middle().line;
    }

    /** The halves, of which somebody else has read off the durations. */
    Halves halves(Map<String, List<Long>> durations) {
        Timed middle = middle();
        Map<String, List<Long>> cycles = new TreeMap<>();
        Map<String, Long> observed = new TreeMap<>();
        for (Timed call : sockets) {
            if (call.start < middle.start && call.cycle > 0) {
                cycles.computeIfAbsent(call.result, r -> new ArrayList<>()).add(call.cycle);
            }
            if (call.start >= middle.start && unloads.stream().anyMatch(u -> u.start <= call.start && call.start <= u.end)) {
                observed.merge(call.result, 1L, Long::sum);
            }
        }
        Map<String, Double> means = new TreeMap<>();
        cycles.forEach((result, all) -> means.put(result, all.stream().mapToLong(t -> t).average().orElseThrow()));
        return new Halves(middle.line, before(), unloads.size() - before(), durations, means, observed);
    }
}
