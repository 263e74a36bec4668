package org.sockrace.conform.ftrace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.sockrace.conform.FileFormatException;

/**
 * Events of one processor are in order. Those of different processors that have the same time stamp are not: a clock which must not go back gives a processor
 * that is behind the time of another one again and again, and the recorder prints first what the first processor did. They are put into an order that can have
 * been. Not thread-safe.
 */
final class Ties implements Consumer<TraceEvent> {

    /** Who reads the events in that order. */
    interface Reader {

        /** Whether that event can come next. */
        boolean mayBeNext(TraceEvent e);

        /** The processor on which the event's task was last, or -1. */
        int lastProcessor(TraceEvent e);

        /** What returns next in the event's task, innermost first. */
        List<EventKind> open(TraceEvent e);

        /** That event comes next. */
        void next(TraceEvent e);
    }

    /** More events with one stamp than this are no tie: the clock stands still. */
    private static final int MOST = 1 << 16;

    private final String name;
    private final Reader reader;
    private final List<TraceEvent> tie = new ArrayList<>();
    private boolean several;

    /** Hands the events of that recording to the reader. */
    Ties(String name, Reader reader) {
        this.name = name;
        this.reader = reader;
    }

    @Override
    public void accept(TraceEvent e) {
        if (!tie.isEmpty() && tie.get(0).time() != e.time()) {
            flush();
        }
        if (tie.size() == MOST) {
            throw new FileFormatException(name + ":" + e.line() + ": the clock has stood still for " + MOST + " events since line " + tie.get(0).line()
                    + ", so their order is not known: record with another clock (trace_clock)");
        }
        several = several || !tie.isEmpty() && tie.get(0).cpu() != e.cpu();
        tie.add(e);
    }

    /** There are no more events, or none of the same time. */
    void flush() {
        List<TraceEvent> events = List.copyOf(tie);
        tie.clear();
        boolean unordered = several;
        several = false;
        if (unordered) {
            order(events);
        } else {
            events.forEach(reader::next);
        }
    }

    /** What is left of a tie. */
    private static final class Rest {
        final Map<Integer, Deque<TraceEvent>> processors = new TreeMap<>();
        /** How many events of a task or module, or how many loads of a module, each processor has. */
        final Map<List<Object>, Integer> counts = new HashMap<>();

        /** What tasks did that were on several processors, in an order that can have been. */
        final Map<Integer, Deque<TraceEvent>> tasks = new HashMap<>();

        void add(TraceEvent e) {
            processors.computeIfAbsent(e.cpu(), c -> new ArrayDeque<>()).add(e);
            count(e, 1);
        }

        void remove(TraceEvent e) {
            processors.get(e.cpu()).poll();
            if (tasks.containsKey(e.task())) {
                tasks.get(e.task()).removeFirstOccurrence(e);
            }
            count(e, -1);
        }

        private void count(TraceEvent e, int n) {
            counts.merge(List.of(e.cpu(), e.task()), n, Integer::sum);
            if (e.module() != null) {
                counts.merge(List.of(e.cpu(), e.module()), n, Integer::sum);
                counts.merge(List.of(e.cpu(), e.module(), e.kind()), n, Integer::sum);
            }
        }

        /** Whether it is the next of its task. */
        boolean isNext(TraceEvent e) {
            Deque<TraceEvent> task = tasks.get(e.task());
            return task == null || task.isEmpty() || task.peek() == e;
        }

        boolean othersHave(TraceEvent e, Object... what) {
            List<Object> key = new ArrayList<>(List.of(e.cpu()));
            key.addAll(List.of(what));
            return processors.keySet().stream().anyMatch(cpu -> cpu != e.cpu() && counts.getOrDefault(at(cpu, key), 0) > 0);
        }

        private static List<Object> at(int cpu, List<Object> key) {
            key.set(0, cpu);
            return key;
        }
    }

    private void order(List<TraceEvent> events) {
        Rest rest = new Rest();
        int first = events.get(0).line();
        events.forEach(e -> rest.add(e.inTie(first)));
        order(rest);
        for (int n = events.size(); n > 0; n--) {
            TraceEvent next = choose(rest);
            rest.remove(next);
            reader.next(next);
        }
    }

    private void order(Rest rest) {
        Map<Integer, Map<Integer, List<TraceEvent>>> tasks = new TreeMap<>();
        rest.processors.forEach((cpu, queue) -> queue.forEach(
                e -> tasks.computeIfAbsent(e.task(), t -> new TreeMap<>()).computeIfAbsent(cpu, c -> new ArrayList<>()).add(e)));
        tasks.forEach((task, processors) -> {
            if (processors.size() > 1) {
                TraceEvent any = processors.values().iterator().next().get(0);
                rest.tasks.put(task, new ArrayDeque<>(new TaskOrder(processors.values(), reader.open(any)).find(reader.lastProcessor(any))));
            }
        });
    }

    /** The first event of a processor: one that can be the next and hinders no other one, else one that can be the next, else any; the first in the file. */
    private TraceEvent choose(Rest rest) {
        TraceEvent best = null;
        int least = Integer.MAX_VALUE;
        for (Deque<TraceEvent> queue : rest.processors.values()) {
            TraceEvent e = queue.peek();
            if (e == null) {
                continue;
            }
            int rank = !rest.isNext(e) ? 3 : !reader.mayBeNext(e) ? 2 : hinders(e, rest) ? 1 : 0;
            if (rank < least || rank == least && e.line() < best.line()) {
                best = e;
                least = rank;
            }
        }
        return best;
    }

    /** A module is used after it was loaded, and freed when nothing more happens to it. */
    private static boolean hinders(TraceEvent e, Rest rest) {
        return switch (e.kind()) {
            case MODULE_FREE -> rest.othersHave(e, e.module());
            case MODULE_GET, MODULE_PUT -> rest.othersHave(e, e.module(), EventKind.MODULE_LOAD);
            default -> false;
        };
    }
}
