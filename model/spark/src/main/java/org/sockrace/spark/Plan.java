package org.sockrace.spark;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Recipe;
import org.sockrace.explore.Source;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.Model;

/**
 * What every process needs to make the model that is searched, and to know that it is that one. Each makes it once.
 *
 * @param recipe how the automata are made
 * @param grown what they grew by, one pass after the other: role, node and what was observed, three numbers each
 * @param symmetry whether identical threads are exchangeable
 * @param partialOrder whether there is partial order reduction
 * @param print what {@link Model#print} says where the search was begun
 */
record Plan(Recipe recipe, List<List<Integer>> grown, boolean symmetry, boolean partialOrder, long print) implements Serializable {

    private record Made(Plan plan, Model model) { }

    /** The last one that was needed in this process. */
    private static Made made;

    /** The model of this process was made already, and is that one. */
    static void know(Plan plan, Model model) {
        synchronized (Plan.class) {
            made = new Made(plan, model);
        }
    }

    /** As one pass. */
    static List<Integer> numbers(Iterable<Source.Unknown> unknown) {
        List<Integer> numbers = new java.util.ArrayList<>();
        unknown.forEach(u -> numbers.addAll(List.of(u.role(), u.node(), u.observed())));
        return numbers;
    }

    private static Set<Source.Unknown> unknown(List<Integer> numbers) {
        Set<Source.Unknown> unknown = new LinkedHashSet<>();
        for (int i = 0; i < numbers.size(); i += 3) {
            unknown.add(new Source.Unknown(numbers.get(i), numbers.get(i + 1), numbers.get(i + 2)));
        }
        return unknown;
    }

    /**
     * The model.
     *
     * @throws IllegalStateException if this process makes another one of the recipe: its program is another
     */
    Model model() {
        synchronized (Plan.class) {
            if (made == null || !made.plan.equals(this)) {
                made = new Made(this, make());
            }
            return made.model;
        }
    }

    private Model make() {
        Source source = recipe.source();
        World world = source.world(Budget.NONE);
        for (List<Integer> pass : grown) {
            source.extend(unknown(pass), Budget.NONE);
            world = source.world(Budget.NONE);
        }
        Model model = new Model(world, new Reductions(symmetry, partialOrder), recipe.monitors(), Budget.NONE);
        if (model.print() != print) {
            throw new IllegalStateException(DIFFERS);
        }
        return model;
    }

    /** What an executor says that has another model. */
    static final String DIFFERS = "an executor makes another model of the scenario: it runs another build of sockrace";
}
