package org.sockrace.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explain.Operations;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Tag;
import org.sockrace.weak.world.Sketch;
import org.sockrace.weak.world.Sketches;

/** Tells executions that no interleaving explains: what each thread does, who reads from whom, and what nothing orders. */
final class WeakViolations {

    private static final int LETTERS = 26;
    private static final String OLD = "   <- old: no interleaving explains it";

    private static final Map<Tag, String> SECTIONS = Map.of(Tag.RCU_LOCK, "a read-side critical section begins", Tag.RCU_UNLOCK, "it ends",
            Tag.SCHED_LOCK, "preemption is off", Tag.SCHED_UNLOCK, "preemption is on", Tag.SYNC_RCU, "a grace period ends",
            Tag.SYNC_SCHED, "a grace period of RCU-sched ends");

    private final World world;
    private final Sketches sketches;

    WeakViolations(World world, Sketches sketches) {
        this.world = world;
        this.sketches = sketches;
    }

    /** What is broken with an execution that shows it, unless a schedule does so already. */
    Violation shown(Judge.Broken broken, Violations schedules) {
        Violation violation = schedules.violation(broken);
        if (violation.counterexample() != null || sketches == null) {
            return violation;
        }
        Sketch sketch = broken.goal() == null || broken.goal().endings().isEmpty() ? sketches.of(broken.property()) : sketches.of(broken.goal().endings());
        return sketch == null ? violation : violation.shownBy(lines(sketch, schedules.impossible()));
    }

    private List<String> lines(Sketch sketch, boolean noInterleaving) {
        List<String> text = new ArrayList<>();
        text.add("An execution that the Linux-kernel memory model allows" + (noInterleaving ? ", and no interleaving:" : ":"));
        for (int i = 0; i < sketch.lines().size(); i++) {
            Sketch.Line line = sketch.lines().get(i);
            if (i == 0 || sketch.lines().get(i - 1).thread() != line.thread()) {
                text.add("T" + line.thread() + " " + (line.reclaimed() == null ? world.threadName(line.thread()) : "rcu"));
            }
            text.add("  " + letter(i) + ": " + what(line) + old(line) + place(line));
        }
        sketch.reasons().forEach(reason -> text.add(sentence(sketch, reason)));
        return text;
    }

    private static String letter(int i) {
        return i < LETTERS ? String.valueOf((char) ('a' + i)) : letter(i / LETTERS - 1) + (char) ('a' + i % LETTERS);
    }

    private Node node(Sketch.Line line) {
        return world.node(world.roles()[line.thread()], line.node());
    }

    private String what(Sketch.Line line) {
        String section = line.tag() == null ? null : SECTIONS.get(line.tag());
        if (section != null) {
            return section;
        }
        if (line.reclaimed() != null) {
            return line.kind() == Kind.READ ? "sees kfree_rcu(" + line.reclaimed() + ") from " + letter(line.from()) : "frees " + line.reclaimed();
        }
        Node node = node(line);
        String what = Operations.describe(node.op());
        if (line.kind() != Kind.READ || node.op().cell() == null) {
            return what;
        }
        String from = line.from() == Sketch.FIRST_VALUE ? "" : " from " + letter(line.from());
        return what + " reads " + node.op().cell().show(line.value()) + from + (line.atomic() ? ", writes " + node.op().cell().show(line.written()) : "");
    }

    private static String old(Sketch.Line line) {
        return line.old() ? OLD : "";
    }

    private String place(Sketch.Line line) {
        if (line.reclaimed() != null || line.kind() == Kind.FENCE && node(line).op().kind() != OpKind.FENCE) {
            return "";
        }
        Frame top = node(line).at().top();
        return top == null ? "" : "   " + top.function() + " " + top.file() + ":" + top.line();
    }

    private String named(Sketch sketch, int i) {
        return "T" + sketch.lines().get(i).thread() + "'s " + letter(i);
    }

    private String sentence(Sketch sketch, Sketch.Reason reason) {
        String access = named(sketch, reason.access());
        String missed = named(sketch, reason.missed());
        return switch (reason.missing()) {
            case STORES -> access + " reads the old value although " + missed + " comes before " + letter(reason.seen()) + ", which T"
                    + sketch.lines().get(reason.access()).thread() + " has seen: nothing orders the two stores.";
            case LOADS -> access + " reads the old value although what T" + sketch.lines().get(reason.access()).thread() + " has read at "
                    + letter(reason.seen()) + " came after " + missed + ": nothing orders the two loads.";
            case STORE_AND_LOAD -> access + " reads the old value although its own store " + letter(reason.seen()) + " comes first, which T"
                    + sketch.lines().get(reason.missed()).thread() + " has missed after " + letter(reason.missed())
                    + ": nothing orders the store and the load, which takes a full barrier on both sides.";
            case USE_AND_FREE -> access + " uses the memory that " + missed + " gives back: nothing makes the use come first.";
            case ORDER -> access + " reads the old value although " + missed + " comes before it in any order of the steps.";
        };
    }
}
