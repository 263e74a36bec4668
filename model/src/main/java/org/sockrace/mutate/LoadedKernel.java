package org.sockrace.mutate;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.sockrace.explore.Exploration;
import org.sockrace.machine.simulated.Experience;

/** A kernel that is loaded anew, and scenarios checked on it. */
final class LoadedKernel {

    /** What is asked of it; a mistake may make it throw anything. */
    @FunctionalInterface
    private interface Call {
        Run run() throws Throwable;
    }

    private final MethodHandle check;
    private final MethodHandle weak;
    private final MethodHandle explored;

    LoadedKernel(Map<String, byte[]> classes) {
        try {
            Class<?> run = Class.forName("org.sockrace.mutate.loaded.CheckRun", true, new KernelLoader(classes));
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            check = lookup.findStatic(run, "check",
                    MethodType.methodType(Run.class, String.class, String.class, String.class, long.class, double.class, Right.class, BooleanSupplier.class));
            weak = lookup.findStatic(run, "weak",
                    MethodType.methodType(Run.class, String.class, String.class, String.class, long.class, double.class, BooleanSupplier.class));
            explored = lookup.findStatic(run, "explored",
                    MethodType.methodType(Exploration.class, String.class, String.class, Experience.class, BooleanSupplier.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Checks a scenario; whatever the kernel does, there is an answer. {@code only} are the ids of the properties that count, or empty. */
    Run check(Subject subject, String only, long states, double seconds, Right known, BooleanSupplier cancelled) {
        return answered(() -> (Run) check.invokeExact(subject.name(), subject.text(), only, states, seconds, known, cancelled));
    }

    /** The same under the Linux-kernel memory model: every execution that it allows, as {@code check --memory lkmm} looks for. */
    Run weak(Subject subject, String only, long executions, double seconds, BooleanSupplier cancelled) {
        return answered(() -> (Run) weak.invokeExact(subject.name(), subject.text(), only, executions, seconds, cancelled));
    }

    private static Run answered(Call call) {
        try {
            return call.run();
        } catch (OutOfMemoryError e) {
            return new Run(Run.Kind.CUT_SHORT, "out of memory");
        } catch (Throwable e) {
            return new Run(Run.Kind.ERROR, e.toString());
        }
    }

    /** All that is found of the scenario on this kernel by whoever has that experience, or null if it cannot be explored. No automaton leads back. */
    Exploration explored(Subject subject, Experience experience, BooleanSupplier cancelled) {
        try {
            return (Exploration) explored.invokeExact(subject.name(), subject.text(), experience, cancelled);
        } catch (Throwable e) {
            return null;
        }
    }
}
