package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A scenario that makes the same calls as another one and is expected to hold: the right kernel beside the one that breaks. */
public final class Counterpart {

    private Counterpart() { }

    /**
     * The one that differs least in its kernel, its modules' attributes and what may fail, if there is any.
     *
     * @param scenario the scenario that breaks
     * @param among those to choose from
     */
    public static Optional<Scenario> of(Scenario scenario, Collection<Scenario> among) {
        return among.stream().filter(other -> other.expectation().kind() == Expectation.Kind.HOLDS && sameCalls(scenario, other))
                .filter(other -> distance(scenario, other) > 0).min(Comparator.comparingInt(other -> distance(scenario, other)));
    }

    /**
     * Whether the other scenario only makes less possible: no preemption, nothing that sleeps, or not every failure. A race that is not seen there is hidden,
     * not repaired.
     */
    public static boolean hides(Scenario scenario, Scenario other) {
        return isTurnedOff(KernelSwitch.PREEMPTIBLE, scenario, other) || isTurnedOff(KernelSwitch.SLEEPS, scenario, other)
                || !other.faults().containsAll(scenario.faults());
    }

    private static boolean isTurnedOff(KernelSwitch which, Scenario scenario, Scenario other) {
        return "no".equals(other.kernel().switches().get(which.id())) && !"no".equals(scenario.kernel().switches().get(which.id()));
    }

    /** The settings of the other scenario that differ, as scenarios say them. */
    public static String difference(Scenario from, Scenario to) {
        List<String> differ = new ArrayList<>();
        if (!from.kernel().equals(to.kernel())) {
            boolean fix = from.kernel().revert().isPresent() && from.kernel().with(KernelSwitch.REVERT, "none").equals(to.kernel());
            differ.add(fix ? "the fix: " + from.kernel().revert().orElseThrow().change() : "kernel " + to.kernel().text());
        }
        for (ModuleDecl module : from.modules()) {
            ModuleDecl other = to.module(module.name());
            String attributes = Stream.of(ModuleAttribute.values()).filter(a -> !module.get(a).equals(other.get(a)))
                    .map(a -> " " + other.says(a)).collect(Collectors.joining(","));
            if (!attributes.isEmpty()) {
                differ.add("module " + module.name() + attributes);
            }
        }
        if (!from.faults().equals(to.faults())) {
            differ.add("faults " + (to.faults().isEmpty() ? "none" : String.join(", ", to.faults().stream().map(Fault::id).toList())));
        }
        return String.join("; ", differ);
    }

    private static boolean sameCalls(Scenario a, Scenario b) {
        return threads(a).equals(threads(b)) && setup(a).equals(setup(b)) && a.processes().equals(b.processes()) && a.autoload() == b.autoload()
                && a.modules().stream().map(ModuleDecl::name).toList().equals(b.modules().stream().map(ModuleDecl::name).toList());
    }

    private static List<String> threads(Scenario scenario) {
        return scenario.threads().stream().map(t -> t.label() + (t.privileged() ? "" : " user") + ": " + t.text()).toList();
    }

    private static List<String> setup(Scenario scenario) {
        return scenario.setup().stream().map(call -> call.thread() + ": " + call.call()).toList();
    }

    /** How many settings differ; 0 is the same kernel. */
    private static int distance(Scenario a, Scenario b) {
        Set<String> switches = new TreeSet<>(a.kernel().switches().keySet());
        switches.addAll(b.kernel().switches().keySet());
        int differ = a.kernel().version().equals(b.kernel().version()) ? 0 : 1;
        for (String name : switches) {
            differ += Objects.equals(a.kernel().switches().get(name), b.kernel().switches().get(name)) ? 0 : 1;
        }
        for (ModuleDecl module : a.modules()) {
            for (ModuleAttribute attribute : ModuleAttribute.values()) {
                differ += module.get(attribute).equals(b.module(module.name()).get(attribute)) ? 0 : 1;
            }
        }
        return differ + (a.faults().equals(b.faults()) ? 0 : 1);
    }
}
