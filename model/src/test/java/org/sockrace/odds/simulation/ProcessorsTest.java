package org.sockrace.odds.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each processor has a queue of its own, and none is idle while somebody waits. */
class ProcessorsTest {

    private static Processors busy(int processors, int tasks) {
        Processors all = new Processors(processors, tasks);
        for (int task = 0; task < processors; task++) {
            assertThat(all.enter(task)).isTrue();
            assertThat(all.of(task)).isEqualTo(task);
        }
        return all;
    }

    @Test
    void aTaskWaitsWhereItRanLast() {
        Processors two = busy(2, 5);
        assertThat(two.areCrowded()).isTrue();
        assertThat(two.enter(2)).isFalse();
        two.queue(2);
        two.queue(3);
        two.queue(4);
        assertThat(two.dispatch()).as("both are busy").isEqualTo(-1);
        two.leave(1);
        assertThat(two.dispatch()).as("the first of its own queue, not of all").isEqualTo(3);
        assertThat(two.of(3)).isEqualTo(1);
        two.leave(0);
        assertThat(two.dispatch()).isEqualTo(2);
        two.queue(1);
        two.leave(3);
        assertThat(two.dispatch()).as("it waits there again").isEqualTo(1);
        assertThat(two.of(1)).isEqualTo(1);
    }

    @Test
    void whoWakesUpGetsItsOwnProcessorOrTheNextIdleOne() {
        Processors three = busy(3, 4);
        three.leave(0);
        three.leave(2);
        assertThat(three.enter(2)).isTrue();
        assertThat(three.of(2)).as("its own").isEqualTo(2);
        three.leave(2);
        assertThat(three.enter(3)).as("that of processor 0").isTrue();
        assertThat(three.of(3)).isZero();
        assertThat(three.enter(0)).isTrue();
        assertThat(three.of(0)).as("the next idle one").isEqualTo(2);
        assertThat(three.enter(2)).isFalse();
    }

    @Test
    void anIdleProcessorTakesFromTheLongestQueue() {
        Processors three = busy(3, 9);
        for (int task : new int[] {3, 4, 7}) {
            three.queue(task);
        }
        three.leave(2);
        assertThat(three.dispatch()).as("two wait at processor 1, 4 came first").isEqualTo(4);
        assertThat(three.of(4)).isEqualTo(2);
        three.leave(4);
        assertThat(three.dispatch()).as("of equally long ones that of the next processor, after the last one the first").isEqualTo(3);
        three.leave(3);
        assertThat(three.dispatch()).isEqualTo(7);
        three.leave(7);
        assertThat(three.dispatch()).isEqualTo(-1);
    }

    @Test
    void whoseSliceIsOverGivesWayToTheLongestQueue() {
        Processors two = busy(2, 6);
        two.queue(3);
        two.leave(0);
        two.queue(0);
        assertThat(two.dispatch()).as("with one waiting elsewhere it goes on").isZero();
        two.queue(5);
        two.leave(0);
        two.queue(0);
        assertThat(two.dispatch()).as("two wait elsewhere: one of them comes first").isEqualTo(3);
        assertThat(two.of(3)).isZero();
        two.leave(3);
        assertThat(two.dispatch()).as("and then it").isZero();
    }

    @Test
    void whoIsForgottenDoesNotRun() {
        Processors one = busy(1, 5);
        for (int task = 1; task < 5; task++) {
            one.queue(task);
        }
        one.forget(1);
        one.forget(3);
        one.forget(4);
        one.leave(0);
        assertThat(one.dispatch()).isEqualTo(2);
        one.leave(2);
        assertThat(one.dispatch()).isEqualTo(-1);
    }

    @Test
    void withEnoughProcessorsNobodyWaits() {
        Processors many = new Processors(Integer.MAX_VALUE, 3);
        assertThat(many.areCrowded()).isFalse();
        for (int task = 0; task < 3; task++) {
            assertThat(many.enter(task)).isTrue();
        }
    }

    /** The same as lists, in the order that is documented, whatever happens. */
    @Test
    void asListsWouldDo() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int count = 1 + random.nextInt(6);
            new Lists(count, count + 1 + random.nextInt(12)).compare(random);
        }
    }

    /** Processors as lists of what waits for each, searched from end to end. */
    private static final class Lists {

        private final List<ArrayDeque<Integer>> queues = new ArrayList<>();
        private final int[] runs;
        private final int[] home;
        private final Processors real;

        Lists(int processors, int tasks) {
            for (int p = 0; p < processors; p++) {
                queues.add(new ArrayDeque<>());
            }
            runs = new int[processors];
            Arrays.fill(runs, -1);
            home = new int[tasks];
            Arrays.setAll(home, t -> t % processors);
            real = new Processors(processors, tasks);
        }

        private void compare(Random random) {
            for (int i = 0; i < 300; i++) {
                int task = random.nextInt(home.length);
                if (runs[home[task]] == task) {
                    runs[home[task]] = -1;
                    real.leave(task);
                    if (random.nextBoolean()) {
                        giveWay(task);
                    }
                } else if (queues.get(home[task]).remove(task)) {
                    real.forget(task);
                } else {
                    wake(task);
                }
                dispatch();
            }
        }

        private void giveWay(int task) {
            ArrayDeque<Integer> own = queues.get(home[task]);
            ArrayDeque<Integer> longest = queues.get(longest(home[task]));
            if (own.isEmpty() && longest.size() > 1) {
                own.add(longest.remove());
                home[own.peek()] = home[task];
            }
            own.add(task);
            real.queue(task);
        }

        private void wake(int task) {
            int idle = home[task];
            for (int n = 0; n < runs.length && runs[idle] >= 0; n++) {
                idle = (idle + 1) % runs.length;
            }
            assertThat(real.enter(task)).isEqualTo(runs[idle] < 0);
            if (runs[idle] < 0) {
                runs[idle] = task;
                home[task] = idle;
                assertThat(real.of(task)).isEqualTo(idle);
            } else {
                queues.get(home[task]).add(task);
                real.queue(task);
            }
        }

        private void dispatch() {
            for (int p = 0; p < runs.length; p++) {
                ArrayDeque<Integer> from = queues.get(p).isEmpty() ? queues.get(longest(p)) : queues.get(p);
                if (runs[p] < 0 && !from.isEmpty()) {
                    runs[p] = from.remove();
                    home[runs[p]] = p;
                    assertThat(real.dispatch()).isEqualTo(runs[p]);
                    assertThat(real.of(runs[p])).isEqualTo(p);
                }
            }
            assertThat(real.dispatch()).isEqualTo(-1);
        }

        private int longest(int processor) {
            int longest = processor;
            for (int n = 1; n < queues.size(); n++) {
                int other = (processor + n) % queues.size();
                longest = queues.get(other).size() > queues.get(longest).size() ? other : longest;
            }
            return longest;
        }
    }
}
