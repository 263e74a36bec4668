package org.sockrace.mutate;

/**
 * Why nothing notices a mistake, as somebody has written it down: {@link Reasons} says where, {@link ReasonCheck} whether it is true.
 *
 * @param mistake the mistake's {@link Mutant#name name}
 * @param kind what is claimed
 * @param argument what the claim is about: the other mistake's name, words of a mark, or a scenario's name; else an empty text
 * @param sentence the argument, for people
 */
record Reason(String mistake, Kind kind, String argument, String sentence) {

    /** What can be claimed. */
    enum Kind {
        /** Another mistake by itself is not noticed either, but both together are: each does what the other would have. */
        MASKED_BY("masked-by", true),
        /** In every scenario that executes it the automata differ in silent operations at most: see {@link Silence}. */
        EQUIVALENT("equivalent", false),
        /**
         * In every scenario that executes it the same final states are reached, and the same is broken: weaker, and so only for what is done in another order,
         * twice, or in two halves.
         */
        SAME_ENDS("same-ends", false),
        /** The model leaves out what would tell, and says so with a mark in the function, or at a field that the statement names. */
        LEFT_OUT("left-out", true),
        /** No interleaving tells, but what a scenario shows under the Linux-kernel memory model does: {@link WeakCheck}. Then it is noticed all the same. */
        LKMM("lkmm", true),
        /** Only for a weaker order: another one orders the same, for a scenario in which others read what is stored shows nothing else under that model. */
        ORDERED("ordered", true);

        private final String id;
        private final boolean argued;

        Kind(String id, boolean argued) {
            this.id = id;
            this.argued = argued;
        }

        /** As it is written. */
        String id() {
            return id;
        }

        /** Whether it needs an argument. */
        boolean isArgued() {
            return argued;
        }
    }

    /** In one line. */
    @Override
    public String toString() {
        return kind.id() + (argument.isEmpty() ? "" : " " + argument) + ": " + sentence;
    }
}
