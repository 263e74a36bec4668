package org.sockrace.mutate;

import java.lang.ref.SoftReference;
import java.util.function.BooleanSupplier;
import org.sockrace.explore.Exploration;
import org.sockrace.machine.simulated.Experience;

/**
 * All that is found of a scenario on one kernel: what a search has found already, as long as there is memory for it, or else it is searched again. It can be
 * compared with that of another kernel if both began with the same experience. Safe for use by several threads.
 */
final class Explored {

    private final LoadedKernel kernel;
    private final Subject subject;
    private final Experience experience;
    private volatile SoftReference<Exploration> found;

    /**
     * Of a scenario of which that was found.
     *
     * @param exploration from that experience; may be null
     */
    Explored(LoadedKernel kernel, Subject subject, Experience experience, Exploration exploration) {
        this.kernel = kernel;
        this.subject = subject;
        this.experience = experience;
        keep(exploration);
    }

    /** In automata that lead back nothing can be compared; what is not complete somebody may have more time for. */
    private void keep(Exploration exploration) {
        boolean useful = exploration != null && exploration.claim().complete() && !exploration.world().goesRound();
        found = new SoftReference<>(useful ? exploration : null);
    }

    /** That, with automata that never lead back; null if it cannot be explored. */
    Exploration get(BooleanSupplier cancelled) {
        Exploration exploration = found.get();
        if (exploration == null) {
            exploration = kernel.explored(subject, experience, cancelled);
            keep(exploration);
        }
        return exploration;
    }
}
