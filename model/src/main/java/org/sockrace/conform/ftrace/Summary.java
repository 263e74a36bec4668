package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a recording shows, counted. */
public final class Summary {

    private final Map<String, Map<String, Long>> results = new HashMap<>();
    private final Map<String, Long> labels = new HashMap<>();
    private final Map<String, Long> races = new HashMap<>();
    private final Map<String, Long> passedOver = new HashMap<>();
    private final List<String> assumptions = new ArrayList<>();
    private long events;
    private long lines;

    void event() {
        events++;
    }

    void lines(long n) {
        lines = n;
    }

    void result(String call, String result) {
        results.computeIfAbsent(call, c -> new TreeMap<>()).merge(result, 1L, Long::sum);
    }

    void label(String label) {
        labels.merge(label, 1L, Long::sum);
    }

    void race(String what) {
        races.merge(what, 1L, Long::sum);
    }

    void passedOver(String what) {
        passedOver.merge(what, 1L, Long::sum);
    }

    void assume(String what) {
        assumptions.add(what);
    }

    /** The calls, for example {@code delete_module(can)}, with what they returned how often. */
    public Map<String, Map<String, Long>> results() {
        return new TreeMap<>(results);
    }

    /** Goto labels that were certainly passed, with how often. */
    public Map<String, Long> labels() {
        return new TreeMap<>(labels);
    }

    /** Results that only a race explains, with how often. */
    public Map<String, Long> races() {
        return new TreeMap<>(races);
    }

    /** What was passed over, with how often. */
    public Map<String, Long> passedOver() {
        return new TreeMap<>(passedOver);
    }

    /** What had to be assumed because the recording does not say it. */
    public List<String> assumptions() {
        return List.copyOf(assumptions);
    }

    /** The events that were validated. */
    public long events() {
        return events;
    }

    /** The lines of the file that were read. */
    public long lines() {
        return lines;
    }
}
