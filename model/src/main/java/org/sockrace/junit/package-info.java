/**
 * Races as tests of JUnit Jupiter, 5 or newer: {@link org.sockrace.junit.RaceTest} on a method, and {@link org.sockrace.junit.RaceFiles} for a folder of
 * {@code .race} files. The only package that needs JUnit; the program runs without it. A race that breaks fails the test with its counterexample as the message,
 * one that was not searched to the end fails it, too; one of which the scenario says {@code expect bounded} is skipped.
 *
 * <pre>{@code
 * class RacesTest {
 *
 *     // Scenarios of the catalogue: each is a test, which passes if the scenario does what it says.
 *     @RaceTest({"rmmod-vs-socket", "inet-vs-rmmod*"})
 *     void catalogue() { }
 *
 *     // What else must be true of it.
 *     @RaceTest(programs = "module af_packet; T0: s = socket(PF_PACKET, SOCK_RAW, 0) || T1: r = rmmod(af_packet)")
 *     void aSocketPinsItsModule(RaceCheck check) {
 *         check.assertOutcomes("fd,EWOULDBLOCK", "EAFNOSUPPORT,0");
 *     }
 *
 *     // Scenarios that are made in Java.
 *     @RaceTest(method = "families")
 *     void everyFamily(Scenario scenario) { }
 *
 *     static Stream<Scenario> families() {
 *         return Stream.of(16, 29).map(family -> Scenario.named("family-" + family)
 *                 .module("toy", m -> m.with(FAMILY, family))
 *                 .thread("T0", t -> t.call("s", SOCKET, family))
 *                 .thread("T1", t -> t.call("r", RMMOD, "toy"))
 *                 .build());
 *     }
 *
 *     // All files *.race of a folder of the class path: a test for each property of each.
 *     @TestFactory
 *     Stream<DynamicNode> files() {
 *         return RaceFiles.onClassPath("races");
 *     }
 * }
 * }</pre>
 */
package org.sockrace.junit;
