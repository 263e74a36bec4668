package org.sockrace.check;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.Property;
import org.sockrace.machine.Region;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.automata.Memory;
import org.sockrace.explore.Execution;

/** Says in prose why an execution breaks a property, from the execution alone. */
final class Reasons {

    private final Execution execution;
    private final World world;
    private final SourceText source;
    private final List<Execution.Step> steps;

    Reasons(Execution execution, SourceText source) {
        this.execution = execution;
        this.world = execution.world();
        this.source = source;
        this.steps = execution.steps();
    }

    List<String> sentences() {
        if (execution.broken() == null || steps.isEmpty()) {
            return List.of();
        }
        Property property = execution.broken().property();
        if (property == Property.NO_DEADLOCK) {
            return waiting();
        }
        Execution.Step last = steps.get(steps.size() - 1);
        Memory region = last.node().op().touches();
        boolean late = property == Property.NO_USE_AFTER_UNLOAD || property == Property.NO_USE_AFTER_FREE;
        if (late && region != null && freedAt(region) > 0) {
            return usedTooLate(last, region);
        }
        List<String> sentences = new ArrayList<>();
        if (last.node().op().text() != null && last.node().broken() != null) {
            sentences.add(last.node().op().text() + ".");
        } else if (!execution.broken().detail().isEmpty() && execution.broken().property() != Property.NO_DATA_RACE) {
            sentences.add(execution.broken().detail() + ".");
        }
        return sentences;
    }

    private List<String> waiting() {
        List<String> sentences = new ArrayList<>();
        for (int t = 0; t < world.threads(); t++) {
            Node at = execution.end().get(t);
            if (at.op().kind() != OpKind.DONE) {
                sentences.add(name(t) + " waits for ever in " + place(at) + ": " + Operations.describe(at.op(), null) + ".");
            }
        }
        return sentences;
    }

    private List<String> usedTooLate(Execution.Step last, Memory region) {
        List<String> sentences = new ArrayList<>();
        int freed = freedAt(region);
        int user = last.thread();
        int killer = steps.get(freed - 1).thread();
        sentences.add("Let M = " + region + ", freed by " + name(killer) + " at step " + freed + ".");
        if (region.kind() == Region.Kind.MODULE) {
            references(sentences, user, region, freed);
        }
        readSide(sentences, user, freed);
        gracePeriods(sentences, killer, user, freed);
        sentences.add(name(user) + " uses M at step " + steps.size() + " (" + place(last.node()) + "), after it was freed: a contradiction.");
        return sentences;
    }

    private void references(List<String> sentences, int user, Memory region, int freed) {
        int held = 0;
        String gaveUp = null;
        for (int i = 0; i < freed; i++) {
            Execution.Step step = steps.get(i);
            if (step.thread() == user && step.edge() != null) {
                for (Note note : step.edge().notes()) {
                    if (note instanceof Note.Own own && (region.name() + ".refcnt").equals(own.counter())) {
                        held += own.change();
                        gaveUp = own.change() < 0 ? "its last one, " + own.kind() + ", was given up at step " + (i + 1) : gaveUp;
                    }
                }
            }
        }
        sentences.add(held > 0 ? name(user) + " held " + held + " reference" + (held == 1 ? "" : "s") + " to M when it was freed: nobody looked."
                : name(user) + " held no reference to M when it was freed" + (gaveUp == null ? "" : "; " + gaveUp) + ".");
    }

    private void readSide(List<String> sentences, int user, int freed) {
        int left = 0;
        boolean inside = false;
        for (int i = 0; i < freed; i++) {
            if (steps.get(i).thread() == user) {
                OpKind kind = steps.get(i).node().op().kind();
                inside = kind == OpKind.RCU_LOCK || inside && kind != OpKind.RCU_UNLOCK;
                left = kind == OpKind.RCU_UNLOCK ? i + 1 : left;
            }
        }
        if (inside) {
            sentences.add(name(user) + " was in a read-side critical section then.");
        } else if (left > 0) {
            sentences.add(name(user) + " had left its read-side critical section at step " + left + ".");
        }
    }

    private void gracePeriods(List<String> sentences, int killer, int user, int freed) {
        List<Integer> idle = new ArrayList<>();
        for (int i = 0; i < freed; i++) {
            Execution.Step step = steps.get(i);
            boolean begins = step.thread() == killer && step.node().op().kind() == OpKind.SYNC_BEGIN;
            if (begins && !step.after().state().waitsFor(killer, step.node().op().a()).contains(user)) {
                idle.add(i + 1);
            }
        }
        if (!idle.isEmpty()) {
            sentences.add("So the grace period" + (idle.size() == 1 ? " that began at step " : "s that began at steps ")
                    + String.join(" and ", idle.stream().map(String::valueOf).toList()) + " did not have to wait for " + name(user) + ".");
        }
    }

    private int freedAt(Memory region) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).node().op().kind() == OpKind.FREE && steps.get(i).node().op().region() == region && steps.get(i).edge() != null) {
                return i + 1;
            }
        }
        return 0;
    }

    private String name(int thread) {
        return world.threadName(thread);
    }

    private String place(Node node) {
        Frame top = node.at().top();
        return top == null ? "?" : top.function() + ", " + top.file() + ":" + top.line() + ": " + source.line(top.file(), top.line());
    }
}
