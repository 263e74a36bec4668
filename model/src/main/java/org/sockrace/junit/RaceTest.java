package org.sockrace.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a method as a test of races: one test for each scenario that is named here. The scenario is searched, and the test fails unless what is found is what
 * the scenario expects; then the method runs, for whatever else must be true. It may have parameters of the types {@link org.sockrace.testing.RaceCheck}
 * (what was found), {@link org.sockrace.testing.Race} and {@link org.sockrace.scenario.Scenario}.
 *
 * <p>The verdict, and how to replay each counterexample, are entries of the test report.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(RaceExtension.class)
public @interface RaceTest {

    /**
     * Scenarios of the catalogue.
     *
     * @return names, numbers or patterns, such as {@code inet-*}
     */
    String[] value() default {};

    /**
     * Scenarios that are written here.
     *
     * @return programs: {@code ;} ends a line, {@code ||} separates threads
     */
    String[] programs() default {};

    /**
     * Scenarios in files.
     *
     * @return files, or folders for all files {@code *.race} in them; relative to the folder in which the tests run
     */
    String[] files() default {};

    /**
     * Scenarios in files of the class path.
     *
     * @return their names with their folders, such as {@code races/my.race}
     */
    String[] resources() default {};

    /**
     * Scenarios that are made in Java.
     *
     * @return the name of a method of the test class without parameters, static unless the class has one instance for all tests, that returns a
     *     {@link org.sockrace.scenario.Scenario}, a {@link org.sockrace.testing.Race}, or a stream, a collection or an array of them
     */
    String method() default "";

    /**
     * After how many states a search stops, which fails the test then.
     *
     * @return how many; 0 for no limit
     */
    long maxStates() default 0;

    /**
     * After how many seconds a search stops, which fails the test then.
     *
     * @return how many; 0 for no limit
     */
    double seconds() default 0;
}
