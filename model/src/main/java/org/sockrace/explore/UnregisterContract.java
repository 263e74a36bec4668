package org.sockrace.explore;

import java.util.EnumSet;
import java.util.Set;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.semantics.Run;

/**
 * Once sock_unregister has returned, no look-up finds the family; once delete_module returns 0, nobody is inside the module (net/socket.c, sock_unregister;
 * kernel/module.c, delete_module). Nobody is inside a module whose memory is gone already: who runs it uses it after unload, which is another property.
 */
public final class UnregisterContract implements Monitor {

    /** Details of its findings. */
    public static final String LOOKED_UP = "looked up";
    /** A thread was in the text of a module that was said to be gone. */
    public static final String INSIDE = "inside";

    @Override
    public Property property() {
        return Property.UNREGISTER_CONTRACT;
    }

    @Override
    public Set<Observable> observes() {
        return EnumSet.of(Observable.INSIDE, Observable.WITHDRAWN);
    }

    /** Whether passing this edge is a look-up that found that object. */
    public static boolean looksUp(Node node, Edge edge) {
        return node.op().kind() == OpKind.LOAD && node.op().order() == Order.DEPENDENCY && edge.observed() != 0;
    }

    @Override
    public void step(Run before, int thread, Edge edge, Findings findings) {
        Node node = before.node(thread);
        if (looksUp(node, edge) && before.withdrawn(edge.observed())) {
            findings.noted(property(), before.role(thread), before.number(thread), LOOKED_UP);
        }
        for (Note note : edge.notes()) {
            if (note instanceof Note.Unloaded unloaded) {
                boolean gone = before.state().gone(unloaded.region(), thread);
                for (int u = 0; u < before.threads(); u++) {
                    if (!gone && u != thread && before.node(u).inside().contains(unloaded.region().id)) {
                        findings.noted(property(), before.role(u), before.number(u), INSIDE);
                    }
                }
            }
        }
    }
}
