package org.sockrace.check;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockrace.explore.Progress;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.mutate.ChangedKernel;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** Checks a scenario on the modelled kernel with one place changed. */
public final class WrongKernel {

    /** What is wrong shows in these. */
    private static final int ENOUGH_GRAPHS = 5_000;

    private WrongKernel() { }

    /**
     * What is broken in the scenario if the text is replaced, once, in that file. Fails if the file does not hold the text.
     *
     * @param scenario a name of the catalogue, or a program
     */
    static Set<String> broken(String file, String text, String replacement, String scenario) throws ReflectiveOperationException {
        return words(call("check", file, text, replacement, scenario));
    }

    /** The same, if the Linux-kernel memory model decides. */
    static Set<String> brokenUnderLkmm(String file, String text, String replacement, String scenario) throws ReflectiveOperationException {
        return words(call("checkUnderLkmm", file, text, replacement, scenario));
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(Stream.of(text.split(" ")).filter(s -> !s.isEmpty()).toList());
    }

    /** What is said of it, with the line: {@code property: message, File.java:line}; or why the set-up fails. */
    static List<String> said(String file, String text, String replacement, String scenario) throws ReflectiveOperationException {
        return call("say", file, text, replacement, scenario).lines().toList();
    }

    private static String call(String what, String file, String text, String replacement, String scenario) throws ReflectiveOperationException {
        Class<?> changed = ChangedKernel.load(WrongKernel.class, file, text, replacement);
        Thread thread = Thread.currentThread();
        ClassLoader usual = thread.getContextClassLoader();
        // Modules of tests are classes that rest on the kernel, too.
        thread.setContextClassLoader(changed.getClassLoader());
        try {
            return (String) changed.getMethod(what, String.class).invoke(null, scenario);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            thread.setContextClassLoader(usual);
        }
    }

    /** Called inside the other class loader. */
    public static String say(String name) {
        try {
            return Checker.check(scenario(name), CheckOptions.DEFAULT, Progress.NONE).violations().stream()
                    .map(v -> v.property().id() + ": " + v.message() + ", " + v.file() + ":" + v.line()).collect(Collectors.joining("\n"));
        } catch (SetupException e) {
            return e.getMessage();
        }
    }

    /** Called inside the other class loader: the broken properties of a scenario or program, separated by spaces. */
    public static String check(String name) {
        return check(name, CheckOptions.DEFAULT);
    }

    /** Called inside the other class loader: the same under the Linux-kernel memory model. */
    public static String checkUnderLkmm(String name) {
        int[] polls = {0};
        return check(name, CheckOptions.DEFAULT.with(EngineKind.EXECUTION_GRAPHS).cancelledBy(() -> polls[0]++ > ENOUGH_GRAPHS));
    }

    private static String check(String name, CheckOptions options) {
        CheckReport report = Checker.check(scenario(name), options.withoutCounterexamples(), Progress.NONE);
        return String.join(" ", report.violations().stream().map(v -> v.property().id()).toList());
    }

    /** The one of that name in the catalogue, or that program. */
    static Scenario scenario(String name) {
        return name.contains(":") ? ScenarioParser.parse(name, "", "x") : Catalogue.load().matching(name).get(0).scenario();
    }
}
