package org.sockrace.anynumber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;
import org.sockrace.machine.simulated.WorldBuilder;

/** No guard can be done without: for each there is a program of a few lines that breaks something, and that would be proven to break nothing without it. */
class GuardTest {

    private static final int MOST = 4;

    /** A program that breaks something when there are so many of its first thread. */
    private record Wrong(Program program, int breaksAt) { }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"OWN_GRACE_PERIODS_WAIT_FOR_NOBODY", "BUILT_FOR_SEVERAL"})
    void withoutItSomethingFalseIsProven(Guard guard) {
        Wrong wrong = wrong(guard);
        for (int n = 1; n < wrong.breaksAt(); n++) {
            assertThat(wrong.program().broken(n)).as("N = " + n).isEmpty();
        }
        assertThat(wrong.program().broken(wrong.breaksAt())).as("N = " + wrong.breaksAt()).isNotEmpty();
        assertThat(proven(wrong.program(), Set.of())).as("with all guards").isFalse();
        assertThat(proven(wrong.program(), Set.of(guard))).as("without " + guard).isTrue();
    }

    private static boolean proven(Program program, Set<Guard> dropped) {
        Views found = new ViewAbstraction(0, 1, Set.of("BASE"), true, dropped).explore(program.source(MOST), Monitor.all(), Set.of(), Budget.NONE);
        return found.claim().complete() && found.broken().isEmpty();
    }

    private static Wrong wrong(Guard guard) {
        return switch (guard) {
            case ROOM_FOR_ANOTHER -> new Wrong(Program.of(k -> {
                Word w = k.word(k.image(), "w", 0);
                return List.of(() -> bugIf(k, w.xchg(1) == 1));
            }), 2);
            case EVERY_VIEW_OF_WHAT_FOLLOWS -> new Wrong(Program.of(k -> {
                Word w = k.word(k.image(), "w", 0);
                return List.of(() -> {
                    bugIf(k, w.load(Order.ONCE) == 1);
                    w.store(1, Order.ONCE);
                });
            }), 2);
            case ZERO_OR_NOT -> new Wrong(Program.of(k -> {
                Atomic c = k.atomic(k.image(), "c", 0);
                return List.of(() -> bugIf(k, c.add_return(1) == 3));
            }), 3);
            case NO_NEGATIVE_SHARE -> new Wrong(Program.of(k -> {
                Atomic c = k.atomic(k.image(), "c", 3);
                return List.of(c::dec, () -> bugIf(k, c.read() == 0));
            }), 3);
            case NOTHING_SHARED_CHANGES_WITH_A_WITNESS -> new Wrong(Program.of(GuardTest::withdrawnWithAWitness), 3);
            case SET_WITHOUT_SHARES -> new Wrong(Program.of(k -> {
                Atomic c = k.atomic(k.image(), "c", 0);
                return List.of(() -> {
                    c.inc();
                    c.dec();
                }, () -> c.set(2));
            }), 3);
            case OWN_GRACE_PERIODS_ARE_PATIENT -> new Wrong(new Program(k -> {
                Word w = k.word(k.image(), "w", 0);
                return List.of(() -> readOrWait(k, w));
            }, false), 2);
            case FOLLOWED_TO_THE_END -> new Wrong(Program.of(GuardTest::behindALoop), 2);
            case NOBODY_GOES_FIRST -> new Wrong(Program.of(GuardTest::seenToChange), 3);
            case OWN_GRACE_PERIODS_WAIT_FOR_NOBODY, BUILT_FOR_SEVERAL -> throw new IllegalArgumentException(guard.name());
        };
    }

    private static void bugIf(Machine k, boolean condition) {
        if (condition) {
            k.bug(Property.KERNEL_ASSERTION, "BUG");
        }
    }

    private static List<Runnable> behindALoop(Machine k) {
        Word w = k.word(k.image(), "w", 0);
        return List.of(() -> {
            int seen = 0;
            for (int i = 0; i < 3; i++) {
                seen = w.xchg(i);
            }
            bugIf(k, seen == 2);
        });
    }

    /** One holds a reference, one withdraws the family because there is a reference, one looks it up. */
    private static List<Runnable> withdrawnWithAWitness(Machine k) {
        Atomic c = k.atomic(k.image(), "c", 0);
        Ptr<String> slot = k.ptr(k.image(), "slot", "family");
        return List.of(() -> {
            switch (k.choose("what", "hold", "withdraw", "look up")) {
                case 0 -> c.inc();
                case 1 -> {
                    if (c.inc_not_zero()) {
                        k.registered("family", false);
                    }
                }
                default -> {
                    k.rcu_read_lock();
                    slot.load(Order.DEPENDENCY);
                    k.rcu_read_unlock();
                }
            }
        });
    }

    private static void readOrWait(Machine k, Word w) {
        if (k.choose("what", "read", "wait") == 0) {
            k.rcu_read_lock();
            w.xchg(1);
            w.xchg(0);
            k.rcu_read_unlock();
        } else {
            k.synchronize_rcu();
        }
    }

    /** One sets x, one sets y, and one who has seen y sees x change: x and y have nothing to do with each other for those who set them. */
    private static List<Runnable> seenToChange(Machine k) {
        Word x = k.word(k.image(), "x", 0);
        Word y = k.word(k.image(), "y", 0);
        return List.of(() -> {
            switch (k.choose("what", "x", "y", "see")) {
                case 0 -> x.store(1, Order.ONCE);
                case 1 -> y.store(1, Order.ONCE);
                default -> bugIf(k, y.load(Order.ONCE) == 1 && x.load(Order.ONCE) == 0 && x.load(Order.ONCE) == 1);
            }
        });
    }

    /** What one thread alone knows from its own history. */
    @Test
    void automataOfOneThreadAreRefused() {
        Wrong wrong = wrong(Guard.EVERY_VIEW_OF_WHAT_FOLLOWS);
        assertThatThrownBy(() -> new ViewAbstraction(0, 1, Set.of()).explore(wrong.program().source(1), Monitor.all(), Set.of(), Budget.NONE))
                .isInstanceOf(IllegalArgumentException.class);
        Views found = new ViewAbstraction(0, 1, Set.of(), true, Set.of(Guard.BUILT_FOR_SEVERAL)).explore(wrong.program().source(1), Monitor.all(), Set.of(),
                Budget.NONE);
        assertThat(found.claim().complete()).isTrue();
        assertThat(found.broken()).as("what is false").isEmpty();
    }

    /** No program was found of which marks of own grace periods let something false be proven; but views have none. */
    @Test
    void ownGracePeriodsWaitForNobody() {
        Program program = new Program(k -> {
            Word w = k.word(k.image(), "w", 0);
            return List.of(() -> readOrWait(k, w));
        }, true);
        WorldBuilder source = program.source(MOST);
        World world = source.world(Budget.NONE);
        Set<String> concrete = Concrete.views(world, 0, 3, 1, Set.of(), true, Monitor.all());
        assertThat(views(world, Set.of())).containsAll(concrete);
        assertThat(views(world, Set.of())).noneMatch(view -> view.contains("waited for"));
        assertThat(views(world, Set.of(Guard.OWN_GRACE_PERIODS_WAIT_FOR_NOBODY))).anyMatch(view -> view.contains("waited for"));
    }

    private static Set<String> views(World world, Set<Guard> dropped) {
        return new ViewAbstraction(0, 1, Set.of(), true, dropped).explored(Source.of(world), Monitor.all(), Set.of(), Budget.NONE).pass().inWords(1);
    }

    /** There is room for two references to a thread more than there were when the automata were built. */
    @Test
    void countersThatOutgrowTheirPlaceAreAnObstacle() {
        Program program = Program.of(k -> {
            Atomic c = k.atomic(k.image(), "c", 0);
            return List.of(c::inc);
        });
        Views found = new ViewAbstraction(0, 3, Set.of()).explore(program.source(2), Monitor.all(), Set.of(), Budget.NONE);
        assertThat(found.claim().complete()).isFalse();
        assertThat(found.obstacle()).isEqualTo("c may grow larger than there is room for");
        assertThat(new ViewAbstraction(0, 3, Set.of()).explore(program.source(MOST), Monitor.all(), Set.of(), Budget.NONE).claim().complete()).isTrue();
    }
}
