package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.explain.Timeline;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** What happened before what in an execution, and when a thread could not go on. */
class CausesTest {

    private static final Scenario TWO = ScenarioParser.parse("module toy family=PF_TOY; T0: r = rmmod(toy) || T1: q = rmmod(toy)", "", "");
    private static final Scenario SOCKET = Catalogue.load().matching("rmmod-vs-socket").get(0).scenario();

    private static Counterexample run(Scenario scenario, String schedule) {
        return Checker.replay(scenario, schedule).execution();
    }

    private static int step(Counterexample shown, int thread, String operation, int from) {
        return shown.steps().stream().filter(s -> s.number() >= from && s.thread() == thread && s.operation().startsWith(operation)).findFirst()
                .orElseThrow(() -> new AssertionError(operation + " is not in " + shown.steps().stream().map(Step::operation).toList())).number();
    }

    /** As the page computes it: its own earlier steps, what they depend on, and so on. */
    private static Set<Integer> before(Counterexample shown, int step) {
        Set<Integer> before = new TreeSet<>();
        List<Step> steps = shown.steps().stream().filter(s -> s.number() > 0).toList();
        steps.stream().filter(s -> s.number() < step && s.thread() == steps.get(step - 1).thread()).forEach(s -> before.add(s.number()));
        Map<Integer, List<Integer>> causes = shown.timeline().causes();
        before.add(step);
        for (int n : List.copyOf(before)) {
            causes.getOrDefault(n, List.of()).forEach(c -> {
                before.add(c);
                before.addAll(before(shown, c));
            });
        }
        before.remove(step);
        return before;
    }

    @Test
    void whoTakesALockComesAfterWhoGaveItBack() {
        Counterexample shown = run(TWO, "1x8,0x4");
        int unlock = step(shown, 1, "unlock(module_mutex)", 1);
        int lock = step(shown, 0, "lock(module_mutex)", unlock);
        assertThat(shown.timeline().causes().get(lock)).containsExactly(unlock);
        assertThat(before(shown, lock)).contains(1, unlock).doesNotContain(lock + 1);
    }

    @Test
    void whoReadsComesAfterWhoWroteItAndWhoWritesNotAfterWhoRead() {
        Counterexample shown = run(TWO, "1x8,0x4");
        int wrote = step(shown, 1, "write(toy.state, GOING)", 1);
        int read = step(shown, 0, "read(toy.state)", wrote);
        assertThat(before(shown, read)).contains(wrote);
        assertThat(shown.timeline().causes()).as("that follows from the lock").doesNotContainKey(read);
        Counterexample looked = run(SOCKET, "0x8,1x34");
        int withdrawn = step(looked, 1, "RCU_INIT_POINTER(net_families[17], NULL)", 1);
        assertThat(before(looked, withdrawn)).as("T0 has only read it").allMatch(n -> n > 8);
        Counterexample after = run(SOCKET, "1x41,0x8");
        int reads = step(after, 0, "rcu_access_pointer(net_families[17]) = NULL", 1);
        assertThat(after.timeline().causes().get(reads)).containsExactly(step(after, 1, "RCU_INIT_POINTER(net_families[17], NULL)", 1));
    }

    @Test
    void aGracePeriodEndsAfterTheReadersThatItWaitedFor() {
        Counterexample shown = run(SOCKET, "0x8,1x36,0x12,1x2");
        int begin = step(shown, 1, "synchronize_rcu() begins", 1);
        int end = step(shown, 1, "synchronize_rcu() ends", begin);
        int left = step(shown, 0, "rcu_read_unlock()", begin);
        assertThat(shown.timeline().causes().get(end)).containsExactly(left);
        assertThat(before(shown, end)).contains(7, left).doesNotContain(left + 1);
        Counterexample none = run(SOCKET, "1x39,0x9");
        assertThat(none.timeline().causes()).doesNotContainKey(step(none, 1, "synchronize_rcu() ends", 1));
    }

    @Test
    void useAfterFreeIsNotAfterTheFreeing() {
        Counterexample shown = run(Catalogue.load().matching("inet-vs-rmmod").get(0).scenario(), "0x24,1x46,0");
        int frees = step(shown, 1, "frees l2tp_ip", 1);
        assertThat(frees).isEqualTo(70);
        assertThat(before(shown, 71)).doesNotContain(frees).contains(24);
    }

    @Test
    void waitsSayFromWhenToWhenAndForWhom() {
        Timeline timeline = run(TWO, "1x8,0x4").timeline();
        assertThat(timeline.waits()).first().isEqualTo(new Timeline.Wait(0, "lock(module_mutex), which T1 holds since step 1", 1,
                step(run(TWO, "1x8,0x4"), 1, "unlock(module_mutex)", 1)));
        Counterexample reader = run(SOCKET, "0x8,1x36");
        assertThat(reader.timeline().waits()).contains(new Timeline.Wait(1, "synchronize_rcu() ends, for T0, a reader since step 7", 44, Timeline.OPEN));
        assertThat(reader.timeline().ends().get(0).operation()).isEqualTo("read(af_packet.packet_family_ops.owner)");
    }
}
