package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.kernel.module;
import org.sockrace.machine.Region;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;

/** Reads from an observation what it says of the shared state. */
final class GuardReader {

    private final List<Guard> guards = new ArrayList<>();

    /** All that were found, in the order of their bits. */
    List<Guard> guards() {
        return guards;
    }

    /** What must have been true for that observation, as bits. */
    long guards(Node node, Edge edge) {
        Cell cell = node.op().cell();
        if (cell == null) {
            // Until 3.18 the counters were added up.
            return node.op().kind() == OpKind.CHOICE && edge.observed() == 1 && within(node, "module_refcount") ? bit(Guard.Kind.BUSY, "") : 0;
        }
        if (cell.name.startsWith("net_families[")) {
            return slot(node, cell, edge.observed());
        }
        if (isProtocolTable(cell)) {
            return within(node, "__sock_create") && node.op().kind() == OpKind.LOAD && edge.observed() == 0 ? bit(Guard.Kind.ABSENT, "") : 0;
        }
        return cell.region.kind() == Region.Kind.MODULE ? module(node, cell, edge.observed()) : 0;
    }

    /** Where a family finds its protocols. */
    private static boolean isProtocolTable(Cell cell) {
        return cell.name.contains("proto_tab[") || cell.name.contains("pppox_protos[") || cell.name.startsWith("inetsw");
    }

    private long slot(Node node, Cell cell, int observed) {
        String family = cell.name.substring("net_families[".length(), cell.name.length() - 1);
        boolean looksUp = node.op().kind() == OpKind.LOAD && within(node, "__sock_create");
        return looksUp ? bit(observed == 0 ? Guard.Kind.SLOT_NULL : Guard.Kind.SLOT_SET, family) : 0;
    }

    private long module(Node node, Cell cell, int observed) {
        String name = cell.region.name();
        boolean get = within(node, "try_module_get") && !within(node, "strong_try_module_get");
        return switch (node.op().kind()) {
            case LOAD_IS -> get && cell.name.equals("state") && node.op().a() == module.MODULE_STATE_GOING && observed == 1
                    ? bit(Guard.Kind.GOING, name) : 0;
            case INC_NOT_ZERO -> get && observed == 0 ? bit(Guard.Kind.GOING, name) : 0;
            case ADD_UNLESS -> observed == 1 && within(node, "try_release_module_ref") ? bit(Guard.Kind.BUSY, "") : 0;
            case LOAD -> cell.name.equals("users") && observed != 0 ? bit(Guard.Kind.BUSY, "") : 0;
            case STORE, XCHG, CMPXCHG, ATOMIC_SET, ADD, ADD_RETURN, DEC_AND_TEST, DEC_IF_POSITIVE, LOCK, TRYLOCK, UNLOCK, WAIT, ENTER, LEAVE, ALLOC, FREE,
                    FREE_RCU, RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON, SYNC_BEGIN, SYNC_END, CHOICE, FENCE, SCHEDULE, FRONTIER, VIOLATION, DONE -> 0;
        };
    }

    private static boolean within(Node node, String function) {
        return node.at().frames().stream().map(Frame::function).anyMatch(function::equals);
    }

    private long bit(Guard.Kind kind, String subject) {
        Guard guard = new Guard(kind, subject);
        int at = guards.indexOf(guard);
        if (at < 0) {
            at = guards.size();
            guards.add(guard);
        }
        return 1L << at;
    }
}
