package org.sockrace.stress;

import org.openjdk.jcstress.infra.results.LL_Result;
import org.sockrace.lab.Lab;

/**
 * One sample of a suspicion: a small kernel on which two actors race, and the question afterwards. jcstress finds actors only in the test
 * class itself, so each test class repeats three methods that lead here.
 */
abstract class Sample {

    final Lab lab;

    /** On a new kernel. */
    Sample(Lab lab) {
        this.lab = lab;
    }

    /** What the first actor does. */
    abstract void first();

    /** What the second actor does. */
    abstract void second();

    /** What the calls returned, in the order of the scenario's variables. */
    abstract String results();

    /** When both actors have returned: what their calls returned, and {@code ok} or the property that is broken. */
    final void report(LL_Result result) {
        result.r1 = results();
        result.r2 = lab.broken();
    }
}
