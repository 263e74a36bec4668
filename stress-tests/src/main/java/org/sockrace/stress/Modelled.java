package org.sockrace.stress;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the two actors do, as a scenario of the model checker: what jcstress observes must be possible there. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Modelled {
    /** The scenario, as {@code check -e} takes it; its outcome columns are the results of the test, in that order. */
    String value();
}
