package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.search.BreadthFirst;
import org.sockrace.search.Findings;
import org.sockrace.search.Limits;
import org.sockrace.search.Model;
import org.sockrace.search.Reductions;

/** Random programs of everything a machine has, right and wrong ones: every reduction must find what the plain search finds. */
class RandomProgramsTest {

    private static final int PROGRAMS = 800;
    private static final List<Reductions> REDUCTIONS = List.of(new Reductions(true, false), new Reductions(false, true), Reductions.ALL);

    /** A module with a counter and some data, and other memory that all share. */
    private static final class Shared {
        final Machine k;
        final Module module;
        final Ptr<Module> slot;
        final Word flag;
        final Word other;
        final Mutex mutex;
        /** Taken by a few threads only; often by one alone. */
        final Mutex[] rare = new Mutex[4];

        Shared(Machine k) {
            this.k = k;
            this.module = k.alloc("m", Region.Kind.MODULE, mem -> new Module(k, mem));
            this.slot = k.ptr(k.image(), "slot", module);
            this.flag = k.word(k.image(), "flag", 0);
            this.other = k.word(k.image(), "other", 0);
            this.mutex = k.mutex(k.image(), "mutex");
            for (int i = 0; i < rare.length; i++) {
                rare[i] = k.mutex(k.image(), "rare" + i);
            }
        }
    }

    private static final class Module {
        final Region mem;
        final Atomic count;
        final Word data;

        Module(Machine k, Region mem) {
            this.mem = mem;
            this.count = k.atomic(mem, "count", 1);
            this.data = k.word(mem, "data", 0);
        }
    }

    /** One random thread: the same seed makes the same code again and again, as a recording run needs. */
    private static int run(Shared s, long seed) {
        Random random = new Random(seed);
        int seen = 0;
        int statements = 2 + random.nextInt(3);
        for (int i = 0; i < statements; i++) {
            seen = 3 * seen + statement(s, random, 0);
        }
        return seen % 7;
    }

    private static int statement(Shared s, Random random, int depth) {
        int what = random.nextInt(depth > 1 ? 6 : 12);
        long inner = random.nextLong();
        return switch (what) {
            case 0 -> s.flag.load(Order.ONCE);
            case 1 -> store(s.flag, inner);
            case 2 -> s.module.data.load(Order.ONCE);
            case 3 -> store(s.other, inner);
            case 4 -> s.k.choose("what", "a", "b");
            case 5 -> s.other.load(Order.ONCE);
            case 6 -> reading(s, new Random(inner), depth);
            case 7 -> holding(s, new Random(inner), depth);
            case 8 -> unloading(s, new Random(inner));
            case 9 -> locked(s, s.mutex, new Random(inner), depth);
            case 10 -> locked(s, s.rare[(int) (inner & 3)], new Random(inner), depth);
            default -> lookingUp(s, new Random(inner), depth);
        };
    }

    private static int store(Word word, long value) {
        word.store((int) (value & 1), Order.ONCE);
        return 0;
    }

    private static int reading(Shared s, Random random, int depth) {
        s.k.rcu_read_lock();
        int seen = statement(s, random, depth + 2);
        s.k.rcu_read_unlock();
        return seen;
    }

    private static int lookingUp(Shared s, Random random, int depth) {
        s.k.rcu_read_lock();
        Module module = s.slot.load(Order.DEPENDENCY);
        boolean got = module != null && module.count.inc_not_zero();
        s.k.rcu_read_unlock();
        if (!got) {
            return 1;
        }
        int seen = module.data.load(Order.ONCE) + statement(s, random, depth + 2);
        module.count.dec_if_positive();
        return seen;
    }

    private static int holding(Shared s, Random random, int depth) {
        if (!s.module.count.inc_not_zero()) {
            return 2;
        }
        int seen = statement(s, random, depth + 1);
        s.module.count.dec_and_test();
        return seen;
    }

    private static int locked(Shared s, Mutex mutex, Random random, int depth) {
        mutex.lock();
        int seen = statement(s, random, depth + 2);
        mutex.unlock();
        return seen;
    }

    /** Unloads the module as the kernel does, or forgets some of it. */
    private static int unloading(Shared s, Random random) {
        int forgotten = random.nextInt(6);
        if (s.module.count.add_return(-1) != 0 && forgotten != 0 && s.module.count.add_unless(1, 0)) {
            return 1;
        }
        if (forgotten != 1) {
            s.slot.store(null, Order.ONCE);
        }
        if (forgotten != 2) {
            s.k.synchronize_rcu();
        }
        s.k.free(s.module.mem);
        return 2;
    }

    private static World world(long seed) {
        Random random = new Random(seed);
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options().preemptible(seed % 2 == 0)
                .sourcePackage(RandomProgramsTest.class.getName()));
        Shared shared = new Shared(machine);
        List<ThreadProgram> threads = new ArrayList<>();
        int kinds = 1 + random.nextInt(2);
        for (int t = 0; t <= kinds; t++) {
            long code = random.nextLong();
            ThreadProgram.Call call = new ThreadProgram.Call("run()", vars -> run(shared, code), 0, Set.of());
            threads.add(new ThreadProgram("T" + t, "task", List.of(call), kinds == 1 && t == 0 ? 2 : 1, false, 1, Set.of(0)));
        }
        return new World(machine, threads);
    }

    private static Set<String> endings(World world, Findings findings) {
        Set<String> all = new TreeSet<>();
        for (List<Integer> ending : findings.endings().keySet()) {
            List<String> results = new ArrayList<>();
            int thread = 0;
            for (Automaton automaton : world.automata()) {
                List<Integer> ofRole = new ArrayList<>();
                for (int c = 0; c < automaton.program().copies(); c++) {
                    ofRole.add(automaton.nodes().get(ending.get(thread++)).end().results().get(0));
                }
                ofRole.sort(null);
                results.add(ofRole.toString());
            }
            all.add(results.toString());
        }
        return all;
    }

    @Test
    void everyReductionFindsWhatThePlainSearchFinds() {
        Set<Property> everFound = new TreeSet<>();
        for (long seed = 0; seed < PROGRAMS; seed++) {
            World world = world(seed);
            Findings plain = search(world, Reductions.NONE);
            everFound.addAll(plain.byProperty().keySet());
            for (Reductions reductions : REDUCTIONS) {
                Findings reduced = search(world, reductions);
                assertThat(reduced.byProperty().keySet()).as("seed " + seed + " " + reductions).isEqualTo(plain.byProperty().keySet());
                assertThat(endings(world, reduced)).as("seed " + seed + " " + reductions).isEqualTo(endings(world, plain));
            }
        }
        assertThat(everFound).contains(Property.NO_USE_AFTER_UNLOAD, Property.REFCOUNT_RANGE);
    }

    private static Findings search(World world, Reductions reductions) {
        return new BreadthFirst(new Model(world, reductions), 1, Limits.NONE, (s, f, l) -> { }).run().findings();
    }
}
