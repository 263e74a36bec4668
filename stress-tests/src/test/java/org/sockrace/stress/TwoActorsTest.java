package org.sockrace.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.runners.TestList;

/** A race is a sample in which both actors were running at the same time. */
class TwoActorsTest {

    /** Either begins, and waits for a sign before it ends. */
    private static final class Waiting extends TwoActors {
        private final CountDownLatch firstBegan = new CountDownLatch(1);
        private final CountDownLatch secondBegan = new CountDownLatch(1);
        private final CountDownLatch firstMayEnd = new CountDownLatch(1);
        private final CountDownLatch secondMayEnd = new CountDownLatch(1);

        @Override
        void doFirst() {
            firstBegan.countDown();
            await(firstMayEnd);
        }

        @Override
        void doSecond() {
            secondBegan.countDown();
            await(secondMayEnd);
        }

        private static void await(CountDownLatch sign) {
            try {
                sign.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void oneAfterTheOtherIsNoRace() {
        Waiting actors = new Waiting();
        actors.firstMayEnd.countDown();
        actors.secondMayEnd.countDown();

        actors.first();
        actors.second();

        assertThat(actors.raced()).isFalse();
        assertThat(actors.outcome("ok")).isEqualTo("ok, alone");
    }

    @Test
    void theOtherAfterTheOneIsNoRace() {
        Waiting actors = new Waiting();
        actors.firstMayEnd.countDown();
        actors.secondMayEnd.countDown();

        actors.second();
        actors.first();

        assertThat(actors.raced()).isFalse();
    }

    @Test
    void oneThatBeginsBeforeTheOtherEndsIsARace() throws InterruptedException {
        Waiting actors = new Waiting();
        Thread first = new Thread(actors::first);
        Thread second = new Thread(actors::second);

        first.start();
        actors.firstBegan.await();
        second.start();
        actors.secondBegan.await();
        actors.firstMayEnd.countDown();
        first.join();
        actors.secondMayEnd.countDown();
        second.join();

        assertThat(actors.raced()).isTrue();
        assertThat(actors.outcome("ok")).isEqualTo("ok");
    }

    /** The second goes through all it has to do while the first is somewhere in between. */
    @Test
    void oneWithinTheOtherIsARace() throws InterruptedException {
        Waiting actors = new Waiting();
        actors.secondMayEnd.countDown();
        Thread first = new Thread(actors::first);

        first.start();
        actors.firstBegan.await();
        actors.second();
        actors.firstMayEnd.countDown();
        first.join();

        assertThat(actors.raced()).isTrue();
    }

    /** A test of which nobody notes when its actors ran would count every sample as a race. */
    @Test
    void everyTestNotesWhenItsActorsRan() {
        assertThat(TestList.tests()).hasSize(38).allSatisfy(test -> assertThat(TwoActors.class).isAssignableFrom(Suite.testClass(test)));
    }

    @Test
    void everyOutcomeAllowsForOneThatWasNoRace() {
        assertThat(TestList.tests()).allSatisfy(test -> assertThat(TestList.getInfo(test).cases())
                .allSatisfy(outcome -> assertThat(outcome.matchPattern()).as(test).endsWith("(, alone)?")));
    }
}
