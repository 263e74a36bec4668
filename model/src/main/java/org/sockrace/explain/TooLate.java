package org.sockrace.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.sockrace.automata.Memory;
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
        if (given == 0) {
            byItself(last, user);
            return;
        }
        int killer = history.step(given).thread();
        argument.say("Let M = " + memory + ", " + (gone == given ? "freed by " + history.name(killer) + " at " + argument.step(given)
                : "given to kfree_rcu() by " + history.name(killer) + " at " + argument.step(given) + " and freed at " + argument.step(gone)
                + ", when no reader was left who had been there then"));
        if (memory.kind() == Region.Kind.MODULE && user != killer) {
            references(user, memory, gone);
        }
        if (user != killer) {
            gracePeriods(killer, user, gone, readSide(user, gone));
        }
        argument.say(history.name(user) + (history.step(last).node().op().kind().frees() ? " frees M again at step " : " uses M at step ") + last + " ("
                + history.place(history.step(last).node()) + "), after it was freed: a contradiction");
    }

    /** The last step, of that thread, is wrong by what the thread itself did before. */
    void byItself(int last, int thread) {
        String text = history.step(last).node().op().text();
        int given = history.last(last, s -> s.thread() == thread && s.edge() != null && s.node().op().kind().frees()
                && text != null && names(text, s.node().op().region().name()));
        if (given > 0) {
            argument.say(history.name(thread) + " itself had freed " + history.step(given).node().op().region() + " at " + argument.step(given)
                    + history.in(given));
        }
        argument.say("At step " + last + " it is in " + history.place(history.step(last).node()));
    }

    /** Whether that memory, or a field of it, stands in the text; {@code sock#2} is another one than {@code sock}. */
    private static boolean names(String text, String memory) {
        return Pattern.compile("(?<![\\w.#])" + Pattern.quote(memory) + "(?![\\w#])").matcher(text).find();
    }

    private void references(int user, Memory memory, int freed) {
        String counter = memory.name() + ".refcnt";
        int held = history.owned(user, counter, freed);
        if (held > 0) {
            argument.say(history.name(user) + " held " + held + " reference" + (held == 1 ? "" : "s") + " to M when it was freed: nobody looked");
            return;
        }
        int left = memory.cells().stream().filter(c -> c.qualifiedName().equals(counter)).findFirst()
                .map(c -> history.step(freed).before().state().get(c, user)).orElse(0);
        if (left > 0) {
            argument.say(history.name(user) + " had itself taken no reference to M, but " + counter + " was " + left + " when it was freed: nobody looked");
            return;
        }
        int gaveUp = history.gaveUp(user, counter, freed);
        argument.say(history.name(user) + " held no reference to M when it was freed" + (gaveUp == 0 ? "" : "; its last one was given up at "
                + argument.step(gaveUp)));
    }

    /** Whether and since when the user was no reader, be it that it left a section or, on a kernel without preemption, that it came to where it sleeps. */
    private int readSide(int user, int freed) {
        boolean reader = history.step(freed).before().node(user).reader();
        int since = history.last(freed, s -> s.thread() == user && s.node().reader() != reader && s.after().node(user).reader() == reader);
        if (reader) {
            argument.say(history.name(user) + " was in a read-side critical section then" + (since == 0 ? "" : ", since " + argument.step(since)));
        } else if (since > 0) {
            argument.say(history.name(user) + (history.step(since).node().op().kind() == OpKind.RCU_UNLOCK
                    ? " had left its read-side critical section at " + argument.step(since)
                    : " had come to where it sleeps after " + argument.step(since) + history.in(since) + ", and was no reader any more"));
        }
        return reader ? 0 : since;
    }

    private void gracePeriods(int killer, int user, int freed, int left) {
        List<Integer> idle = new ArrayList<>();
        for (int n = 1; n < freed; n++) {
            Execution.Step step = history.step(n);
            boolean begins = step.thread() == killer && step.edge() != null && step.node().op().kind() == OpKind.SYNC_BEGIN;
            if (begins && !step.after().state().waitsFor(killer, step.node().op().a()).contains(user)) {
                idle.add(n);
            }
        }
        if (!idle.isEmpty()) {
            argument.say((left > 0 && left < idle.get(0) ? "So the" : "The") + " grace period"
                    + (idle.size() == 1 ? " that began at " : "s that began at ") + argument.steps(idle) + " did not have to wait for " + history.name(user));
        }
    }
}
