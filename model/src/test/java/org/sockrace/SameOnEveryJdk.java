package org.sockrace;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Of tests that take long, and whose result does not depend on the JDK: what a search finds is decided by code that uses nothing of it but collections. {@code
 * -Dtest.excluded=same-on-every-jdk} leaves them out, as continuous integration does where it runs on a second JDK. What checks the catalogue from the command
 * line, and all that compiles, loads classes, starts threads or prints, is not marked.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("same-on-every-jdk")
public @interface SameOnEveryJdk { }
