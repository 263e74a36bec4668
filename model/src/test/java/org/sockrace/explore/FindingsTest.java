package org.sockrace.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.machine.simulated.Litmus.team;
import static org.sockrace.machine.simulated.Litmus.thread;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.Litmus;

/** What is kept of what was found: the first of each kind at each place, and everything of that. */
class FindingsTest {

    /** Two histories lead to the same store, and to two more. */
    private static final World WORLD = Litmus.of(s -> List.of(thread(() -> {
        int chosen = s.k.choose("what", "a", "b");
        s.x(1);
        s.x.xchg(chosen);
    }), team(2, s::x))).world();

    private static int[] stores() {
        List<Node> nodes = WORLD.automata().get(0).nodes();
        return IntStream.range(0, nodes.size()).filter(n -> nodes.get(n).op().kind() == OpKind.STORE).toArray();
    }

    private static final Finding[] SOME = {
        new Finding(Property.NO_USE_AFTER_FREE, 0, stores()[0], "", 4),
        new Finding(Property.NO_USE_AFTER_FREE, 0, stores()[1], "", 3),
        new Finding(Property.REFCOUNT_RANGE, 0, stores()[1], "", 9),
        new Finding(Property.NO_USE_AFTER_FREE, 1, 0, "", 5),
        new Finding(Property.RCU_USAGE, 0, stores()[0], "one", 2),
        new Finding(Property.RCU_USAGE, 0, stores()[0], "another", 2),
        new Finding(Property.RCU_USAGE, 0, stores()[1], "one", 2)};

    private static Findings noted(List<Finding> order) {
        Findings findings = new Findings(WORLD);
        for (Finding f : order) {
            findings.level(f.level());
            findings.noted(f.property(), f.role(), f.node(), f.detail());
        }
        return findings;
    }

    @Test
    void oneOfEachKindAtEachPlaceWhateverTheOrder() {
        List<Finding> order = new ArrayList<>(List.of(SOME));
        List<Finding> expected = noted(order).all();
        assertThat(expected).hasSize(5).contains(SOME[1], SOME[2], SOME[3], SOME[5]).doesNotContain(SOME[0]);
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(order, new Random(seed));
            assertThat(noted(order).all()).isEqualTo(expected);
            Findings merged = noted(order.subList(0, 3));
            merged.merge(noted(order.subList(3, order.size())));
            assertThat(merged.all()).isEqualTo(expected);
        }
    }

    @Test
    void theFirstIsTheEarliest() {
        Findings findings = noted(List.of(SOME));
        assertThat(findings.first(Property.NO_USE_AFTER_FREE)).isEqualTo(SOME[1]);
        assertThat(findings.first(Property.GRACE_PERIOD)).isNull();
        assertThat(findings.all().get(0).level()).isEqualTo(2);
        assertThat(findings.byProperty()).containsEntry(Property.NO_USE_AFTER_FREE, 2).containsEntry(Property.RCU_USAGE, 2).hasSize(3);
        assertThat(findings.stops()).as("executions went on").isEmpty();
    }

    @Test
    void nothingIsDropped() {
        Findings findings = new Findings(WORLD);
        for (int i = 0; i < 10_000; i++) {
            findings.noted(Property.NO_DATA_RACE, 0, 0, "with line " + i);
        }
        findings.stopped(Property.NO_USE_AFTER_FREE, 0, 0);
        assertThat(findings.all()).hasSize(10_001);
        assertThat(findings.byProperty()).containsOnlyKeys(Property.NO_DATA_RACE, Property.NO_USE_AFTER_FREE);
    }

    @Test
    void whatEndsExecutionsIsToldApart() {
        Findings findings = new Findings(WORLD);
        findings.stopped(Property.NO_USE_AFTER_FREE, 0, 0);
        findings.stopped(Property.NO_USE_AFTER_FREE, 0, 0);
        findings.stopped(Property.NO_USE_AFTER_FREE, 1, 0);
        findings.stuck(new int[] {WORLD.automata().get(0).start(), 0, WORLD.automata().get(1).start()});
        assertThat(findings.stops()).containsExactlyInAnyOrder(Property.NO_USE_AFTER_FREE, Property.NO_DEADLOCK);
        assertThat(findings.byProperty()).containsEntry(Property.NO_USE_AFTER_FREE, 2);
        assertThat(findings.first(Property.NO_DEADLOCK).detail()).startsWith("T0 at ").contains(", T1.1 at ").doesNotContain("T1.0");
    }

    @Test
    void endingsAndWhatIsUnknownAreMerged() {
        Findings one = new Findings(WORLD);
        Findings other = new Findings(WORLD);
        Exemption exemption = new Exemption("kernel", "x", "f", "why");
        one.ended(new Ending(List.of(1, 2, 3), List.of()));
        other.ended(new Ending(List.of(1, 2, 3), List.of()));
        other.ended(new Ending(List.of(1, 3, 2), List.of()));
        other.unknown(0, 1, 5);
        other.exempted(exemption);
        other.stopped(Property.GRACE_PERIOD, 0, 0);
        one.merge(other);
        assertThat(one.endings()).containsEntry(new Ending(List.of(1, 2, 3), List.of()), 2L)
                .containsEntry(new Ending(List.of(1, 3, 2), List.of()), 1L);
        assertThat(one.unknown()).containsExactly(new Source.Unknown(0, 1, 5));
        assertThat(one.exempted()).containsExactly(exemption);
        assertThat(one.stops()).containsExactly(Property.GRACE_PERIOD);
    }

    @Test
    void afterForgettingItIsFoundAgain() {
        Findings findings = new Findings(WORLD);
        findings.stopped(Property.GRACE_PERIOD, 0, 0);
        findings.ended(new Ending(List.of(), List.of()));
        findings.unknown(0, 0, 0);
        findings.clear();
        assertThat(findings.all()).isEmpty();
        assertThat(findings.endings()).isEmpty();
        assertThat(findings.unknown()).isEmpty();
        findings.stopped(Property.GRACE_PERIOD, 0, 0);
        assertThat(findings.all()).hasSize(1);
    }
}
