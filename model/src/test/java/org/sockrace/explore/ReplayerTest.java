package org.sockrace.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sockrace.machine.simulated.Litmus.result;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.Litmus;
import org.sockrace.machine.simulated.WorldBuilder;

/** Schedules are run step by step on the plain interpreter, or are said to be stale. */
class ReplayerTest {

    private static Execution replay(Litmus program, String schedule, Property goal) {
        return replay(program.source(), schedule, goal, Budget.NONE);
    }

    private static Execution replay(Source source, String schedule, Property goal, Budget budget) {
        return new Replayer(source, Monitor.all(), (world, role, node) -> role == 0, budget).run(Schedule.parse(schedule), goal);
    }

    private static void stale(Litmus program, String schedule, int step, String message) {
        assertThatThrownBy(() -> replay(program, schedule, null)).isInstanceOf(StaleScheduleException.class).hasMessageContaining(message)
                .extracting(e -> ((StaleScheduleException) e).step()).isEqualTo(step);
    }

    private static final Litmus FREES = Litmus.of(s -> List.of(result(() -> s.k.choose("what", "a", "b") + s.p.use()), thread(() -> s.k.free(s.p.mem))));

    @Test
    void stepByStepToTheEnd() {
        Execution done = replay(FREES, "0=1,0,1", null);
        assertThat(done.steps()).extracting(Execution.Step::thread).containsExactly(0, 0, 1);
        assertThat(done.steps()).extracting(Execution.Step::shared).containsExactly(true, true, false);
        assertThat(done.steps().get(0).edge().observed()).isEqualTo(1);
        assertThat(done.broken()).isNull();
        assertThat(done.noted()).isEmpty();
        assertThat(done.complete()).isTrue();
        assertThat(done.end()).allMatch(node -> node.end() != null);
        assertThat(done.preemptions()).isZero();
    }

    @Test
    void aScheduleMayEndEarly() {
        assertThat(replay(FREES, "0=1", null).complete()).isFalse();
        assertThat(replay(FREES, "0,1", null).preemptions()).isEqualTo(1);
    }

    @Test
    void itEndsWhereAPropertyIsBroken() {
        Execution done = replay(FREES, "0,1,0,0x7", null);
        assertThat(done.broken().property()).isEqualTo(Property.NO_USE_AFTER_FREE);
        assertThat(done.broken().level()).isEqualTo(3);
        assertThat(done.steps()).hasSize(3);
        assertThat(done.steps().get(2).edge()).isNull();
        assertThat(done.steps().get(2).before()).isSameAs(done.steps().get(2).after());
    }

    @Test
    void itEndsAtTheGoalAndGoesOnOtherwise() {
        Litmus breach = Litmus.of(s -> List.of(thread(() -> {
            s.slot.load(Order.DEPENDENCY);
            s.x(1);
        })));
        assertThat(replay(breach, "0x2", Property.RCU_USAGE).broken().property()).isEqualTo(Property.RCU_USAGE);
        assertThat(replay(breach, "0x2", Property.RCU_USAGE).steps()).hasSize(1);
        Execution whole = replay(breach, "0x2", null);
        assertThat(whole.broken()).isNull();
        assertThat(whole.noted()).extracting(Execution.Noted::step).containsExactly(1);
        assertThat(whole.steps()).hasSize(2);
    }

    @Test
    void racesAreLookedForAtTheEnd() {
        Litmus race = Litmus.of(s -> List.of(thread(() -> s.x.set(1)), thread(s.x::get)));
        Execution done = replay(race, "0", Property.NO_DATA_RACE);
        assertThat(done.broken()).as("one of the two is past it").isNull();
        Litmus later = Litmus.of(s -> List.of(thread(() -> {
            s.y(1);
            s.x.set(1);
        }), thread(s.x::get)));
        assertThat(replay(later, "0", Property.NO_DATA_RACE).broken().property()).isEqualTo(Property.NO_DATA_RACE);
        assertThat(replay(later, "0", null).noted()).extracting(Execution.Noted::step).contains(2);
    }

    @Test
    void deadlock() {
        Litmus hangs = Litmus.of(s -> List.of(thread(() -> {
            s.x(1);
            s.k.wait_event(s.x.is(2));
        })));
        Execution done = replay(hangs, "0", null);
        assertThat(done.broken().property()).isEqualTo(Property.NO_DEADLOCK);
        assertThat(done.complete()).isTrue();
    }

    @Test
    void schedulesThatDoNotFit() {
        Litmus locks = Litmus.of(s -> {
            Mutex lock = s.k.mutex(s.k.image(), "lock");
            return List.of(thread(lock::lock), thread(lock::lock));
        });
        stale(FREES, "0,2", 2, "there is no thread 2: threads are 0 to 1");
        stale(FREES, "1,0=2", 2, "choice 2 does not exist: what: a|b");
        stale(FREES, "1,1", 2, "thread 1 (T1) has already ended");
        stale(locks, "0,1", 2, "thread 1 (T1) is blocked in ");
    }

    /** Automata that follow nothing yet are made larger where the schedule leaves them. */
    @Test
    void automataGrowWithTheSchedule() {
        Litmus loops = Litmus.of(s -> List.of(result(() -> {
            int rounds = 0;
            while (s.x() < 3) {
                rounds++;
            }
            return rounds;
        }), thread(() -> {
            s.x(1);
            s.x(2);
            s.x(3);
        })));
        WorldBuilder source = loops.onDemand();
        Execution done = replay(source, "0x5,1,0,1x2,0", null, Budget.NONE);
        assertThat(done.complete()).isTrue();
        assertThat(done.steps()).hasSize(10);
        assertThat(done.end().get(0).end().results()).containsEntry(0, 6);
        assertThat(source.unrolling()).isGreaterThan(1);
        assertThat(replay(loops.onDemand(), "0x99", null, Budget.NONE).broken().property()).as("a loop that may never end").isEqualTo(Property.TERMINATION);
    }

    @Test
    void theBudgetHolds() {
        Budget none = new Budget(0, 0, 0, () -> true, Progress.NONE);
        assertThatThrownBy(() -> replay(Source.of(FREES.world()), "0", null, none)).isInstanceOf(CutShortException.class).hasMessage("interrupted");
    }
}
