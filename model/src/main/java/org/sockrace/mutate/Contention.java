package org.sockrace.mutate;

import java.util.HashSet;
import java.util.Set;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.automata.World;

/** Where a thread touches what another thread touches too, and one of them writes; or waits for readers that are another thread. */
final class Contention {

    private Contention() { }

    /** The name of a line of the kernel. */
    static String place(String file, int line) {
        return file + ":" + line;
    }

    /** All such lines, with those that call them. */
    static Set<String> places(World world) {
        Set<String> places = new HashSet<>();
        for (Automaton automaton : world.automata()) {
            for (Node node : automaton.nodes()) {
                if (isContended(world, automaton, node.op())) {
                    for (Frame frame : node.at().frames()) {
                        places.add(place(frame.file(), frame.line()));
                    }
                }
            }
        }
        return places;
    }

    private static boolean isContended(World world, Automaton automaton, Operation op) {
        return op.cells().anyMatch(world.sharing()::contended) || op.kind() == OpKind.SYNC_BEGIN && isRead(world, automaton, op.a());
    }

    private static boolean isRead(World world, Automaton waiting, int flavour) {
        return world.automata().stream().filter(automaton -> automaton != waiting || automaton.role().copies() > 1)
                .anyMatch(automaton -> automaton.nodes().stream().anyMatch(node -> flavour == OpKind.RCU ? node.reader() : node.schedReader()));
    }
}
