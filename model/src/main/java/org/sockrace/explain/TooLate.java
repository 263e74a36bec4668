package org.sockrace.explain;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.explore.Execution;
import org.sockrace.machine.Region;

/** Why memory was gone when a thread used it. */
final class TooLate {

    private final History history;
    private final Argument argument;

    TooLate(History history, Argument argument) {
        this.history = history;
        this.argument = argument;
    }

    /** The last step, of that thread, touches memory that is gone. */
    void of(int last, int user) {
        Memory memory = history.step(last).node().op().touches();
        int gone = history.gone(memory, user);
        int given = history.last(gone + 1, s -> s.edge() != null && s.node().op().kind().frees() && s.node().op().region() == memory
                && !s.before().state().freed(memory, user) && s.after().state().freed(memory, user));
        int killer = history.step(given).thread();
        argument.say("Let M = " + memory + ", " + (gone == given ? "freed by " + history.name(killer) + " at " + argument.step(given)
                : "given to kfree_rcu() by " + history.name(killer) + " at " + argument.step(given) + " and freed at " + argument.step(gone)
                + ", when no reader was left who had been there then"));
        if (memory.kind() == Region.Kind.MODULE && user != killer) {
            references(user, memory, gone);
        }
        if (user != killer) {
            readSide(user, gone);
            gracePeriods(killer, user, gone);
        }
        argument.say(history.name(user) + (history.step(last).node().op().kind().frees() ? " frees M again at step " : " uses M at step ") + last + " ("
                + history.place(history.step(last).node()) + "), after it was freed: a contradiction");
    }

    /** The last step, of that thread, is wrong by what the thread itself did before. */
    void byItself(int last, int thread) {
        String text = history.step(last).node().op().text();
        int given = history.last(last, s -> s.thread() == thread && s.edge() != null && s.node().op().kind().frees()
                && text != null && text.contains(s.node().op().region().name()));
        if (given > 0) {
            argument.say(history.name(thread) + " itself had freed " + history.step(given).node().op().region() + " at " + argument.step(given)
                    + history.in(given));
        }
        argument.say("At step " + last + " it is in " + history.place(history.step(last).node()));
    }

    private void references(int user, Memory memory, int freed) {
        String counter = memory.name() + ".refcnt";
        int held = history.owned(user, counter, freed);
        if (held > 0) {
            argument.say(history.name(user) + " held " + held + " reference" + (held == 1 ? "" : "s") + " to M when it was freed: nobody looked");
            return;
        }
        int gaveUp = history.last(freed, s -> s.thread() == user && s.edge() != null && s.edge().notes().stream()
                .anyMatch(n -> n instanceof Note.Own own && counter.equals(own.counter()) && own.change() < 0));
        argument.say(history.name(user) + " held no reference to M when it was freed" + (gaveUp == 0 ? "" : "; its last one was given up at "
                + argument.step(gaveUp)));
    }

    private void readSide(int user, int freed) {
        int since = history.readerSince(user, freed);
        int left = history.last(freed, s -> s.thread() == user && s.node().op().kind() == OpKind.RCU_UNLOCK);
        if (since > 0) {
            argument.say(history.name(user) + " was in a read-side critical section then, since " + argument.step(since));
        } else if (left > 0) {
            argument.say(history.name(user) + " had left its read-side critical section at " + argument.step(left));
        }
    }

    private void gracePeriods(int killer, int user, int freed) {
        List<Integer> idle = new ArrayList<>();
        for (int n = 1; n < freed; n++) {
            Execution.Step step = history.step(n);
            boolean begins = step.thread() == killer && step.edge() != null && step.node().op().kind() == OpKind.SYNC_BEGIN;
            if (begins && !step.after().state().waitsFor(killer, step.node().op().a()).contains(user)) {
                idle.add(n);
            }
        }
        if (!idle.isEmpty()) {
            argument.say("So the grace period" + (idle.size() == 1 ? " that began at " : "s that began at ") + argument.steps(idle)
                    + " did not have to wait for " + history.name(user));
        }
    }
}
