package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Claim;
import org.sockrace.machine.Property;

/** "Holds" is said only by who has seen everything, to the end. */
class VerdictTest {

    private static final List<Claim> COMPLETE = List.of(new Claim.Exhaustive(), new Claim.Proven("number of threads"));
    private static final List<Claim> INCOMPLETE = List.of(new Claim.UpToPreemptions(2), new Claim.UpToPreemptions(1, "--time"),
            new Claim.Sampled(1_000_000_000, 199, 200, "; so likely"), new Claim.CutShort("--time"));

    @Test
    void whatIsBrokenIsBroken() {
        for (List<Claim> claims : List.of(COMPLETE, INCOMPLETE)) {
            for (Claim claim : claims) {
                assertThat(Verdict.of(claim, true, Set.of())).isEqualTo(Verdict.BREAKS);
                assertThat(Verdict.of(claim, true, EnumSet.allOf(Property.class))).isEqualTo(Verdict.BREAKS);
            }
        }
    }

    @Test
    void onlyACompleteClaimHolds() {
        COMPLETE.forEach(claim -> assertThat(Verdict.of(claim, false, Set.of())).as(claim.text()).isEqualTo(Verdict.HOLDS));
        INCOMPLETE.forEach(claim -> assertThat(Verdict.of(claim, false, Set.of())).as(claim.text()).isEqualTo(Verdict.BOUNDED));
    }

    @Test
    void whoStopsAtWhatIsNotCheckedHasNotSeenTheRest() {
        for (Property property : Property.values()) {
            COMPLETE.forEach(claim -> assertThat(Verdict.of(claim, false, EnumSet.of(property))).isEqualTo(Verdict.BOUNDED));
        }
    }

    @Test
    void claimsSayWhatTheyAre() {
        assertThat(COMPLETE).extracting(Claim::text).containsExactly("exhaustive", "proven for every number of threads");
        assertThat(INCOMPLETE).extracting(Claim::text).containsExactly("all schedules with up to 2 preemptions",
                "--time, after all schedules with up to 1 preemption", "1,000,000,000 random executions, 99 % of the threads' transitions seen; so likely",
                "--time");
        assertThat(new Claim.UpToPreemptions(1).text()).isEqualTo("all schedules with up to 1 preemption");
        assertThat(new Claim.UpToPreemptions(0, "--time").text()).isEqualTo("--time, after all schedules without preemptions");
    }
}
