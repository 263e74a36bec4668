package org.sockrace.mutate;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Lets two threads race on a kernel with mistakes, which is loaded beside the right one. */
public final class MistakenRaces {

    private final MethodHandle races;

    /** On a kernel of which these classes are changed, by name: {@link Campaign#classes} makes them. */
    public MistakenRaces(Map<String, byte[]> classes) {
        try {
            Class<?> run = Class.forName("org.sockrace.mutate.loaded.RaceRun", true, new KernelLoader(classes));
            races = MethodHandles.publicLookup().findStatic(run, "races", MethodType.methodType(Map.class, String.class, String.class, double.class, int.class,
                    long.class, double.class, BooleanSupplier.class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What they come to.
     *
     * @param text the scenario
     * @param slower how many times as long each operation of the second thread takes as one of the first
     * @param seconds give up after so long; 0 for never
     * @return how often each outcome was reached, as {@link org.sockrace.check.RaceChecker#races} has it
     * @throws org.sockrace.explore.CutShortException if nothing could be predicted
     * @throws org.sockrace.machine.simulated.SetupException if the set-up fails
     */
    @SuppressWarnings("unchecked")
    public Map<String, Long> of(String name, String text, double slower, int attempts, long seed, double seconds, BooleanSupplier cancelled) {
        try {
            Map<?, ?> counts = (Map<?, ?>) races.invokeExact(name, text, slower, attempts, seed, seconds, cancelled);
            return (Map<String, Long>) counts;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
