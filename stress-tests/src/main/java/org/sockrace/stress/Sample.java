package org.sockrace.stress;

import org.openjdk.jcstress.infra.results.LL_Result;
import org.sockrace.lab.Lab;

/** One sample of a suspicion: a small kernel on which two actors race, and the question afterwards. */
abstract class Sample extends TwoActors {

    final Lab lab;

    /** On a new kernel. */
    Sample(Lab lab) {
        this.lab = lab;
    }

    /** What the calls returned, in the order of the scenario's variables. */
    abstract String results();

    /** When both actors have returned: what their calls returned, {@code ok} or the property that is broken, and whether it was a race. */
    final void report(LL_Result result) {
        result.r1 = results();
        result.r2 = outcome(lab.broken());
    }
}
