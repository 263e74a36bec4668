package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.kernel.Errno;
import org.sockrace.kernel.module;
import org.sockrace.machine.Region;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.OpKind;

/**
 * Reads from a step of an automaton what a recording would show of it: functions are entered and left where the call stacks of two successive
 * operations differ, and some operations are events themselves.
 */
final class EdgeReader {

    private static final Map<String, EventKind> ENTRY = Map.of("__sock_create", EventKind.SOCK_CREATE, "__sock_release", EventKind.SOCK_RELEASE,
            "sk_destruct", EventKind.SK_DESTRUCT, "sock_register", EventKind.SOCK_REGISTER, "sock_unregister", EventKind.SOCK_UNREGISTER,
            "request_module", EventKind.REQUEST_MODULE, "delete_module", EventKind.DELETE_MODULE, "finit_module", EventKind.FINIT_MODULE,
            "free_module", EventKind.FREE_MODULE);
    /** What __sock_create itself may return. */
    private static final Set<Integer> CREATE_ERRORS = Set.of(-Errno.EAFNOSUPPORT, -Errno.ENFILE);
    /** What the modelled security module refuses a socket with; others, and programs attached to the hooks, do so with what they will. */
    private static final int REFUSED = -Errno.EACCES;
    private static final Set<String> GETS = Set.of("try_module_get", "__module_get");

    /** What was noticed since the functions were entered whose results it decides; {@code foreign}: code has run that is not modelled. */
    record Memory(boolean allocated, boolean registered, boolean foreign) {
        static final Memory NONE = new Memory(false, false, false);
        static final Memory FOREIGN = new Memory(false, false, true);
    }

    /**
     * One thing that happens in a step.
     *
     * @param symbol what the recording shows, or null if nothing
     * @param entered the function that is entered, or null
     * @param left the function that is left, or null
     */
    record Item(Symbol symbol, String entered, String left) { }

    /**
     * What happens in a step, in order.
     *
     * @param items what happens
     * @param after what is remembered afterwards
     */
    record Step(List<Item> items, Memory after) { }

    private final Automaton automaton;
    private final boolean anyError;
    private final Set<String> hidden;
    private final Map<Integer, String> freed = new HashMap<>();

    /**
     * Reads that automaton.
     *
     * @param anyError whether a module's init stands for any other, so that its errno says nothing
     * @param hidden modules that are a part of the kernel in the recording, or not there: nobody sees their counters
     */
    EdgeReader(Automaton automaton, boolean anyError, Set<String> hidden) {
        this.automaton = automaton;
        this.anyError = anyError;
        this.hidden = hidden;
    }

    Automaton automaton() {
        return automaton;
    }

    Node node(int number) {
        return automaton.nodes().get(number);
    }

    /** The functions on the stack, outermost first. */
    static List<Frame> stack(Node node) {
        return outermostFirst(node.at());
    }

    private static List<Frame> outermostFirst(Frame.Stack stack) {
        List<Frame> frames = new ArrayList<>(stack.frames());
        java.util.Collections.reverse(frames);
        return frames;
    }

    static boolean inside(Node node, Set<String> functions) {
        return node.at().frames().stream().anyMatch(f -> functions.contains(f.function()));
    }

    Step read(int from, Edge edge, Memory before) {
        Node a = node(from);
        Walk walk = new Walk(stack(a), new Memory(allocated(a, before.allocated()), before.registered(), before.foreign()), edge.target());
        Symbol own = own(a, edge.observed());
        if (own != null) {
            walk.items.add(new Item(own, null, null));
        }
        List<Note> notes = edge.notes();
        for (int i = 0; i < notes.size(); i++) {
            walk.returned = returned(notes.subList(i, notes.size()));
            walk.past(notes.get(i));
        }
        walk.returned = null;
        walk.to(stack(node(edge.target())));
        return new Step(walk.items, walk.memory);
    }

    /** Goes from one place in the code to the next: what is said on the way of an edge has its place too. */
    private final class Walk {

        final List<Item> items = new ArrayList<>();
        private final int target;
        private List<Frame> at;
        private Memory memory;
        /** What the call comes to that the thread is in, if it is known. */
        private Integer returned;

        Walk(List<Frame> at, Memory memory, int target) {
            this.at = at;
            this.memory = memory;
            this.target = target;
        }

        void past(Note note) {
            if (note instanceof Note.Test test) {
                to(outermostFirst(test.at()));
            } else if (note instanceof Note.Label label) {
                to(outermostFirst(label.at()));
            } else if (note instanceof Note.Registered r) {
                memory = new Memory(memory.allocated(), r.published(), memory.foreign());
            } else if (note instanceof Note.Returned) {
                to(List.of());
            }
        }

        void to(List<Frame> next) {
            int common = common(at, next);
            for (int i = at.size() - 1; i >= common; i--) {
                if (!delegated(at, i)) {
                    String function = at.get(i).function();
                    items.add(new Item(exit(function, memory, returned), null, function));
                }
            }
            for (int i = common; i < next.size(); i++) {
                if (!delegated(next, i)) {
                    String function = next.get(i).function();
                    memory = forget(function, memory);
                    enter(function, target, items);
                }
            }
            at = next;
        }
    }

    /** Whether the frame is that of a method to which one of the same name only hands its arguments on. */
    private static boolean delegated(List<Frame> stack, int i) {
        return i > 0 && stack.get(i - 1).function().equals(stack.get(i).function());
    }

    private static boolean allocated(Node a, boolean before) {
        return switch (a.op().kind()) {
            case ALLOC -> true;
            case FREE -> false;
            case LOAD, LOAD_IS, STORE, XCHG, CMPXCHG, ATOMIC_SET, ADD, ADD_RETURN, DEC_AND_TEST, INC_NOT_ZERO, ADD_UNLESS, DEC_IF_POSITIVE, LOCK, TRYLOCK,
                    UNLOCK, WAIT, ENTER, LEAVE, FREE_RCU, RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON, SYNC_BEGIN, SYNC_END, CHOICE, FENCE, SCHEDULE,
                    FRONTIER, VIOLATION, DONE -> before;
        };
    }

    private static Memory forget(String function, Memory memory) {
        return switch (function) {
            case "sock_alloc", "sk_alloc" -> new Memory(false, memory.registered(), memory.foreign());
            case "sock_register" -> new Memory(memory.allocated(), false, memory.foreign());
            default -> memory;
        };
    }

    private static Integer returned(List<Note> notes) {
        for (Note note : notes) {
            if (note instanceof Note.Returned r) {
                return r.result();
            }
        }
        return null;
    }

    /** How many frames, from the outermost, the two stacks share: up to and including the one that goes on at another line. */
    private static int common(List<Frame> a, List<Frame> b) {
        int n = 0;
        while (n < a.size() && n < b.size() && a.get(n).function().equals(b.get(n).function()) && a.get(n).file().equals(b.get(n).file())) {
            n++;
            if (a.get(n - 1).line() != b.get(n - 1).line()) {
                break;
            }
        }
        return n;
    }

    private void enter(String function, int target, List<Item> items) {
        EventKind kind = ENTRY.get(function);
        items.add(new Item(kind == null ? null : Symbol.of(kind), function, null));
        if (kind == EventKind.FREE_MODULE) {
            items.add(new Item(Symbol.module(EventKind.MODULE_FREE, freed(target)), null, null));
        }
    }

    private Symbol exit(String function, Memory memory, Integer returned) {
        return switch (function) {
            case "__sock_create" -> Symbol.value(EventKind.SOCK_CREATE_RET, created(returned, memory));
            case "sock_alloc" -> Symbol.value(EventKind.SOCK_ALLOC_RET, memory.allocated() ? 1 : 0);
            case "sk_alloc" -> Symbol.value(EventKind.SK_ALLOC_RET, memory.allocated() ? 1 : 0);
            case "__sock_release" -> Symbol.of(EventKind.SOCK_RELEASE_RET);
            case "sock_register" -> Symbol.value(EventKind.SOCK_REGISTER_RET, memory.registered() ? 0 : -Errno.EEXIST);
            case "sock_unregister" -> Symbol.of(EventKind.SOCK_UNREGISTER_RET);
            case "request_module" -> Symbol.of(EventKind.REQUEST_MODULE_RET);
            case "delete_module" -> Symbol.value(EventKind.DELETE_MODULE_RET, returned == null ? 0 : returned);
            case "finit_module" -> Symbol.value(EventKind.FINIT_MODULE_RET, returned == null || returned >= 0 ? 0 : anyError ? Symbol.FAILS : returned);
            default -> null;
        };
    }

    private static int created(Integer returned, Memory memory) {
        if (returned == null || returned >= 0) {
            return 0;
        }
        return returned == REFUSED ? Symbol.REFUSED : memory.foreign() && !CREATE_ERRORS.contains(returned) ? Symbol.FAILS : returned;
    }

    /** The event that an operation is itself. */
    private Symbol own(Node a, int observed) {
        Cell cell = a.op().cell();
        Frame top = a.at().top();
        String function = top == null ? "" : top.function();
        boolean counter = cell != null && cell.region.kind() == Region.Kind.MODULE && !hidden.contains(cell.region.name());
        return switch (a.op().kind()) {
            case INC_NOT_ZERO -> counter && observed == 1 && GETS.contains(function) ? Symbol.module(EventKind.MODULE_GET, cell.region.name()) : null;
            case ADD -> !counter ? null : GETS.contains(function) ? Symbol.module(EventKind.MODULE_GET, cell.region.name())
                    : function.equals("module_put") ? Symbol.module(EventKind.MODULE_PUT, cell.region.name()) : null;
            case DEC_IF_POSITIVE -> counter && function.equals("module_put") ? Symbol.module(EventKind.MODULE_PUT, cell.region.name()) : null;
            case STORE -> counter && cell.name.equals("state") && a.op().a() == module.MODULE_STATE_COMING
                    ? Symbol.module(EventKind.MODULE_LOAD, cell.region.name()) : null;
            case SYNC_END -> function.equals("stop_machine") ? null : new Symbol(EventKind.SYNCHRONIZE_RCU_RET, null, Symbol.ANY, callers(a));
            case LOAD, LOAD_IS, XCHG, CMPXCHG, ATOMIC_SET, ADD_RETURN, DEC_AND_TEST, ADD_UNLESS, LOCK, TRYLOCK, UNLOCK, WAIT, ENTER, LEAVE, ALLOC, FREE,
                    FREE_RCU, RCU_LOCK, RCU_UNLOCK, PREEMPT_OFF, PREEMPT_ON, SYNC_BEGIN, CHOICE, FENCE, SCHEDULE, FRONTIER, VIOLATION, DONE -> null;
        };
    }

    private static Set<String> callers(Node a) {
        Set<String> callers = new LinkedHashSet<>();
        a.at().frames().forEach(f -> callers.add(f.function()));
        return callers;
    }

    /** The module that is freed by the free_module that begins at that node. */
    private String freed(int start) {
        String known = freed.get(start);
        if (known != null) {
            return known;
        }
        Node node = node(start);
        String name = "";
        if (node.op().kind() == OpKind.FREE && node.op().region().kind() == Region.Kind.MODULE) {
            name = node.op().region().name();
        } else {
            for (Edge edge : node.edges()) {
                name = name.isEmpty() ? freed(edge.target()) : name;
            }
        }
        freed.put(start, name);
        return name;
    }
}
