package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.machine.simulated.Litmus.result;
import static org.sockrace.machine.simulated.Litmus.team;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;
import org.sockrace.reduce.Condition;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.BreadthFirst;

/** No condition of the reductions can be done without: for each there are small programs of which a search that does not ask for it says something wrong. */
class ConditionTest {

    @ParameterizedTest
    @EnumSource
    void withoutItSomethingIsLost(Condition condition) {
        for (Litmus program : counterexamples(condition)) {
            Oracle.Answer right = program.oracle();
            assertThat(right.complete()).isTrue();
            assertThat(said(program, Reductions.ALL)).as("with every condition").isEqualTo(said(right));
            assertThat(said(program, Reductions.ALL.without(condition))).as("without " + condition).isNotEqualTo(said(right));
        }
    }

    private static String said(Litmus program, Reductions reductions) {
        return said(OracleTest.answer(new BreadthFirst(reductions, 1), program.source()));
    }

    private static String said(Oracle.Answer answer) {
        return "broken " + answer.broken() + ", ended at " + answer.stops() + ", endings " + answer.endings();
    }

    /** The counterexamples that the condition prevents. */
    private static List<Litmus> counterexamples(Condition condition) {
        return switch (condition) {
            case LOCAL_ENDS_NOTHING -> List.of(breachAtOnce());
            case LOCAL_TOUCHES_NO_MORTAL_MEMORY, NEXT_CHECKS_THE_SAME -> List.of(useThenAnother());
            case LOCAL_CELL_IS_QUIET -> List.of(storeThatIsRead());
            case ENTERING_IS_SEEN -> List.of(readerOfWhatIsFreed());
            case LEAVING_ONLY_ENABLES -> List.of(readerWhoIsNotWaitedFor(), readerWhoKeepsMemory());
            case INSIDE_IS_SEEN -> List.of(insideWhenDeleted());
            case LOOKUPS_ARE_SEEN -> List.of(lookupOfWhatIsWithdrawn());
            case FIRST_INSIDE_IS_ENABLED -> List.of(readerWhoWaitsForAWaiter());
            case INDEPENDENT_OF_FUTURES -> List.of(twoStores());
            case ENDING_STEPS_ARE_NOT_AMPLE -> List.of(twoEnds());
            case COUNTER_STAYS_ABOVE_ZERO -> List.of(putAgainstTest());
            case ADDITIONS_END_NOTHING -> List.of(additions());
            case REFERENCE_IS_HELD -> List.of(putsOfIdenticalThreads());
            case NO_IDENTITY_ELSEWHERE -> List.of(identicalWaiters());
        };
    }

    private static Litmus breachAtOnce() {
        return Litmus.of(s -> List.of(thread(s.k::rcu_read_unlock)));
    }

    private static Litmus useThenAnother() {
        return Litmus.of(s -> List.of(thread(() -> {
            s.p.use();
            s.q.use();
        }), thread(() -> s.k.free(s.p.mem))));
    }

    private static Litmus storeThatIsRead() {
        return Litmus.of(s -> List.of(thread(() -> {
            s.x(1);
            s.y();
        }), result(s::x)));
    }

    private static Litmus readerOfWhatIsFreed() {
        return Litmus.of(s -> List.of(thread(() -> s.reading(s.p::use)), thread(() -> {
            s.k.synchronize_rcu();
            s.k.free(s.p.mem);
        })));
    }

    private static Litmus readerWhoIsNotWaitedFor() {
        return Litmus.of(s -> List.of(thread(() -> s.reading(s::x)), thread(s.k::synchronize_rcu))).impatient();
    }

    private static Litmus readerWhoKeepsMemory() {
        return Litmus.of(s -> List.of(thread(() -> s.reading(() -> s.x(1))), thread(() -> {
            if (s.x() == 1) {
                s.k.free_rcu(s.p.mem);
                s.p.use();
            }
        })));
    }

    private static Litmus insideWhenDeleted() {
        return Litmus.of(s -> List.of(thread(() -> {
            s.k.enter(s.m.mem);
            s.k.leave(s.m.mem);
        }), thread(() -> {
            s.x(1);
            s.k.unloaded(s.m.mem);
        })));
    }

    private static Litmus lookupOfWhatIsWithdrawn() {
        return Litmus.of(s -> List.of(thread(() -> s.reading(() -> s.slot.load(Order.DEPENDENCY))), thread(() -> {
            s.k.synchronize_rcu();
            s.k.registered("family", false);
        })));
    }

    private static Litmus readerWhoWaitsForAWaiter() {
        return Litmus.of(s -> {
            SpinLock lock = s.k.spinlock(s.k.image(), "lock");
            return List.of(thread(() -> s.reading(() -> {
                lock.lock();
                lock.unlock();
            })), thread(() -> {
                lock.lock();
                s.k.synchronize_rcu();
                lock.unlock();
            }));
        });
    }

    private static Litmus twoStores() {
        return Litmus.of(s -> List.of(thread(() -> s.x(1)), result(() -> {
            s.x(2);
            return s.x();
        })));
    }

    private static Litmus twoEnds() {
        return Litmus.of(s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 0);
            return List.of(thread(count::dec), thread(() -> s.k.bug(Property.KERNEL_ASSERTION, "BUG")));
        });
    }

    private static Litmus putAgainstTest() {
        return Litmus.of(s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 1);
            return List.of(thread(() -> {
                if (count.read() != 0) {
                    s.p.use();
                }
            }), thread(() -> put(s, count)));
        });
    }

    private static Litmus additions() {
        return Litmus.of(s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 0);
            return List.of(thread(count::inc), thread(count::dec));
        });
    }

    private static Litmus putsOfIdenticalThreads() {
        return Litmus.of(s -> {
            Atomic count = s.k.atomic(s.k.image(), "count", 2);
            return List.of(thread(s.p::use), team(2, () -> put(s, count)));
        });
    }

    private static void put(Litmus.Memories s, Atomic count) {
        if (count.dec_and_test()) {
            s.k.free(s.p.mem);
        }
    }

    /** Each looks at what is published, or takes it away: correct. */
    private static Litmus identicalWaiters() {
        return Litmus.of(s -> {
            Ptr<Litmus.Thing> published = s.k.ptr(s.k.image(), "published", s.p);
            return List.of(team(2, () -> {
                if (s.k.choose("what", "read", "remove") == 0) {
                    s.reading(() -> useIfThere(published.load(Order.DEPENDENCY)));
                } else if (published.xchg(null) != null) {
                    s.k.synchronize_rcu();
                    s.k.free(s.p.mem);
                }
            }));
        });
    }

    private static void useIfThere(Litmus.Thing thing) {
        if (thing != null) {
            thing.use();
        }
    }
}
