package org.sockrace.conform.ftrace;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.automata.Automaton;
import org.sockrace.check.Automata;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioBuilder;

/** Reads a shape off the first thread of a scenario. Used once. */
final class ShapeBuilder {

    /** inet_create looks a protocol up again after each of two attempts to load it. __sock_release is in the same scenarios. */
    private static final int LOOKUPS = 3;

    /** The automata of scenarios: each is made once. Not thread-safe. */
    static final class Library {
        private final Map<Scenario, Automaton> automata = new HashMap<>();

        private Automaton of(Scenario scenario, int rounds) {
            return automata.computeIfAbsent(scenario, s -> Automata.of(s, rounds).automata().get(0));
        }
    }

    private final ScenarioBuilder scenario;
    private final String function;
    private Map<String, Set<EventKind>> opaque = Map.of();
    private boolean anyError;
    private Set<EventKind> skippable = EnumSet.noneOf(EventKind.class);
    private final Set<String> modules = new HashSet<>();
    private final Set<String> hidden = new HashSet<>();
    private Set<String> any = Set.of();
    private boolean notKnown;
    private boolean closed;

    /** Of that function, as the scenario's first thread goes through it. */
    ShapeBuilder(ScenarioBuilder scenario, String function) {
        this.scenario = scenario;
        this.function = function;
    }

    /** Functions that stand for code that is not modelled, with the events that such code may show. */
    ShapeBuilder opaque(Map<String, Set<EventKind>> functions) {
        this.opaque = functions;
        return this;
    }

    /** That the errnos of init say nothing. */
    ShapeBuilder anyError() {
        this.anyError = true;
        return this;
    }

    /** Events that may also be of code that is not modelled, anywhere. */
    ShapeBuilder skippable(Set<EventKind> kinds) {
        this.skippable = kinds;
        return this;
    }

    /** The modules that it names by their real names, if the recording names them; what of them is built in is not seen. */
    ShapeBuilder modules(List<String> names, Set<String> named) {
        names.forEach(m -> (named.contains(m) ? modules : hidden).add(m));
        return this;
    }

    /** Words of the scenario that stand for modules of any name. */
    ShapeBuilder any(List<String> words) {
        this.any = Set.copyOf(words);
        return this;
    }

    /** That those are not the modules that have a model of their own. */
    ShapeBuilder notKnown() {
        this.notKnown = true;
        return this;
    }

    /** That no module which has a model of its own has to do with it, but those that were named. */
    ShapeBuilder closed() {
        this.closed = true;
        return notKnown();
    }

    /** Makes it. */
    Shape build(Library library) {
        int rounds = function.startsWith("__sock_") ? LOOKUPS : 1;
        EdgeReader reader = new EdgeReader(library.of(scenario.build(), rounds), anyError, hidden);
        Paths paths = new PathsBuilder(reader, function, opaque).build(skippable);
        boolean lacking = modules.isEmpty() || !hidden.isEmpty() || !any.isEmpty();
        return new Shape(paths, Set.copyOf(modules), any, notKnown, closed, lacking);
    }
}
