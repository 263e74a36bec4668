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
        campaign.prepare(SUBJECTS, List.of(), false, 2, name -> { });
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
        assertThat(noticed("two-unix-6-19", "AfUnix.java unix_create1_5_15 split: unix_nr_socks.inc();")).contains("refcount-balance");
    }

    /** The cache is still there in the end, and its counter is compared with what was taken from it. */
    @Test
    void anObjectOfACacheThatIsNotCountedIsNoticed() {
        assertThat(noticed("two-can-bind", "Slab.java kmem_cache_free split: slab.objects.dec();")).contains("refcount-balance");
    }

    @Test
    void aCallbackThatIsCountedForEverIsNoticed() {
        assertThat(noticed("netlink-closed-and-made-again", "Rcu.java rcu_do_batch drop: n_cbs.dec();")).contains("refcount-balance");
    }

    /** That a thread may be at the same place as before is true without the statement, too: else its paths would have no end. */
    @Test
    void aMissingWaitInALoopIsNoticed() {
        assertThat(noticed("rmmod-waits-vs-socket-3-10", "ModuleRefs.java wait_for_zero_refcount drop: schedule(mod);")).contains("termination");
    }

    /** A wrong kernel gets a verdict, not an exception of the machine. */
    @Test
    void aDaemonThatGoesRoundWithoutWaitingIsNoticed() {
        assertThat(noticed("netlink-closed-and-made-again", "Rcu.java run_ksoftirqd drop: k.wait_event(first.isNot(null));")).contains("termination");
    }

    /** Clearing the memory of a sock that could not be allocated follows NULL. */
    @Test
    void aMissingLookAtAnAllocationIsNoticed() {
        assertThat(noticed("l2tp-alone", "CoreSock.java sk_prot_alloc never: if (test(sk == null)) return sk;")).contains("no-null-dereference");
    }

    /** What tells kernels apart, or how much of one is modelled, is none of the kernel's own tests. */
    @Test
    void whatIsAChoiceOfTheModelIsNoMistake() {
        assertThat(campaign.mutants().stream().map(Mutant::name)
                .filter(name -> name.matches(".* (negate|never|always): if .*(max_modprobes [!=]= 0|receive\\.packets|kernel\\.alone|\\bbare\\b).*")))
                .isEmpty();
    }

    private static String noticed(String scenario, String mistake) {
        Campaign one = new Campaign(() -> false);
        one.prepare(List.of(new Subject(scenario, null, false)), List.of(), false, 2, name -> { });
        List<Mutant> wrong = one.mutants().stream().filter(m -> m.name().equals(mistake)).toList();
        Fate fate = one.run(List.of(wrong), Map.of(), 1, (n, f) -> { }).get(0);
        assertThat(fate.kind()).as(fate.text()).isEqualTo(Fate.Kind.NOTICED);
        return fate.text();
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
        assertThatThrownBy(() -> new Campaign(() -> false).prepare(List.of(wrong), List.of(), false, 2, name -> { })).isInstanceOf(MutationException.class)
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
