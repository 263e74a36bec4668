package org.sockrace.conform.ftrace;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The events that are missing in a recording because their probes were missed: a kprobe is, where an interrupt arrives while another one is handled on the same
 * processor. The kernel counts them. Not thread-safe.
 */
final class Gaps {

    /** How often each probe was missed, or null if nobody knows. */
    private final Map<EventKind, Long> missed;
    private final Map<EventKind, Long> found = new EnumMap<>(EventKind.class);
    private int firstLine;

    /** Begins with what the kernel counted, or null if nobody knows. */
    Gaps(Map<EventKind, Long> missed) {
        this.missed = missed;
    }

    /**
     * Something contradicts what is known, unless a probe was missed. Goes on if the kernel says that it was.
     *
     * @throws UnexplainedException if not
     */
    void missed(UnexplainedException x) {
        if (!explain(x)) {
            throw x;
        }
    }

    /** Whether the kernel says that a probe was missed which would explain it; then it is taken for the one. */
    boolean explain(UnexplainedException x) {
        EventKind kind = missed == null ? null : x.missing().stream().sorted()
                .filter(k -> missed.getOrDefault(k, 0L) > found.getOrDefault(k, 0L)).findFirst().orElse(null);
        if (kind != null) {
            found(kind, x);
        }
        return kind != null;
    }

    /**
     * The same, where the kernel itself has proven that something is missing. Goes on also if nobody knows what was missed.
     *
     * @throws UnexplainedException if the kernel says that no probe was missed, or fewer
     */
    void proven(UnexplainedException x) {
        if (missed == null) {
            found(x.missing().iterator().next(), x);
        } else {
            missed(x);
        }
    }

    private void found(EventKind kind, UnexplainedException x) {
        found.merge(kind, 1L, Long::sum);
        firstLine = firstLine == 0 ? x.event().line() : firstLine;
    }

    /** Whether it is known how often each probe was missed. */
    boolean isKnown() {
        return missed != null;
    }

    /** What a user can do to know whether a missed probe explains it; empty if none does. */
    String hint(UnexplainedException x) {
        return missed != null || x.missing().isEmpty() ? "" : "; or a probe of " + x.missing().stream().sorted().map(EventKind::text)
                .collect(Collectors.joining(" or ")) + " was missed: the kernel's kprobe_profile says how often";
    }

    /** The line of the first event that a missing one explains, or 0. */
    int firstLine() {
        return firstLine;
    }

    /** What is missing, for example {@code 2 of sk_destruct}. */
    String text() {
        return found.entrySet().stream().map(f -> f.getValue() + " of " + f.getKey().text()).collect(Collectors.joining(" and "));
    }
}
