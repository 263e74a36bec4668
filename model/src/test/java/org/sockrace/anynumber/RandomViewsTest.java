package org.sockrace.anynumber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** Random programs: what few threads really break is always reported, and nothing is proven that breaks. Seeds are fixed. */
class RandomViewsTest {

    private static final int MOST = 4;

    /** Memory of a random program, and what its threads can do to it. */
    private static final class Memory {
        private final Machine k;
        private final List<Word> words = new ArrayList<>();
        private final List<Atomic> counters = new ArrayList<>();
        private final SpinLock lock;
        private final Region memory;
        private final Word data;

        Memory(Machine k) {
            this.k = k;
            for (int i = 0; i < 2; i++) {
                words.add(k.word(k.image(), "w" + i, 0));
                counters.add(k.atomic(k.image(), "c" + i, i));
            }
            lock = k.spinlock(k.image(), "lock");
            Thing thing = k.alloc("thing", Region.Kind.OBJECT, mem -> new Thing(k, mem));
            memory = thing.mem;
            data = thing.data;
        }

        private record Thing(Region mem, Word data) {
            Thing(Machine k, Region mem) {
                this(mem, k.word(mem, "data", 0));
            }
        }

        /** Runs that block; whether to go on. */
        boolean run(List<int[]> block) {
            for (int[] statement : block) {
                if (!run(statement)) {
                    return false;
                }
            }
            return true;
        }

        private boolean run(int[] st) {
            Word word = words.get(st[1]);
            Atomic counter = counters.get(st[1]);
            switch (st[0]) {
                case 0 -> word.store(st[2], Order.ONCE);
                case 1 -> {
                    return word.load(Order.ONCE) == st[2];
                }
                case 2 -> {
                    return word.xchg(1) == st[2];
                }
                case 3 -> counter.inc();
                case 4 -> {
                    return counter.inc_not_zero() == (st[2] == 0);
                }
                case 5 -> {
                    counter.inc();
                    word.store(1, Order.ONCE);
                    counter.dec();
                }
                case 6 -> {
                    return counter.read() == 0 == (st[2] == 0);
                }
                case 7 -> reading();
                case 8 -> locked(word, st[2]);
                case 9 -> k.synchronize_rcu();
                case 10 -> {
                    return k.choose("what", "a", "b") == st[2];
                }
                case 11 -> {
                    return counter.dec_if_positive() < 0 == (st[2] == 0);
                }
                case 12 -> data.load(Order.ONCE);
                default -> {
                    counter.inc();
                    return counter.dec_and_test() == (st[2] == 0);
                }
            }
            return true;
        }

        private void reading() {
            k.rcu_read_lock();
            data.load(Order.ONCE);
            k.rcu_read_unlock();
        }

        private void locked(Word word, int value) {
            lock.lock();
            if (word.load(Order.ONCE) == 0) {
                word.store(value, Order.ONCE);
            }
            lock.unlock();
        }
    }

    private static List<int[]> block(Random random, int most) {
        List<int[]> block = new ArrayList<>();
        for (int n = 1 + random.nextInt(most); n > 0; n--) {
            block.add(new int[] {random.nextInt(14), random.nextInt(2), random.nextInt(2)});
        }
        return block;
    }

    /** Many threads with a random block and an end that breaks something if they come to it, and one with another, which may free what they use. */
    private static Program draw(long seed) {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        List<int[]> many = block(random, 4);
        List<int[]> one = block(random, 3);
        boolean bug = random.nextBoolean();
        boolean frees = random.nextBoolean();
        return Program.of(k -> {
            Memory memory = new Memory(k);
            return List.of(() -> {
                if (memory.run(many) && bug) {
                    k.bug(Property.KERNEL_ASSERTION, "BUG");
                }
            }, () -> {
                if (memory.run(one) && frees) {
                    k.free(memory.memory);
                }
            });
        });
    }

    @Test
    void nothingIsProvenThatBreaks() {
        int proven = 0;
        int refused = 0;
        int needMore = 0;
        for (long seed = 0; seed < 200; seed++) {
            Program program = draw(seed);
            for (int k = 1; k <= 2; k++) {
                Views found = new ViewAbstraction(0, k, Set.of()).explore(program.source(MOST), Monitor.all(), Set.of(), Budget.NONE);
                if (!found.claim().complete()) {
                    refused++;
                    continue;
                }
                Set<Property> shown = Program.properties(found.broken().stream().map(Views.Broken::finding).toList());
                proven += shown.isEmpty() ? 1 : 0;
                for (int n = k + 1; n <= MOST; n++) {
                    assertThat(shown).as("seed " + seed + ", k = " + k + ", N = " + n).containsAll(program.broken(n));
                }
                needMore += !shown.isEmpty() && program.broken(1).isEmpty() ? 1 : 0;
            }
        }
        assertThat(proven).as("proven").isGreaterThan(50);
        assertThat(refused).as("refused").isBetween(1, 300);
        assertThat(needMore).as("broken, but not by one thread").isGreaterThan(10);
    }

    /** Each thread takes a word one step on, somewhere among other things; the one that takes it the last step breaks something. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aBugThatNeedsSoManyThreadsIsAlwaysReported(int m) {
        for (long seed = 0; seed < 10; seed++) {
            Random random = new Random(seed);
            List<int[]> before = block(random, 2);
            before.forEach(st -> st[0] = List.of(3, 5, 7, 8).get(st[0] % 4));
            before.forEach(st -> st[1] = 1);
            Program program = Program.of(k -> {
                Memory memory = new Memory(k);
                Word step = k.word(k.image(), "step", 0);
                return List.of(() -> {
                    memory.run(before);
                    int seen = step.load(Order.ONCE);
                    if (seen < m && step.cmpxchg(seen, seen + 1) == seen && seen + 1 == m) {
                        k.free(memory.memory);
                        memory.data.load(Order.ONCE);
                    }
                }, () -> memory.words.get(0).load(Order.ONCE));
            });
            assertThat(m == 1 ? Set.of() : program.broken(m - 1)).isEmpty();
            assertThat(program.broken(m)).isNotEmpty();
            for (int k = 1; k <= 3; k++) {
                Views found = new ViewAbstraction(0, k, Set.of()).explore(program.source(MOST), Monitor.all(), Set.of(), Budget.NONE);
                assertThat(found.claim().complete()).as(found.claim().text()).isTrue();
                assertThat(found.broken()).as("m = " + m + ", k = " + k + ", seed " + seed).isNotEmpty();
            }
        }
    }
}
