package org.sockrace.mutate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sockrace.report.MutateText;
import org.sockrace.report.Mutated;

class CampaignTest {

    private static final List<Subject> SUBJECTS = List.of(new Subject("rmmod-vs-socket", null, false), new Subject("socket-alone", null, false));
    private static Campaign campaign;

    @BeforeAll
    static void prepare() {
        campaign = new Campaign(() -> false);
        campaign.prepare(SUBJECTS, List.of(), false, name -> { });
    }

    private static Mutated mutated(List<Fate> fates) {
        return new Mutated(fates, List.of(), campaign.coverage(), false);
    }

    private static Fate fate(String function, Operator operator, String text) {
        List<Mutant> mutants = campaign.mutants().stream()
                .filter(m -> m.function().equals(function) && m.operator() == operator && m.text().contains(text)).toList();
        assertThat(mutants).as(function + " " + operator + " " + text).hasSize(1);
        return campaign.run(List.of(mutants), Map.of(), 1, (n, f) -> { }).get(0);
    }

    @Test
    void aMissingGracePeriodIsNoticed() {
        Fate fate = fate("sock_unregister", Operator.DROP, "synchronize_rcu");
        assertThat(fate.kind()).isEqualTo(Fate.Kind.NOTICED);
        assertThat(fate.scenario()).isEqualTo("rmmod-vs-socket");
        assertThat(fate.text()).contains("no-use-after-unload");
    }

    /** What is calculated from a counter's value is added to it again: that has an end, for what is seen is followed, and not all that could be. */
    @Test
    void anIncrementInTwoStepsIsNoticed() {
        Campaign two = new Campaign(() -> false);
        two.prepare(List.of(new Subject("two-unix-6-19", null, false)), List.of(), false, name -> { });
        List<Mutant> split = two.mutants().stream().filter(m -> m.name().equals("AfUnix.java unix_create1_5_15 split: unix_nr_socks.inc();")).toList();
        Fate fate = two.run(List.of(split), Map.of(), 1, (n, f) -> { }).get(0);
        assertThat(fate.kind()).isEqualTo(Fate.Kind.NOTICED);
        assertThat(fate.text()).contains("refcount-balance");
    }

    @Test
    void aMissingReadSideSectionIsNoticed() {
        assertThat(fate("__sock_create", Operator.UNLOCKED, "rcu_read_lock").kind()).isEqualTo(Fate.Kind.NOTICED);
    }

    /** No modprobe runs in these two scenarios: to ask for one less is another kernel, and nothing says so. */
    @Test
    void whatNothingNoticesSurvives() {
        Fate fate = fate("__sock_create", Operator.DROP, "request_module");
        assertThat(fate.kind()).isEqualTo(Fate.Kind.SURVIVED);
        assertThat(mutated(List.of(fate)).isGood()).isFalse();
    }

    /** The family pins its module, so the second reference cannot be refused. */
    @Test
    void whatChangesNoAutomatonIsEqual() {
        assertThat(fate("__sock_create", Operator.NEVER, "try_module_get(sock.ops").kind()).isEqualTo(Fate.Kind.EQUAL);
    }

    @Test
    void whatNoScenarioExecutesIsNotReached() {
        assertThat(fate("inode_lock", Operator.DROP, "mutex_lock").kind()).isEqualTo(Fate.Kind.NOT_REACHED);
        StatementCoverage coverage = campaign.coverage();
        assertThat(coverage.never()).anyMatch(statement -> statement.file().equals("SocketCore.java"));
        StatementCoverage.Count total = coverage.total();
        assertThat(total.executed() + coverage.never().size() + total.explained()).isEqualTo(total.all());
        assertThat(total.executed()).isPositive();
    }

    @Test
    void everyOperatorFindsAPlace() {
        Map<Operator, Long> found = campaign.mutants().stream().collect(Collectors.groupingBy(Mutant::operator, Collectors.counting()));
        assertThat(found.keySet()).isEqualTo(EnumSet.allOf(Operator.class));
        assertThat(campaign.mutants()).hasSizeGreaterThan(3_000);
    }

    @Test
    void mutantsDifferFromTheKernel() {
        Set<Mutant> same = campaign.mutants().stream().filter(m -> m.edits().stream().allMatch(e -> e.from() == e.to() && e.text().isBlank()))
                .collect(Collectors.toSet());
        assertThat(same).isEmpty();
    }

    /** Mutants could not be told from a kernel on which a scenario already fails. */
    @Test
    void aScenarioThatFailsByItselfIsRefused() {
        Subject wrong = new Subject("x", "module af_packet\nT0: s = socket(PF_PACKET, SOCK_RAW, 0)\nalways rollback\noutcome s\n  EINVAL acceptable\n", false);
        assertThatThrownBy(() -> new Campaign(() -> false).prepare(List.of(wrong), List.of(), false, name -> { })).isInstanceOf(MutationException.class)
                .hasMessageContaining("does not show what it expects");
    }

    @Test
    void theReportBeginsWithWhatWasMissed() {
        Mutant mutant = campaign.mutants().get(0);
        List<String> lines = MutateText.lines(mutated(List.of(new Fate(mutant, Fate.Kind.NOTICED, "a", "rcu-usage", 1),
                new Fate(mutant, Fate.Kind.NOTICED, "a", "rcu-usage", 1), new Fate(mutant, Fate.Kind.SURVIVED, "", "", 2),
                new Fate(mutant, Fate.Kind.REASONED, "", "equivalent: so", 2), new Fate(mutant, Fate.Kind.EQUAL, "", "", 2),
                new Fate(mutant, Fate.Kind.INVALID, "", "", 0))), false);
        assertThat(lines.get(0)).startsWith("  SURVIVED    " + mutant.id());
        assertThat(lines.get(lines.size() - 1)).isEqualTo(" 5 defects · 2 noticed · 1 missed · 1 reasoned · 1 equal · 0 not reached · score 66 %, "
                + "25 % more have a reason");
    }
}
