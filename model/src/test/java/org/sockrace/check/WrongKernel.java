package org.sockrace.check;

import java.lang.reflect.InvocationTargetException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sockrace.explore.Progress;
import org.sockrace.mutate.ChangedKernel;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** Checks a scenario on the modelled kernel with one place changed. */
public final class WrongKernel {

    private WrongKernel() { }

    /**
     * What is broken in the scenario if the text is replaced, once, in that file. Fails if the file does not hold the text.
     *
     * @param scenario a name of the catalogue, or a program
     */
    static Set<String> broken(String file, String text, String replacement, String scenario) throws ReflectiveOperationException {
        try {
            Object result = ChangedKernel.load(WrongKernel.class, file, text, replacement).getMethod("check", String.class).invoke(null, scenario);
            return new TreeSet<>(Stream.of(((String) result).split(" ")).filter(s -> !s.isEmpty()).toList());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Called inside the other class loader: the broken properties of a scenario or program, separated by spaces. */
    public static String check(String name) {
        Scenario scenario = scenario(name);
        CheckOptions options = CheckOptions.DEFAULT.withoutCounterexamples();
        return String.join(" ", Checker.check(scenario, options, Progress.NONE).violations().stream().map(v -> v.property().id()).toList());
    }

    /** The one of that name in the catalogue, or that program. */
    static Scenario scenario(String name) {
        return name.contains(":") ? ScenarioParser.parse(name, "", "x") : Catalogue.load().matching(name).get(0).scenario();
    }
}
