package org.sockrace.anynumber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;

/** Whether any number of threads can come to where none of them can move: that they cannot is said only if it is true. */
class StandstillTest {

    private static final int MOST = 4;
    private static final int RANDOM = Integer.getInteger("standstill.programs", 300);

    /** A program in which nobody can move any more when there are so many of its first thread; 0 if there never is. */
    private record Case(String name, int from, Function<Machine, List<Runnable>> threads) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Case> ofLocks() {
        return Stream.of(
                new Case("two locks crosswise", 2, k -> {
                    Mutex a = k.mutex(k.image(), "a");
                    Mutex b = k.mutex(k.image(), "b");
                    return List.of(() -> nested(k.choose("order", "ab", "ba") == 0 ? List.of(a, b) : List.of(b, a)));
                }),
                new Case("three locks in a circle", 3, k -> {
                    List<Mutex> locks = List.of(k.mutex(k.image(), "a"), k.mutex(k.image(), "b"), k.mutex(k.image(), "c"));
                    return List.of(() -> {
                        int first = k.choose("first", "a", "b", "c");
                        nested(List.of(locks.get(first), locks.get((first + 1) % 3)));
                    });
                }),
                new Case("three locks in one order", 0, k -> {
                    List<Mutex> locks = List.of(k.mutex(k.image(), "a"), k.mutex(k.image(), "b"), k.mutex(k.image(), "c"));
                    return List.of(() -> {
                        int first = k.choose("first", "a", "b");
                        nested(List.of(locks.get(first), locks.get(first + 1)));
                    }, () -> nested(locks));
                }));
    }

    /** Grace periods and locks. */
    private static Stream<Case> withGracePeriods() {
        return Stream.of(
                new Case("one holds a lock and waits for a reader that wants it", 1, k -> {
                    SpinLock a = k.spinlock(k.image(), "a");
                    Mutex m = k.mutex(k.image(), "m");
                    return List.of(() -> lockInASection(k, a), () -> {
                        a.lock();
                        k.synchronize_rcu();
                        a.unlock();
                    }, () -> nested(List.of(m)));
                }),
                new Case("one of the many does", 2, k -> {
                    SpinLock a = k.spinlock(k.image(), "a");
                    return List.of(() -> {
                        if (k.choose("what", "read", "wait") == 0) {
                            lockInASection(k, a);
                        } else {
                            a.lock();
                            k.synchronize_rcu();
                            a.unlock();
                        }
                    });
                }));
    }

    private static Stream<Case> withoutTheLock() {
        return Stream.of(
                new Case("a grace period outside of the lock", 0, k -> {
                    SpinLock a = k.spinlock(k.image(), "a");
                    return List.of(() -> lockInASection(k, a), () -> {
                        a.lock();
                        a.unlock();
                        k.synchronize_rcu();
                    });
                }));
    }

    /** What nobody gives. */
    private static Stream<Case> ofNobody() {
        return Stream.of(
                new Case("a lock that nobody gives back", 2, k -> {
                    Mutex a = k.mutex(k.image(), "a");
                    return List.of(a::lock);
                }),
                new Case("a lock that one thread does not give back", 1, k -> {
                    Mutex a = k.mutex(k.image(), "a");
                    return List.of(() -> nested(List.of(a)), a::lock);
                }),
                new Case("the same lock twice", 1, k -> {
                    Mutex a = k.mutex(k.image(), "a");
                    return List.of(() -> nested(List.of(a, a)));
                }),
                new Case("a condition that does not come true", 1, k -> {
                    Word w = k.word(k.image(), "w", 0);
                    return List.of(() -> w.load(Order.ONCE), () -> k.wait_event(w.is(1)));
                }));
    }

    private static void lockInASection(Machine k, SpinLock a) {
        k.rcu_read_lock();
        a.lock();
        a.unlock();
        k.rcu_read_unlock();
    }

    private static void nested(List<Mutex> locks) {
        locks.forEach(Mutex::lock);
        for (int i = locks.size() - 1; i >= 0; i--) {
            locks.get(i).unlock();
        }
    }

    private static Views views(Program program, int k) {
        return new ViewAbstraction(0, k, Set.of()).explore(program.source(MOST + 1), Monitor.all(), Set.of(), Budget.NONE);
    }

    private static boolean standsStill(Program program, int copies) {
        Exploration found = new BreadthFirst(Reductions.ALL, 1).explore(program.source(copies), Monitor.all(), Budget.NONE);
        assertThat(found.claim().complete()).isTrue();
        return found.findings().byProperty().containsKey(Property.NO_DEADLOCK);
    }

    @ParameterizedTest
    @MethodSource({"ofLocks", "withGracePeriods", "withoutTheLock", "ofNobody"})
    void thatNobodyWaitsForEverIsSaidIfItIsTrue(Case one) {
        Program program = Program.of(one.threads());
        for (int n = 1; n <= MOST; n++) {
            assertThat(standsStill(program, n)).as("N = " + n).isEqualTo(one.from() > 0 && n >= one.from());
        }
        for (int k = 1; k <= 2; k++) {
            Views views = views(program, k);
            assertThat(views.claim().complete()).isTrue();
            assertThat(views.waiting() == null).as("k = " + k).isEqualTo(one.from() == 0);
        }
    }

    /** Locks and grace periods in any order: what stands still with one to four threads is never said not to. */
    @Test
    void neverFalselyOfRandomPrograms() {
        Map<Boolean, Integer> still = new TreeMap<>();
        int proven = 0;
        for (int seed = 0; seed < RANDOM; seed++) {
            Program program = random(new Random(seed));
            boolean stands = false;
            for (int n = 1; n <= MOST - 1 && !stands; n++) {
                stands = standsStill(program, n);
                if (stands) {
                    int k = Math.max(1, n - 1);
                    Views views = views(program, k);
                    assertThat(!views.claim().complete() || views.waiting() != null).as("seed " + seed + ", N = " + n).isTrue();
                }
            }
            Views views = views(program, 1);
            proven += !stands && views.claim().complete() && views.waiting() == null ? 1 : 0;
            still.merge(stands, 1, Integer::sum);
        }
        assertThat(still.get(true)).as("stand still").isGreaterThan(RANDOM / 10);
        assertThat(proven).as("proven of " + still).isGreaterThan(RANDOM / 5);
    }

    private static Program random(Random dice) {
        List<List<Integer>> codes = List.of(code(dice), code(dice), code(dice));
        return Program.of(k -> {
            List<SpinLock> locks = List.of(k.spinlock(k.image(), "a"), k.spinlock(k.image(), "b"), k.spinlock(k.image(), "c"));
            return List.of(() -> run(k, locks, k.choose("which", "one", "other") == 0 ? codes.get(0) : codes.get(1)), () -> run(k, locks, codes.get(2)));
        });
    }

    /** 0 to 2 take a lock, 3 to 6 give back the last thing taken, 7 begins a section, 8 waits for a grace period. */
    private static List<Integer> code(Random dice) {
        List<Integer> code = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            code.add(dice.nextInt(9));
        }
        return code;
    }

    private static void run(Machine k, List<SpinLock> locks, List<Integer> code) {
        Deque<Runnable> back = new ArrayDeque<>();
        for (int what : code) {
            if (what <= 2) {
                locks.get(what).lock();
                back.push(locks.get(what)::unlock);
            } else if (what <= 6 && !back.isEmpty()) {
                back.pop().run();
            } else if (what == 7) {
                k.rcu_read_lock();
                back.push(k::rcu_read_unlock);
            } else if (what == 8) {
                k.synchronize_rcu();
            }
        }
        back.forEach(Runnable::run);
    }
}
