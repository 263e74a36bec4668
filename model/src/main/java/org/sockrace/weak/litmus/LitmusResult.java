package org.sockrace.weak.litmus;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.sockrace.weak.explore.Explorer;
import org.sockrace.weak.litmus.LitmusTest.Quantifier;
import org.sockrace.weak.model.ModelKind;

/**
 * What a model says of a test.
 *
 * @param test the test
 * @param model the model
 * @param states the final states of allowed executions, as herd7 writes them, in the order of their values
 * @param positive the number of allowed executions that satisfy the condition
 * @param negative the number of those that do not
 * @param candidates how many executions were judged
 * @param flags what the model warns of
 * @param wildPointers whether executions were left out that use as an address what is none, such as NULL
 * @param complete whether all executions were judged: only then it is a verdict
 */
public record LitmusResult(LitmusTest test, ModelKind model, List<String> states, long positive, long negative, long candidates, Set<String> flags,
        boolean wildPointers, boolean complete) {

    /** How often the condition is satisfied. */
    public enum Observation {
        /** By no execution. */
        NEVER("Never"),
        /** By some. */
        SOMETIMES("Sometimes"),
        /** By all. */
        ALWAYS("Always");

        private final String text;

        Observation(String text) {
            this.text = text;
        }

        /** As herd7 writes it. */
        public String text() {
            return text;
        }
    }

    /** How executions are found. */
    public enum Engine {
        /** Every candidate is made and judged. */
        ENUMERATE("enumerate"),
        /** Executions grow event by event, and only what the model allows grows on; load buffering is left out. */
        EXPLORE("explore");

        private final String id;

        Engine(String id) {
            this.id = id;
        }

        /** What users call it. */
        public String id() {
            return id;
        }

        /** The engine that users call so. */
        public static Optional<Engine> named(String id) {
            return Stream.of(values()).filter(e -> e.id.equals(id)).findFirst();
        }

        /** Whether it finds all executions that the model allows. */
        public boolean finds(ModelKind model) {
            return this == ENUMERATE || model != ModelKind.LKMM;
        }
    }

    /**
     * The same with an engine.
     *
     * @throws IllegalArgumentException if the engine does not find all that the model allows
     */
    public static LitmusResult of(LitmusTest test, ModelKind model, Engine engine, BooleanSupplier cancelled) {
        if (!engine.finds(model)) {
            throw new IllegalArgumentException("load buffering");
        }
        return engine == Engine.ENUMERATE ? of(test, model, cancelled) : explored(test, model, cancelled);
    }

    private static LitmusResult explored(LitmusTest test, ModelKind model, BooleanSupplier cancelled) {
        Counter counter = new Counter(test, model);
        LitmusProgram program = new LitmusProgram(test);
        boolean complete = new Explorer(program, model, cancelled, (graph, ended, position) -> !ended || counter.explored(graph)).run();
        return counter.result(program.wildPointers(), complete);
    }

    /** Judges all executions of a test; those that are left when cancelled make it incomplete. */
    public static LitmusResult of(LitmusTest test, ModelKind model, BooleanSupplier cancelled) {
        Counter counter = new Counter(test, model);
        Enumerator enumerator = new Enumerator(test, false, cancelled, counter);
        boolean complete = enumerator.run();
        return counter.result(enumerator.wildPointers(), complete);
    }

    /** How often the condition is satisfied. */
    public Observation observation() {
        return positive == 0 ? Observation.NEVER : negative == 0 ? Observation.ALWAYS : Observation.SOMETIMES;
    }

    /** Whether the answer to the question that the test asks is yes. */
    public boolean ok() {
        return switch (test.quantifier()) {
            case EXISTS -> positive > 0;
            case NOT_EXISTS -> positive == 0;
            case FORALL -> negative == 0;
        };
    }

    /** How many executions speak for the answer yes. */
    public long witnesses() {
        return test.quantifier() == Quantifier.NOT_EXISTS ? negative : positive;
    }

    /** How many executions speak for the answer no. */
    public long others() {
        return positive + negative - witnesses();
    }
}
