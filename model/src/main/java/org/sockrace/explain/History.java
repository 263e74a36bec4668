package org.sockrace.explain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Execution;
import org.sockrace.semantics.Run;

/** What can be asked about an execution that has happened. Steps are numbered from 1; 0 stands for none. */
final class History {

    private final Execution execution;
    private final SourceText source;
    private final Run start;

    History(Execution execution, SourceText source) {
        this(execution, source, new Run(execution.world()));
    }

    private History(Execution execution, SourceText source, Run start) {
        this.execution = execution;
        this.source = source;
        this.start = start;
    }

    /** What had happened after that step. */
    History until(int number) {
        Run there = after(number);
        List<Node> end = new ArrayList<>();
        for (int t = 0; t < threads(); t++) {
            end.add(there.node(t));
        }
        return new History(new Execution(world(), execution.steps().subList(0, number), null, List.of(), end, false), source, start);
    }

    SourceText source() {
        return source;
    }

    Execution execution() {
        return execution;
    }

    World world() {
        return execution.world();
    }

    /** How many steps there are. */
    int size() {
        return execution.steps().size();
    }

    Execution.Step step(int number) {
        return execution.steps().get(number - 1);
    }

    /** The state at the end. */
    Run end() {
        return after(size());
    }

    int threads() {
        return execution.end().size();
    }

    /** The state after that step; 0 for that at the beginning. */
    Run after(int number) {
        return number == 0 ? start : step(number).after();
    }

    /** Whether the thread is a reader after that step. */
    boolean reader(int thread, int number) {
        return after(number).node(thread).reader();
    }

    /** What the code of that thread said after that step, if the step is one of that thread. */
    List<Note> notes(int number, int thread) {
        Execution.Step step = step(number);
        return step.thread() == thread && step.edge() != null ? step.edge().notes() : List.of();
    }

    String name(int thread) {
        return world().threadName(thread);
    }

    /** Where a node stands: {@code inet_create, AfInet.java:242: rcu_read_unlock();}. */
    String place(Node node) {
        return place(node.at());
    }

    /** Where a place in the source is. */
    String place(Frame.Stack at) {
        Frame top = at.top();
        return top == null ? "code of its own" : line(top) + ": " + source.line(top.file(), top.line());
    }

    private static String line(Frame frame) {
        return frame.function() + ", " + frame.file() + ":" + frame.line();
    }

    /** Whether the thread serves others. */
    boolean daemon(int thread) {
        return world().automata().get(world().roles()[thread]).role().daemon();
    }

    /** Where a step was taken, and from where that was called: {@code mod_timer, Timer.java:27, from my_connect, MyProto.java:42: mod_timer(timer);}. */
    String way(int number) {
        List<Frame> frames = step(number).node().at().frames();
        if (frames.size() < 2) {
            return place(step(number).node());
        }
        Frame from = frames.get(1);
        return line(frames.get(0)) + ", from " + line(from) + ": " + source.line(from.file(), from.line());
    }

    /** The function in which a step was taken, with the word before it; empty outside the modelled source. */
    String in(int number) {
        Frame top = step(number).node().at().top();
        return top == null ? "" : " in " + top.function();
    }

    /** The last step before {@code end} that fits, or 0. */
    int last(int end, Predicate<Execution.Step> fits) {
        for (int n = Math.min(end - 1, size()); n >= 1; n--) {
            if (fits.test(step(n))) {
                return n;
            }
        }
        return 0;
    }

    /** All steps that fit, in order. */
    List<Integer> all(Predicate<Execution.Step> fits) {
        List<Integer> all = new ArrayList<>();
        for (int n = 1; n <= size(); n++) {
            if (fits.test(step(n))) {
                all.add(n);
            }
        }
        return all;
    }

    /** The last step of that thread before {@code end} that observed something, or 0. */
    int observed(int thread, int end) {
        return last(end, s -> s.thread() == thread && s.edge() != null && s.node().op().kind().observes());
    }

    /** The last step of that thread before {@code end} after which a call of it returned, or 0. */
    int returned(int thread, int end) {
        return last(end, s -> s.thread() == thread && s.edge() != null && s.edge().notes().stream().anyMatch(Note.Returned.class::isInstance));
    }

    /** The last step before {@code end} that changed the cell, as that thread finds it; or 0. */
    int changed(Cell cell, int thread, int end) {
        return last(end, s -> s.before().state().get(cell, thread) != s.after().state().get(cell, thread));
    }

    /** The step after which that thread found the memory gone, or 0. */
    int gone(Memory memory, int thread) {
        return last(size() + 1, s -> !s.before().state().gone(memory, thread) && s.after().state().gone(memory, thread));
    }

    /** Whether each of several identical threads has memory of that name of its own. */
    boolean ownCopies(Memory memory) {
        return world().ownCopies(memory);
    }

    /** The step at which the thread entered the read-side critical section that it is in before {@code end}, or 0 if it is in none. */
    int readerSince(int thread, int end) {
        return since(thread, end, OpKind.RCU_LOCK, OpKind.RCU_UNLOCK);
    }

    /** The step at which the thread disabled preemption and has not enabled it again before {@code end}, or 0. */
    int preemptionOffSince(int thread, int end) {
        return since(thread, end, OpKind.PREEMPT_OFF, OpKind.PREEMPT_ON);
    }

    private int since(int thread, int end, OpKind enters, OpKind leaves) {
        int depth = 0;
        int first = 0;
        for (int n = 1; n < Math.min(end, size() + 1); n++) {
            if (step(n).thread() == thread && step(n).edge() != null) {
                OpKind kind = step(n).node().op().kind();
                first = kind == enters && depth == 0 ? n : first;
                depth += kind == enters ? 1 : kind == leaves && depth > 0 ? -1 : 0;
            }
        }
        return depth > 0 ? first : 0;
    }

    /** Whether the step takes a lock. */
    static boolean takesLock(Execution.Step step) {
        OpKind kind = step.node().op().kind();
        return step.edge() != null && (kind == OpKind.LOCK || kind == OpKind.TRYLOCK && step.edge().observed() == 1);
    }

    /** The locks that the thread holds before {@code end}: the steps at which it took them. */
    List<Integer> locks(int thread, int end) {
        List<Integer> held = new ArrayList<>();
        for (int n = 1; n < Math.min(end, size() + 1); n++) {
            if (step(n).thread() == thread && step(n).edge() != null) {
                Cell cell = step(n).node().op().cell();
                if (takesLock(step(n))) {
                    held.add(n);
                } else if (step(n).node().op().kind() == OpKind.UNLOCK) {
                    held.removeIf(h -> step(h).node().op().cell() == cell);
                }
            }
        }
        return held;
    }

    /** Whether somebody has said that he owns references of that counter. */
    boolean accounted(Cell counter) {
        return execution.steps().stream().filter(s -> s.edge() != null).flatMap(s -> s.edge().notes().stream())
                .anyMatch(note -> note instanceof Note.Own own && counter.qualifiedName().equals(own.counter()));
    }

    /** How many references of that counter the thread has taken and not given back before {@code end}, by what its code says. */
    int owned(int thread, String counter, int end) {
        return ownedAfter(thread, counter)[Math.min(end - 1, size())];
    }

    /** How many references of that counter the thread has taken and not given back after each step; the first entry is for the beginning. */
    int[] ownedAfter(int thread, String counter) {
        int[] owned = new int[size() + 1];
        for (int n = 1; n <= size(); n++) {
            owned[n] = owned[n - 1];
            for (Note note : notes(n, thread)) {
                owned[n] += note instanceof Note.Own own && counter.equals(own.counter()) ? own.change() : 0;
            }
        }
        return owned;
    }

    /** The last step before that one at which the thread gave a reference of that counter up, be it its own or one that the set-up had taken; 0 for none. */
    int gaveUp(int thread, String counter, int before) {
        return last(before, s -> s.thread() == thread && s.edge() != null && s.edge().notes().stream()
                .anyMatch(n -> n instanceof Note.Own own && counter.equals(own.counter()) && own.change() < 0));
    }

    /** The counters of which that thread took references, or gave them back. */
    Set<String> counters(int thread) {
        Set<String> counters = new LinkedHashSet<>();
        for (int n = 1; n <= size(); n++) {
            for (Note note : notes(n, thread)) {
                if (note instanceof Note.Own own && own.counter() != null) {
                    counters.add(own.counter());
                }
            }
        }
        return counters;
    }

    /** {@code T0, T2}. */
    String names(List<Integer> threads) {
        return threads.stream().map(this::name).collect(Collectors.joining(", "));
    }
}
