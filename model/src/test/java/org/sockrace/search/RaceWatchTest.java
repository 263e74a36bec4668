package org.sockrace.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.machine.simulated.Litmus.team;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.explore.Budget;
import org.sockrace.explore.DataRaces;
import org.sockrace.explore.Exemption;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Source;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.Litmus;
import org.sockrace.reduce.Reductions;

/** Which accesses race, and what is said of them. */
class RaceWatchTest {

    private static final Exemption ELSEWHERE = new Exemption("kernel", "x", "another", "no harm");

    private static Findings search(boolean reduced, Litmus program, Exemption... exemptions) {
        return new BreadthFirst(reduced ? Reductions.ALL : Reductions.NONE, 1)
                .explore(Source.of(program.world()), List.of(new DataRaces(List.of(exemptions))), Budget.NONE).findings();
    }

    private static long races(boolean reduced, Litmus program) {
        return search(reduced, program).all().stream().filter(f -> f.property() == Property.NO_DATA_RACE).count();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void oneWritesAndOneIsNotMarked(boolean reduced) {
        assertThat(races(reduced, Litmus.of(s -> List.of(thread(() -> s.x.set(1)), thread(s.x::get))))).as("seen from both").isEqualTo(2);
        assertThat(races(reduced, Litmus.of(s -> List.of(thread(() -> s.x(1)), thread(s.x::get))))).as("a plain read against a marked write").isEqualTo(1);
        assertThat(races(reduced, Litmus.of(s -> List.of(thread(() -> s.x.set(1)), thread(s::x))))).isEqualTo(1);
        assertThat(races(reduced, Litmus.of(s -> List.of(team(2, () -> s.x.set(1)))))).as("identical threads").isEqualTo(1);
        assertThat(races(reduced, Litmus.of(s -> List.of(team(2, s.x::get), thread(() -> s.y.set(1)))))).isZero();
        assertThat(races(reduced, Litmus.of(s -> List.of(thread(() -> s.p.data.set(1)), thread(() -> s.q.data.set(1)))))).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void memoryThatIsGoneIsAnotherMatter(boolean reduced) {
        assertThat(races(reduced, Litmus.of(s -> {
            s.k.free(s.p.mem);
            return List.of(team(2, () -> s.p.data.set(1)));
        }))).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachPairOfPlacesIsNamed(boolean reduced) {
        List<Finding> found = search(reduced, Litmus.of(s -> List.of(thread(s.x::get), thread(() -> {
            s.x(1);
            s.x.xchg(2);
        })))).all();
        assertThat(found).hasSize(2).allMatch(f -> f.role() == 0 && f.detail().startsWith("with ")).extracting(Finding::detail).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void exemptedRacesAreToldApart(boolean reduced) {
        Litmus program = Litmus.of(s -> List.of(thread(s::plainX), thread(() -> s.x(1)), thread(s.y::get), thread(() -> s.y(1))));
        Exemption exempted = new Exemption("kernel", "x", "plainX", "no harm");
        Findings findings = search(reduced, program, ELSEWHERE, exempted);
        assertThat(findings.exempted()).containsExactly(exempted);
        assertThat(findings.all()).as("the other field").hasSize(1);
    }

    /** An exemption is of a plain access: once that is marked, it is of nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anExemptionOfAMarkedAccessIsUnused(boolean reduced) {
        Litmus program = Litmus.of(s -> List.of(thread(s::plainX), thread(() -> s.x(1))));
        Findings findings = search(reduced, program, new Exemption("kernel", "x", "x", "no harm"));
        assertThat(findings.exempted()).isEmpty();
        assertThat(findings.all()).hasSize(1);
    }
}
