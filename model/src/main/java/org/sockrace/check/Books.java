package org.sockrace.check;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.kernel.Counted;
import org.sockrace.machine.Region;

/** What all threads together left in one final state: which objects, which references, and who keeps what. */
final class Books {

    /** References that nothing keeps. */
    private static final List<String> IN_FLIGHT = List.of(Counted.PF, Counted.CP, Counted.INIT, Counted.NL_TABLE_USERS, Counted.N_CBS, Counted.WAITER,
            Counted.MODPROBE);
    /** References of which each must have a keeper. */
    private static final List<String> KEPT = List.of(Counted.FILE, Counted.DENTRY, Counted.INODE, Counted.SKREF, Counted.OPS, Counted.SK,
            Counted.UNIX_NR_SOCKS, Counted.NLK);

    /** An object; of identical threads each has its own, and then {@code thread} says whose it is, else it is -1. */
    private record Thing(int thread, Memory memory) { }

    /** A reference of one kind to a thing. */
    private record Reference(String kind, Thing to) { }

    private static final Comparator<Thing> THINGS = Comparator.comparingInt((Thing t) -> t.memory().id).thenComparingInt(Thing::thread);
    private static final Comparator<Reference> REFERENCES = Comparator.comparing(Reference::kind).thenComparing(Reference::to, THINGS);

    private final World world;
    private final Map<String, Integer> ledger = new TreeMap<>();
    private final Map<Thing, Integer> objects = new TreeMap<>(THINGS);
    private final Map<Reference, Integer> counted = new TreeMap<>(REFERENCES);
    /** By who keeps them. */
    private final Map<Thing, Map<Reference, Integer>> kept = new TreeMap<>(THINGS);

    Books(World world) {
        this.world = world;
    }

    /** Enters what the threads left that ended there, and the set-up. */
    void read(List<Node> ends) {
        world.initialLedger().forEach((kind, n) -> ledger.merge(kind, n, Integer::sum));
        for (int t = 0; t < ends.size(); t++) {
            Node end = ends.get(t);
            if (end.end() != null) {
                end.end().ledger().forEach((kind, n) -> ledger.merge(kind, n, Integer::sum));
                enter(end.end().books(), t);
            }
        }
        int[] roles = world.roles();
        for (int t = 0; t < roles.length; t++) {
            int role = roles[t];
            int thread = t;
            world.initialBooks().forEach((line, n) -> {
                if (world.ownCopies(line.object()) && line.object().owner == role) {
                    enter(line, n, thread);
                }
            });
        }
        world.initialBooks().forEach((line, n) -> {
            if (!world.ownCopies(line.object())) {
                enter(line, n, -1);
            }
        });
    }

    private void enter(Map<Holding, Integer> books, int thread) {
        books.forEach((line, n) -> enter(line, n, thread));
    }

    private void enter(Holding line, int n, int thread) {
        Thing object = thing(line.object(), thread);
        if (line.kind().equals(Holding.OBJECT)) {
            objects.merge(object, n, Integer::sum);
        } else if (line.keeper() == null) {
            counted.merge(new Reference(line.kind(), object), n, Integer::sum);
        } else {
            kept.computeIfAbsent(thing(line.keeper(), thread), t -> new TreeMap<>(REFERENCES)).merge(new Reference(line.kind(), object), n, Integer::sum);
        }
    }

    private Thing thing(Memory memory, int thread) {
        return new Thing(world.ownCopies(memory) ? thread : -1, memory);
    }

    // ---- what is wrong -------------------------------------------------------------------------------------------------

    /** Says what is wrong, or null if nothing is. */
    String problem() {
        for (String kind : IN_FLIGHT) {
            if (ledger.getOrDefault(kind, 0) != 0) {
                return "a reference in flight (" + kind + ") is never given back";
            }
        }
        Map<Reference, Integer> held = new TreeMap<>(REFERENCES);
        Set<Thing> reached = reach(held);
        String waiting = waiting(held);
        if (waiting != null) {
            return waiting;
        }
        int files = held.entrySet().stream().filter(e -> e.getKey().kind().equals(Counted.FILE)).mapToInt(Map.Entry::getValue).sum();
        int descriptors = ledger.getOrDefault(Counted.FD, 0);
        if (files != descriptors) {
            return counts(descriptors, "descriptor") + " in use, but " + counts(files, "file") + " in the table";
        }
        String registered = registered(held.keySet());
        String left = registered != null ? registered : left(reached);
        return left != null ? left : unkept(held);
    }

    /** What a callback never got. */
    private static String waiting(Map<Reference, Integer> held) {
        return held.keySet().stream().filter(r -> r.kind().equals(Counted.CALLBACK)).findFirst()
                .map(r -> "a " + called(r.to().memory()) + " waits for a callback that is never called").orElse(null);
    }

    /** What is registered in memory that is gone. */
    private String registered(Set<Reference> held) {
        for (Reference reference : held) {
            if (reference.kind().equals(Counted.REGISTERED) && !there(reference.to())) {
                return "the memory of a " + called(reference.to().memory()) + " is gone, and something in it is still registered";
            }
        }
        return null;
    }

    private static String called(Memory memory) {
        return memory.kind() == Region.Kind.MODULE ? "module" : memory.cache;
    }

    /** Everything that what is still open leads to; {@code held} gets the references that are kept on the way. */
    private Set<Thing> reach(Map<Reference, Integer> held) {
        Set<Thing> reached = new HashSet<>();
        Deque<Thing> next = new ArrayDeque<>();
        roots().forEach(root -> visit(root, reached, next));
        while (!next.isEmpty()) {
            Thing keeper = next.remove();
            kept.getOrDefault(keeper, Map.of()).forEach((reference, n) -> {
                if (n != 0) {
                    held.merge(reference, n, Integer::sum);
                    visit(reference.to(), reached, next);
                }
            });
        }
        return reached;
    }

    private static void visit(Thing thing, Set<Thing> reached, Deque<Thing> next) {
        if (reached.add(thing)) {
            next.add(thing);
        }
    }

    private List<Thing> roots() {
        return kept.keySet().stream().filter(keeper -> stays(keeper.memory()) && there(keeper)).toList();
    }

    /** Whether it need not be kept by anything. */
    private static boolean stays(Memory memory) {
        return memory.kind() != Region.Kind.OBJECT || memory.cache.equals(AtRest.FILES) || memory.cache.equals(AtRest.VARIABLES);
    }

    /** Whether the thing is there; the kernel image always is. */
    private boolean there(Thing thing) {
        return objects.getOrDefault(thing, thing.memory().kind() == Region.Kind.IMAGE ? 1 : 0) > 0;
    }

    /** What is there and should not be, or the other way round. */
    private String left(Set<Thing> reached) {
        for (Map.Entry<Thing, Integer> e : objects.entrySet()) {
            Memory memory = e.getKey().memory();
            if (!stays(memory) && e.getValue() > 0 && !reached.contains(e.getKey())) {
                return "a " + memory.cache + " is left, and nothing that is open leads to it";
            }
        }
        for (Thing thing : reached) {
            if (!stays(thing.memory()) && !there(thing)) {
                return "a " + thing.memory().cache + " is gone, and something that is open still needs it";
            }
        }
        return null;
    }

    /** References that are counted and that nobody keeps, or the other way round. */
    private String unkept(Map<Reference, Integer> held) {
        Set<Reference> all = new TreeSet<>(REFERENCES);
        all.addAll(counted.keySet());
        all.addAll(held.keySet());
        for (Reference reference : all) {
            int more = counted.getOrDefault(reference, 0) - held.getOrDefault(reference, 0);
            Memory to = reference.to().memory();
            if (more != 0 && KEPT.contains(reference.kind()) && there(reference.to())) {
                return "a " + called(to) + " has " + counts(Math.abs(more), "reference")
                        + " (" + reference.kind() + ") " + (more > 0 ? "that nobody keeps" : "too few");
            }
        }
        return null;
    }

    private static String counts(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }
}
