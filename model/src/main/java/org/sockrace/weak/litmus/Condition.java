package org.sockrace.weak.litmus;

import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a test asks of final states. */
sealed interface Condition {

    /** What is looked at: a register of a thread, or a shared variable, whose thread is {@link #SHARED}. */
    record Item(int thread, String name) {

        static final int SHARED = -1;

        boolean shared() {
            return thread == SHARED;
        }

        /** As herd7 writes it. */
        String text() {
            return shared() ? "[" + name + "]" : thread + ":" + name;
        }
    }

    /** Tells what an item is in the end. */
    interface State {
        long value(Item item);
    }

    /** Whether it is true of the state. */
    boolean holds(State state);

    /** As herd7 writes it. */
    String text(Locations locations);

    /** All items that it looks at, in the order in which it names them. */
    void items(Consumer<Item> to);

    /** Always. */
    record True() implements Condition {
        @Override
        public boolean holds(State state) {
            return true;
        }

        @Override
        public String text(Locations locations) {
            return "true";
        }

        @Override
        public void items(Consumer<Item> to) { }
    }

    /** An item has a value. */
    record Equals(Item item, long value, boolean negated) implements Condition {
        @Override
        public boolean holds(State state) {
            return state.value(item) == value ^ negated;
        }

        @Override
        public String text(Locations locations) {
            return item.text() + (negated ? "!=" : "=") + locations.text(value);
        }

        @Override
        public void items(Consumer<Item> to) {
            to.accept(item);
        }
    }

    /** Two items have the same value. */
    record Same(Item left, Item right, boolean negated) implements Condition {
        @Override
        public boolean holds(State state) {
            return state.value(left) == state.value(right) ^ negated;
        }

        @Override
        public String text(Locations locations) {
            return left.text() + (negated ? "!=" : "=") + right.text();
        }

        @Override
        public void items(Consumer<Item> to) {
            to.accept(left);
            to.accept(right);
        }
    }

    /** Not. */
    record Not(Condition of) implements Condition {
        @Override
        public boolean holds(State state) {
            return !of.holds(state);
        }

        @Override
        public String text(Locations locations) {
            return "not (" + of.text(locations) + ")";
        }

        @Override
        public void items(Consumer<Item> to) {
            of.items(to);
        }
    }

    /** Both, or at least one of the two. */
    record Both(boolean and, Condition left, Condition right) implements Condition {
        @Override
        public boolean holds(State state) {
            return and ? left.holds(state) && right.holds(state) : left.holds(state) || right.holds(state);
        }

        @Override
        public String text(Locations locations) {
            return Stream.of(left, right).map(c -> c instanceof Both b && and && !b.and ? "(" + c.text(locations) + ")" : c.text(locations))
                    .collect(Collectors.joining(and ? " /\\ " : " \\/ "));
        }

        @Override
        public void items(Consumer<Item> to) {
            left.items(to);
            right.items(to);
        }
    }
}
