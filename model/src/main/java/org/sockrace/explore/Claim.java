package org.sockrace.explore;

/**
 * How much of all executions an engine has seen. Only a complete claim lets anybody say that something holds; absence of findings under any other claim is not
 * evidence of absence.
 */
public sealed interface Claim {

    /** Whether every execution is covered. */
    boolean complete();

    /** As users read it, in few words. */
    String text();

    /** Every interleaving of the scenario, with every choice. */
    record Exhaustive() implements Claim {
        @Override
        public boolean complete() {
            return true;
        }

        @Override
        public String text() {
            return "exhaustive";
        }
    }

    /**
     * Every execution in which threads that could go on are interrupted at most so often.
     *
     * @param preemptions so often, 0 or more
     * @param why what stopped the engine before it had seen more, as users read it; an empty string if no more was to be seen
     */
    record UpToPreemptions(int preemptions, String why) implements Claim {

        /** No more was to be seen. */
        public UpToPreemptions(int preemptions) {
            this(preemptions, "");
        }

        /** Whether more was to be seen. */
        public boolean cutShort() {
            return !why.isEmpty();
        }

        @Override
        public boolean complete() {
            return false;
        }

        @Override
        public String text() {
            String all = preemptions == 0 ? "all schedules without preemptions"
                    : "all schedules with up to " + preemptions + (preemptions == 1 ? " preemption" : " preemptions");
            return why.isEmpty() ? all : why + ", after " + all;
        }
    }

    /**
     * Some executions, drawn at random.
     *
     * @param executions how many, with repetitions
     * @param seen how many different transitions of the threads were seen: what a thread observes at one place, whatever the others do
     * @param transitions how many there are
     * @param promise what is known of such executions, as users read it behind the rest; may be empty
     */
    record Sampled(long executions, long seen, long transitions, String promise) implements Claim {
        @Override
        public boolean complete() {
            return false;
        }

        @Override
        public String text() {
            return String.format(java.util.Locale.ROOT, "%,d random executions, %d %% of the threads' transitions seen%s", executions,
                    transitions == 0 ? 100 : 100 * seen / transitions, promise);
        }
    }

    /**
     * Every execution, however many threads there are.
     *
     * @param parameter what may be as large as one likes, as users read it
     */
    record Proven(String parameter) implements Claim {
        @Override
        public boolean complete() {
            return true;
        }

        @Override
        public String text() {
            return "proven for every " + parameter;
        }
    }

    /**
     * Not all that was to be seen.
     *
     * @param why what stopped the engine, as users read it
     */
    record CutShort(String why) implements Claim {

        /** The heap is full. */
        public static final String OUT_OF_MEMORY = "out of memory";
        /** A loop that may never end was not followed further. */
        public static final String ENDLESS = "a loop was not followed further";

        @Override
        public boolean complete() {
            return false;
        }

        @Override
        public String text() {
            return why;
        }
    }
}
