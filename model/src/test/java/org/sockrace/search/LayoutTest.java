package org.sockrace.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sockrace.machine.simulated.Litmus.results;
import static org.sockrace.machine.simulated.Litmus.team;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Order;
import org.sockrace.machine.Word;
import org.sockrace.machine.simulated.Litmus;
import org.sockrace.reduce.Reductions;

/** Where everything of a state lies, and how identical threads are exchanged there. */
class LayoutTest {

    private static Model model(Litmus program, Reductions reductions) {
        return new Model(program.world(), reductions, Monitor.all(), Budget.NONE);
    }

    /** Threads that write so many words, wait for each other and free something. */
    private static Litmus words(int copies, int count) {
        return Litmus.of(s -> {
            List<Word> words = IntStream.range(0, count).mapToObj(i -> s.k.word(s.k.image(), "w" + i, 0)).toList();
            return List.of(team(copies, () -> words.forEach(w -> w.store(1, Order.ONCE))), thread(() -> {
                s.k.synchronize_rcu();
                s.k.synchronize_sched();
                s.k.registered("family", false);
                s.k.free(s.p.mem);
            }), thread(() -> s.reading(s.p::use)));
        });
    }

    private static List<Field> fields(Layout layout) {
        List<Field> all = new ArrayList<>(List.of(layout.blocks));
        Stream.of(layout.cells, layout.freed, layout.withdrawn).forEach(fields -> all.addAll(fields.values()));
        return all;
    }

    @Test
    void nothingLiesUponAnother() {
        for (int count : new int[] {0, 1, 12, 70}) {
            Layout layout = model(words(2, count), Reductions.NONE).layout;
            List<BitSet> taken = IntStream.range(0, layout.words()).mapToObj(w -> new BitSet()).toList();
            for (Field field : fields(layout)) {
                for (int bit = field.shift(); bit < field.shift() + field.bits(); bit++) {
                    assertThat(taken.get(field.word()).get(bit)).as("bit " + bit + " of " + field + " is free").isFalse();
                    taken.get(field.word()).set(bit);
                }
            }
            taken.forEach(bits -> assertThat(bits.get(63)).as("the highest bit is kept free").isFalse());
            assertThat(layout.cells).hasSize(count);
            assertThat(layout.freed).hasSize(1);
            assertThat(layout.withdrawn).hasSize(1);
            assertThat(layout.rows).hasSize(2);
        }
        assertThat(model(words(2, 70), Reductions.NONE).words()).isGreaterThan(1);
    }

    @Test
    void whatIsPutIntoAFieldIsThereAndNothingElseChanges() {
        Layout layout = model(words(2, 70), Reductions.NONE).layout;
        List<Field> fields = fields(layout);
        long[] state = new long[layout.words() + 1];
        long[] model = new long[fields.size()];
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            int f = random.nextInt(fields.size());
            model[f] = random.nextLong() & fields.get(f).mask() & Integer.MAX_VALUE;
            fields.get(f).set(state, 1, model[f]);
            for (int g = 0; g < model.length; g++) {
                assertThat((long) fields.get(g).get(state, 1)).isEqualTo(model[g]);
            }
        }
        assertThat(state[0]).isZero();
    }

    @Test
    void asManyBitsAsValuesNeed() {
        assertThat(IntStream.of(0, 1, 2, 3, 4, 5, 8, 9).map(Layout::bitsFor)).containsExactly(0, 0, 1, 2, 2, 3, 3, 4);
    }

    @Test
    void tooManyWaitersAreToldSo() {
        Litmus waiters = Litmus.of(s -> List.of(team(32, () -> {
            s.k.synchronize_rcu();
            s.k.synchronize_sched();
        })));
        World world = waiters.world();
        assertThatThrownBy(() -> new Model(world, Reductions.NONE, Monitor.all(), Budget.NONE)).isInstanceOf(ModelTooLargeException.class)
                .hasMessageContaining("where a thread is and who waits for it takes 67 bits, and 63 are the most");
    }

    private static void exchanging(Litmus program, boolean severalWords) {
        Model model = model(program, new Reductions(true, false));
        Field[] blocks = model.layout.blocks;
        assertThat(blocks).hasSize(12);
        assertThat(Stream.of(blocks).mapToInt(Field::word).distinct().count() > 1).isEqualTo(severalWords);
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            List<Long> values = new ArrayList<>(Stream.of(blocks).map(b -> random.nextLong() & b.mask()).toList());
            long[] once = sorted(model, values);
            java.util.Collections.shuffle(values, random);
            assertThat(sorted(model, values)).as("threads exchanged").isEqualTo(once);
            values.sort(null);
            assertThat(Stream.of(blocks).map(b -> once[1 + b.word()] >>> b.shift() & b.mask()).toList()).isEqualTo(values);
            Field cell = model.layout.cells.values().iterator().next();
            assertThat(cell.get(once, 1)).as("the rest is as it was").isEqualTo(1);
        }
    }

    private static long[] sorted(Model model, List<Long> values) {
        long[] state = new long[1 + model.words()];
        for (int t = 0; t < values.size(); t++) {
            model.layout.blocks[t].set(state, 1, values.get(t));
        }
        model.layout.cells.values().iterator().next().set(state, 1, 1);
        model.symmetry.canonicalise(state, 1);
        return state;
    }

    @Test
    void twelveThreadsInOneWord() {
        exchanging(Litmus.of(s -> List.of(results(12, () -> s.x.xchg(1)))), false);
    }

    @Test
    void twelveThreadsInTwoWords() {
        exchanging(Litmus.of(s -> {
            List<Word> words = IntStream.range(0, 100).mapToObj(i -> s.k.word(s.k.image(), "w" + i, 0)).toList();
            return List.of(team(12, () -> words.forEach(w -> w.store(1, Order.ONCE))));
        }), true);
    }

    @Test
    void threadsOfDifferentRolesAreNotExchanged() {
        Model model = model(Litmus.of(s -> List.of(thread(() -> s.x(1)), thread(() -> s.x(1)))), new Reductions(true, false));
        assertThat(model.symmetric()).isFalse();
        assertThat(model(Litmus.of(s -> List.of(team(2, () -> s.x(1)))), Reductions.NONE).symmetric()).isFalse();
        assertThat(model(Litmus.of(s -> List.of(team(2, s.k::synchronize_rcu))), Reductions.ALL).symmetric()).as("they have rows of their own").isFalse();
    }
}
