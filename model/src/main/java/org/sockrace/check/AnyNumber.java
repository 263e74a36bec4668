package org.sockrace.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.explore.Ending;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Argument;
import org.sockrace.scenario.Call;
import org.sockrace.scenario.OutcomeTable;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.SetupCall;
import org.sockrace.scenario.ThreadDecl;

/** A scenario of which one thread is there any number of times: what that means, and what can be said of it. */
final class AnyNumber {

    private final Scenario scenario;
    private final ThreadDecl many;

    /**
     * Any number of that thread.
     *
     * @throws IllegalArgumentException if there is no such thread; the message is for users
     */
    AnyNumber(Scenario scenario, String thread) {
        this.scenario = scenario;
        List<ThreadDecl> found = scenario.threads().stream().filter(t -> t.name().equals(thread)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException(scenario.name() + " has no thread " + thread + ": there is "
                    + String.join(", ", scenario.threads().stream().map(ThreadDecl::name).toList()));
        }
        this.many = found.get(0);
    }

    String thread() {
        return many.name();
    }

    /** The number of the role of these threads, if they are all of one. */
    int role() {
        return scenario.threads().indexOf(many);
    }

    /** The scenario with so many of them; what comes out is not looked at. */
    Scenario with(int copies) {
        return scenario.with(many.name(), copies);
    }

    /** The same, where what comes of one of them and of the others can be read off. */
    Scenario watching(int copies) {
        return scenario.watching(many.name(), copies);
    }

    /** What the scenario says of the outcomes of one of them and of the others; nothing if it says something of several. */
    Optional<OutcomeTable> outcomesOfOne() {
        return hasOutcomes() && many.copies() == 1 ? Optional.of(scenario.outcomes()) : Optional.empty();
    }

    /** The properties of which views can show that nothing breaks them while threads run. */
    Set<Property> provable() {
        Set<Property> provable = EnumSet.noneOf(Property.class);
        provable.addAll(scenario.always());
        provable.remove(Property.OUTCOMES);
        provable.remove(Property.NO_DEADLOCK);
        return provable;
    }

    /** What is proven altogether if views show all of it but that. */
    Set<Property> proven(Set<Property> but) {
        Set<Property> proven = provable();
        if (checks(Property.NO_DEADLOCK)) {
            proven.add(Property.NO_DEADLOCK);
        }
        proven.removeAll(but);
        return proven;
    }

    boolean checks(Property property) {
        return scenario.always().contains(property);
    }

    /** Whether the scenario says which outcomes there may be: they are not looked at. */
    boolean hasOutcomes() {
        return scenario.always().contains(Property.OUTCOMES) && !scenario.outcomes().rows().isEmpty();
    }

    /**
     * Where all threads of a world stand at an end of its views.
     *
     * @param these where the identical ones stand, as many as the world has
     */
    List<Node> nodes(World world, Ending end, List<Node> these) {
        List<Node> nodes = new ArrayList<>();
        Iterator<Integer> others = end.nodes().iterator();
        Iterator<Node> next = these.iterator();
        for (int role : world.roles()) {
            nodes.add(role == role() ? next.next() : world.node(role, others.next()));
        }
        return nodes;
    }

    /** Why nothing can be proven, in one line, as far as that shows in the text; empty if nothing speaks against it. */
    String obstacle() {
        if (scenario.autoload()) {
            return "each " + many.name() + " has a modprobe of its own (autoload)";
        }
        for (ThreadDecl other : scenario.threads()) {
            if (other.any() && other != many) {
                return "there is any number of " + other.name() + " as well: write a number for one of the two";
            }
        }
        for (List<String> process : scenario.processes()) {
            if (process.contains(many.name())) {
                return many.name() + " shares its descriptors" + (process.size() > 1 ? " with " + other(process) : "")
                        + ": how many there is room for depends on N";
            }
        }
        for (SetupCall setup : scenario.setup()) {
            if (uses(many, setup.call().result())) {
                return many.name() + " uses " + setup.call().result() + ", a reference that the set-up has taken";
            }
        }
        for (ThreadDecl other : scenario.threads()) {
            for (Call call : many.calls()) {
                if (other != many && uses(other, call.result())) {
                    return other.name() + " uses " + call.result() + " of " + many.name() + ": of which one, if there are many?";
                }
            }
        }
        return proven(Set.of()).isEmpty() ? "the scenario checks nothing that could be proven" : "";
    }

    private String other(List<String> process) {
        return String.join(", ", process.stream().filter(t -> !t.equals(many.name())).toList());
    }

    private static boolean uses(ThreadDecl thread, String variable) {
        return !variable.isEmpty() && thread.calls().stream().flatMap(c -> c.arguments().stream())
                .filter(a -> a.kind() == Argument.Kind.VARIABLE || a.kind() == Argument.Kind.END_OF_PAIR)
                .anyMatch(a -> a.text().equals(variable));
    }

    /** The names of properties, in their order. */
    static String ids(Set<Property> properties) {
        return String.join(", ", new TreeSet<>(properties).stream().map(Property::id).toList());
    }
}
