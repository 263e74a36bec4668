package org.sockrace.machine.hardware;

import java.util.Set;
import java.util.SplittableRandom;

/** Decides what {@code fails} and {@code choose} answer to one thread. */
public interface Choices {

    /** Nothing ever fails, and the first option is always taken. */
    Choices NEVER = new Choices() {
        @Override
        public boolean fails(String fault) {
            return false;
        }

        @Override
        public int choose(String what, int options) {
            return 0;
        }
    };

    /** These failures always happen, and the first option is always taken. Thread-safe. */
    static Choices failing(String... faults) {
        Set<String> all = Set.of(faults);
        return new Choices() {
            @Override
            public boolean fails(String fault) {
                return all.contains(fault);
            }

            @Override
            public int choose(String what, int options) {
                return 0;
            }
        };
    }

    /** Whether the failure happens this time. */
    boolean fails(String fault);

    /** The option taken, 0 to {@code options - 1}. */
    int choose(String what, int options);

    /**
     * Random answers, the same for the same seed and the same questions: each failure happens with this probability. For one thread only.
     */
    static Choices seeded(long seed, double probability) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Choices() {
            @Override
            public boolean fails(String fault) {
                return random.nextDouble() < probability;
            }

            @Override
            public int choose(String what, int options) {
                return random.nextInt(options);
            }
        };
    }
}
