package org.sockrace.explain;

import org.sockrace.automata.Memory;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.explore.Execution;
import org.sockrace.explore.Finding;

/** Who was in which section when, and which locks were held. */
final class Sections {

    private final History history;
    private final Argument argument;

    Sections(History history, Argument argument) {
        this.history = history;
        this.argument = argument;
    }

    /** The sections that the thread is in at the end, and the locks that it holds. */
    void of(int thread) {
        int size = history.size();
        int reader = history.readerSince(thread, size + 1);
        int off = history.preemptionOffSince(thread, size + 1);
        if (reader > 0) {
            argument.say(history.name(thread) + " entered the read-side critical section at " + argument.step(reader) + history.in(reader));
        }
        if (off > 0) {
            argument.say(history.name(thread) + " disabled preemption at " + argument.step(off) + history.in(off));
        }
        if (reader == 0 && off == 0 && history.locks(thread, size + 1).isEmpty()) {
            int left = history.last(size, s -> s.thread() == thread && s.edge() != null && s.node().op().kind() == OpKind.RCU_UNLOCK);
            argument.say(left == 0 ? history.name(thread) + " had entered no read-side critical section by itself"
                    : history.name(thread) + " had left its last read-side critical section at " + argument.step(left) + history.in(left));
        }
        locks(thread, size + 1);
    }

    /** The locks that the thread holds just before that step. */
    void locks(int thread, int end) {
        for (int n : history.locks(thread, end)) {
            argument.say(history.name(thread) + " holds " + history.step(n).node().op().cell().qualifiedName() + " since " + argument.step(n) + history.in(n));
        }
    }

    /** The last step ends a grace period that somebody should have been waited for in. */
    void tooShort(int last, int waiter) {
        int flavour = history.step(last).node().op().a();
        int begin = history.last(last, s -> s.thread() == waiter && s.edge() != null && s.node().op().kind() == OpKind.SYNC_BEGIN);
        for (int reader : history.step(last).before().state().waitsFor(waiter, flavour)) {
            int since = flavour == OpKind.RCU ? history.readerSince(reader, last) : history.preemptionOffSince(reader, last);
            argument.say("The grace period began at " + argument.step(begin) + ", when " + history.name(reader) + " was a reader"
                    + (since == 0 ? "" : ", since " + argument.step(since)) + "; it has not left yet");
        }
    }

    /** delete_module is about to return at the last step, with somebody inside. */
    void inside(Finding finding, int last, int thread) {
        if (history.step(last).edge() == null) {
            new TooLate(history, argument).byItself(last, thread);
            return;
        }
        Memory module = history.step(last).edge().notes().stream().filter(Note.Unloaded.class::isInstance)
                .map(n -> ((Note.Unloaded) n).region()).findFirst().orElse(null);
        if (module == null) {
            return;
        }
        argument.say(history.name(thread) + " says at " + argument.step(last) + history.in(last) + " that " + module + " is gone");
        for (int t = 0; t < history.threads(); t++) {
            Execution.Step at = history.step(last);
            if (t != thread && at.before().role(t) == finding.role() && at.before().number(t) == finding.node()) {
                int user = t;
                int entered = history.last(last, s -> s.thread() == user && s.edge() != null && s.node().op().kind() == OpKind.ENTER
                        && s.node().op().region() == module);
                argument.say(history.name(t) + (entered == 0 ? " is" : " entered its text at " + argument.step(entered) + " and is") + " in "
                        + history.place(at.before().node(t)));
            }
        }
    }
}
