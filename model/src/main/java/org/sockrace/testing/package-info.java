/**
 * Races as tests, for any test framework: {@link org.sockrace.testing.Race} is a scenario to be tested, {@link org.sockrace.testing.RaceCheck} what a search of
 * all its interleavings found, {@link org.sockrace.testing.RaceReplay} what one schedule shows. Their assertions throw an {@link AssertionError} whose message
 * is what {@code sockrace check} prints, the counterexample with it. What was not searched to the end never passes.
 *
 * <pre>{@code
 * Race race = Race.of(Scenario.named("packet-race")
 *         .module("af_packet")
 *         .thread("T0", t -> t.call("s", SOCKET, "PF_PACKET", "SOCK_RAW", 0))
 *         .thread("T1", t -> t.call("r", RMMOD, "af_packet"))
 *         .build());
 * race.check().assertHolds().assertOutcomes("fd,EWOULDBLOCK", "EAFNOSUPPORT,0");
 *
 * Race broken = Race.named("inet-vs-rmmod");
 * broken.check()
 *         .assertBreaks(NO_USE_AFTER_UNLOAD, NO_USE_AFTER_FREE, NO_DATA_RACE, KERNEL_ASSERTION)
 *         .assertPreemptions(NO_USE_AFTER_UNLOAD, 1)
 *         .assertSchedule(NO_USE_AFTER_UNLOAD, "0x24,1x46,0");
 * broken.replay("0x24,1x46,0").assertBreaks(NO_USE_AFTER_UNLOAD);
 * Race.named("inet-vs-rmmod-pinned").replay("0x24,1x46,0").assertDivergesAt(42);
 * }</pre>
 */
package org.sockrace.testing;
