package org.sockrace.explain;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.automata.Node;
import org.sockrace.explore.DataRaces;
import org.sockrace.explore.Finding;
import org.sockrace.machine.Order;
import org.sockrace.semantics.Run;

/** Why two accesses race: each could be the next, and nothing orders them. */
final class Race {

    private final History history;
    private final Argument argument;

    Race(History history, Argument argument) {
        this.history = history;
        this.argument = argument;
    }

    void of(Finding finding) {
        Run end = history.end();
        for (int t = 0; finding != null && t < end.threads(); t++) {
            for (int u = 0; u < end.threads(); u++) {
                boolean these = t != u && end.role(t) == finding.role() && end.number(t) == finding.node()
                        && DataRaces.detail(end.node(u)).equals(finding.detail()) && end.node(t).op().cell() == end.node(u).op().cell();
                if (these) {
                    between(t, end.node(t), u, end.node(u));
                    return;
                }
            }
        }
    }

    private void between(int t, Node mine, int u, Node other) {
        next(t, mine);
        next(u, other);
        argument.say("Either could come first: both can go on from the state after step " + history.size());
        List<String> mutual = new ArrayList<>(locks(t));
        mutual.retainAll(locks(u));
        held(t);
        held(u);
        argument.say(mutual.isEmpty() ? "They hold no lock in common" : "They hold " + String.join(", ", mutual));
    }

    private void next(int thread, Node node) {
        String access = node.op().order() == Order.PLAIN ? ", a plain access, in " : ", a marked access, in ";
        argument.say(history.name(thread) + " is about to do " + Operations.describe(node.op()) + access + history.place(node));
    }

    private void held(int thread) {
        if (!locks(thread).isEmpty()) {
            new Sections(history, argument).locks(thread, history.size() + 1);
        }
    }

    private List<String> locks(int thread) {
        return history.locks(thread, history.size() + 1).stream().map(n -> history.step(n).node().op().cell().qualifiedName()).toList();
    }
}
