package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sockrace.automata.Holding;
import org.sockrace.automata.Memory;
import org.sockrace.automata.Sharing;
import org.sockrace.automata.World;
import org.sockrace.kernel.Counted;
import org.sockrace.machine.Region;
import org.sockrace.explain.SourceText;

/** All that the kernel counts has a name in {@link Counted}, and somebody looks at it when nobody runs any more. */
class CountedTest {

    /** What is not looked at, and why it need not be. */
    private static final Map<String, String> OTHERWISE = Map.of(
            Counted.CALLBACK, "what the callback would free is kept, and looked at",
            Counted.OBJECTS, "the cache's counter counts it, and is compared with what is owned",
            Counted.BASE, "the module's refcnt counts it, and is compared with what is owned",
            Counted.DEP, "the module's refcnt counts it, and one too many keeps rmmod from unloading the module",
            Counted.REGISTERED, "the kernel keeps it, and that the memory is still there is looked at",
            Counted.WMEM, "a sock's own, which goes with it, and the socks themselves are looked at");
    /** Objects, as opposed to references. */
    private static final Set<String> OBJECTS = Set.of(Counted.FILP_CACHE, Counted.DENTRY_CACHE, Counted.SOCK_INODE_CACHE, Counted.SOCK_CACHE,
            Counted.SK_SECURITY, Counted.INODE_SECURITY, Counted.SLAB, Counted.PERCPU, Counted.UNIX_TABLE, Counted.MODULE_USE,
            Counted.IDEMPOTENT, Counted.TOY_DATA, Counted.TRANSPORT, Counted.NET_NAMESPACE,
            Counted.SKBUFF_HEAD_CACHE, Counted.CAN_RECEIVER);

    /** A name in quotes where a kind or a cache is expected. */
    private static final Pattern LITERAL = Pattern.compile(
            "\\b(?:(?:own|disown|alloc)\\(|(?:try_module_get|module_put)\\([^\"\\n]*, )\"([^\"]*)\"");
    private static final Pattern CONSTANT = Pattern.compile("\\bCounted\\.([A-Z_]+)");

    @Test
    void theKernelNamesWhatItCountsInOnePlace() {
        Set<String> literals = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        for (String file : SourceText.names()) {
            String code = String.join("\n", new SourceText().file(file));
            for (Matcher m = LITERAL.matcher(code); m.find();) {
                literals.add(file + ": " + m.group(1));
            }
            for (Matcher m = CONSTANT.matcher(code); m.find();) {
                used.add(m.group(1));
            }
        }
        assertThat(literals).as("a cache of its own for each protocol, and queues").containsExactly("Slab.java: kmem_cache(", "Workqueue.java: ordered ");
        used.add("TRANSPORT"); // of package history, whose texts are not read here
        assertThat(used).hasSameSizeAs(Counted.all());
    }

    private static final Sharing NOTHING_SHARED = new Sharing(new int[0], new Sharing.OfCell[0], new BitSet(), new long[2], new BitSet(), List.of());

    @Test
    void whatIsLeftIsAProblem() {
        Set<String> problems = new TreeSet<>();
        for (String kind : Counted.all()) {
            Memory object = new Memory(1, kind, OBJECTS.contains(kind) ? kind : "m", OBJECTS.contains(kind) ? Region.Kind.OBJECT : Region.Kind.MODULE, -1);
            World world = new World(List.of(), List.of(), List.of(), new int[0], new BitSet(), Map.of(kind, 1),
                    Map.of(Holding.of(object), 1, new Holding(kind, object, null), 1), List.of(), NOTHING_SHARED);
            if (new AtRest(world).problem(List.of(), List.of()) != null) {
                problems.add(kind);
            }
        }
        Set<String> looked = new TreeSet<>(Counted.all());
        looked.removeAll(OTHERWISE.keySet());
        assertThat(problems).as("every other kind is in OTHERWISE, with the reason").isEqualTo(looked);
    }

    @Test
    void whatIsRegisteredMustBeThere() {
        Memory image = new Memory(0, "kernel", "kernel", Region.Kind.IMAGE, -1);
        for (Memory object : List.of(new Memory(1, "m", "m", Region.Kind.MODULE, -1), new Memory(1, "sock", "sock", Region.Kind.OBJECT, -1))) {
            for (int there = 0; there < 2; there++) {
                World world = new World(List.of(), List.of(), List.of(), new int[0], new BitSet(), Map.of(),
                        Map.of(Holding.of(object), there, new Holding(Counted.REGISTERED, object, image), 1), List.of(), NOTHING_SHARED);
                String problem = new AtRest(world).problem(List.of(), List.of());
                if (there > 0) {
                    assertThat(problem).isNull();
                } else {
                    assertThat(problem).startsWith("the memory of a ").endsWith(" is gone, and something in it is still registered");
                }
            }
        }
    }
}
