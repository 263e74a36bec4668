package org.sockrace.weak.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Fence;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Word;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;
import org.sockrace.weak.model.ModelKind;

/** Memory barriers in modelled code: with the right ones it holds, with any one less it breaks, and interleavings never tell. */
class FenceTest {

    private static final Set<Property> WRONG = Set.of(Property.KERNEL_ASSERTION);

    /** Two cells and a counter; a barrier of the name "none" is none. */
    private static final class Shared {
        final Machine k;
        final Word x;
        final Word y;
        final Atomic n;

        Shared(Machine k) {
            this.k = k;
            x = k.word(k.image(), "x", 0);
            y = k.word(k.image(), "y", 0);
            n = k.atomic(k.image(), "n", 1);
        }

        void fence(String name) {
            if (!name.equals("none")) {
                k.fence(Fence.valueOf(name));
            }
        }

        void wrong(boolean is) {
            if (is) {
                k.bug(Property.KERNEL_ASSERTION, "wrong order");
            }
        }
    }

    private static Set<Property> broken(Function<Shared, List<Runnable>> threads) {
        World world = SmallWorld.of(machine -> threads.apply(new Shared(machine)), false);
        for (Reductions reductions : List.of(Reductions.NONE, Reductions.ALL)) {
            assertThat(new BreadthFirst(reductions, 1).explore(Source.of(world), Monitor.all(), Budget.NONE).findings().byProperty()).isEmpty();
        }
        assertThat(weak(world, ModelKind.SC)).isEmpty();
        return weak(world, ModelKind.LKMM_PORF);
    }

    private static Set<Property> weak(World world, ModelKind model) {
        return new WeakSearch(model).explore(Source.of(world), Monitor.all(), Budget.NONE).findings().byProperty().keySet();
    }

    /** Message passing. */
    @ParameterizedTest
    @CsvSource({"WMB, RMB, true", "MB, MB, true", "WMB, MB, true", "none, RMB, false", "WMB, none, false", "RMB, RMB, false", "WMB, WMB, false",
        "none, none, false"})
    void storesAndLoads(String writer, String reader, boolean holds) {
        Set<Property> broken = broken(s -> List.of(() -> {
            s.x.store(1, Order.ONCE);
            s.fence(writer);
            s.y.store(1, Order.ONCE);
        }, () -> {
            boolean seen = s.y.load(Order.ONCE) == 1;
            s.fence(reader);
            boolean missed = s.x.load(Order.ONCE) == 0;
            s.wrong(seen && missed);
        }));
        assertThat(broken).isEqualTo(holds ? Set.of() : WRONG);
    }

    /** Store buffering: who sees neither store adds one to what the other must not find at two. */
    @ParameterizedTest
    @CsvSource({"MB, MB, true", "MB, none, false", "none, MB, false", "WMB, WMB, false", "RMB, RMB, false"})
    void aStoreAndALoad(String one, String other, boolean holds) {
        Set<Property> broken = broken(s -> List.of(() -> {
            s.x.store(1, Order.ONCE);
            s.fence(one);
            s.wrong(s.y.load(Order.ONCE) == 0 && s.n.add_return(1) == 3);
        }, () -> {
            s.y.store(1, Order.ONCE);
            s.fence(other);
            s.wrong(s.x.load(Order.ONCE) == 0 && s.n.add_return(1) == 3);
        }));
        assertThat(broken).isEqualTo(holds ? Set.of() : WRONG);
    }

    /** An atomic operation that returns nothing orders nothing by itself. */
    @ParameterizedTest
    @CsvSource({"BEFORE_ATOMIC, none, true", "none, AFTER_ATOMIC, false", "none, none, false", "AFTER_ATOMIC, none, false"})
    void whatComesBeforeAnAtomicOperation(String before, String after, boolean holds) {
        Set<Property> broken = broken(s -> List.of(() -> {
            s.x.store(1, Order.ONCE);
            s.fence(before);
            s.n.dec();
            s.fence(after);
        }, () -> {
            boolean last = s.n.value() == 0;
            s.fence("RMB");
            boolean missed = s.x.load(Order.ONCE) == 0;
            s.wrong(last && missed);
        }));
        assertThat(broken).isEqualTo(holds ? Set.of() : WRONG);
    }

    /** Reading a counter's value orders no more than READ_ONCE does. */
    @ParameterizedTest
    @CsvSource({"RMB, true", "none, false"})
    void aCounterThatIsRead(String reader, boolean holds) {
        Set<Property> broken = broken(s -> List.of(() -> {
            s.x.store(1, Order.ONCE);
            s.n.add_return(1);
        }, () -> {
            boolean seen = s.n.value() == 2;
            s.fence(reader);
            boolean missed = s.x.load(Order.ONCE) == 0;
            s.wrong(seen && missed);
        }));
        assertThat(broken).isEqualTo(holds ? Set.of() : WRONG);
    }
}
