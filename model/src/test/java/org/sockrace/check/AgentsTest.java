package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Engine;
import org.sockrace.explore.ModelTooLargeException;
import org.sockrace.explore.Progress;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.timer_list;
import org.sockrace.kernel.work_struct;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.machine.simulated.OracleBridge;
import org.sockrace.machine.simulated.OracleBridge.Said;
import org.sockrace.machine.simulated.WorldBuilder;
import org.sockrace.own.BuiltIn;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;
import org.sockrace.search.BreadthFirst;
import org.sockrace.search.DepthFirst;

/** Works and timers: each rule has code that breaks it, and code beside it that keeps it. */
class AgentsTest {

    private static final int MOST_STATES = 40_000;

    /** A work and a timer of the kernel's image, and functions that use them. */
    public static final class Desk extends BuiltIn {
        private final Word runs = k.word(k.image(), "runs", 0);
        private final work_struct work = new work_struct(kernel, k.image(), "work", k.image(), this::count);
        private final timer_list timer = new timer_list(kernel, k.image(), "timer", k.image(), this::expire);

        /** Made with the kernel. */
        public Desk(Kernel kernel) {
            super(kernel);
        }

        private void count(work_struct w) {
            WRITE_ONCE(runs, READ_ONCE(runs) + 1);
        }

        private void expire(timer_list t) {
            schedule_work(work);
        }

        /** Whether it was not queued. */
        public int queue() {
            return schedule_work(work) ? 1 : 0;
        }

        /** Whether there was something to wait for. */
        public int flush() {
            return flush_work(work) ? 1 : 0;
        }

        /** Whether it was queued. */
        public int cancel() {
            return cancel_work_sync(work) ? 1 : 0;
        }

        /** Whether it was armed. */
        public int arm() {
            return mod_timer(timer);
        }

        /** Whether it was armed. */
        public int del() {
            return del_timer(timer);
        }

        /** Whether it was armed. */
        public int delSync() {
            return del_timer_sync(timer);
        }

        /** How often the work was done. */
        public int look() {
            return READ_ONCE(runs);
        }
    }

    /** Needed to have a desk. */
    public static final class Visitor extends AgentModules.Idle {
        /** An instance. */
        public Visitor(Kernel kernel, module self, Desk desk) {
            super(kernel, self);
        }
    }

    /** Objects with a work each, made by calls. */
    public static final class Jobs extends BuiltIn {
        private final Word done = k.word(k.image(), "done", 0);

        /** Made with the kernel. */
        public Jobs(Kernel kernel) {
            super(kernel);
        }

        private final class Job {
            private final Region mem;
            private final work_struct work;

            private Job(Region mem) {
                this.mem = mem;
                this.work = new work_struct(kernel, mem, "work", k.image(), w -> finish());
            }

            private void finish() {
                done.xchg(1);
                k.free(mem);
            }
        }

        /** Starts as many. */
        public int start(int jobs) {
            for (int j = 0; j < jobs; j++) {
                Job job = k.alloc("job", Region.Kind.OBJECT, Job::new);
                schedule_work(job.work);
            }
            return 0;
        }

        /** Starts one, and gives it back. */
        public int drop() {
            Job job = k.alloc("job", Region.Kind.OBJECT, Job::new);
            schedule_work(job.work);
            k.free(job.mem);
            return 0;
        }
    }

    /** Needed to have jobs. */
    public static final class Starter extends AgentModules.Idle {
        /** An instance. */
        public Starter(Kernel kernel, module self, Jobs jobs) {
            super(kernel, self);
        }
    }

    private static Scenario scenario(String type, String... threads) {
        Class<?> file = type.equals("Visitor") || type.equals("Starter") ? AgentsTest.class : AgentModules.class;
        StringBuilder text = new StringBuilder("scenario agents\n  module m source=" + file.getName() + "$" + type + "\n");
        for (int t = 0; t < threads.length; t++) {
            text.append("  T").append(t).append(": ").append(threads[t]).append('\n');
        }
        return ScenarioParser.parse(text.toString(), "agents.race", "agents");
    }

    private static CheckReport check(Scenario scenario, CheckOptions options) {
        return Checker.check(scenario, options.withLimits(MOST_STATES, 0, 0), Progress.NONE);
    }

    private static Set<String> broken(CheckReport report) {
        return report.violations().stream().map(v -> v.property().id()).collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @CsvSource({
        "SleepyTimer, rcu-usage", "FlushesItself, no-deadlock", "CancelsItself, no-deadlock", "DeletesItself, no-deadlock",
        "Armed, no-use-after-unload", "Deleted, no-use-after-unload", "Queued, no-use-after-unload", "FlushedOnce, no-use-after-unload"
    })
    void aRuleThatIsBrokenIsFound(String type, String property) {
        CheckReport report = check(scenario(type, "r = rmmod(m)"), CheckOptions.DEFAULT);
        assertThat(broken(report)).as(report.toString()).contains(property);
    }

    @ParameterizedTest
    @CsvSource({"DeletedSync", "Flushed", "Cancelled"})
    void aRuleThatIsKeptHolds(String type) {
        CheckReport report = check(scenario(type, "r = rmmod(m)"), CheckOptions.DEFAULT);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.HOLDS);
        assertThat(report.exhaustive()).isTrue();
    }

    /** Who waits for a work that is cancelled meanwhile waits for nothing. */
    @Test
    void whoFlushesWhatIsCancelledGoesOn() {
        CheckReport report = check(scenario("Visitor", "a = call(queue); b = call(flush)", "c = call(cancel)"), CheckOptions.DEFAULT);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.HOLDS);
        assertThat(report.exhaustive()).isTrue();
    }

    /** A work that is queued twice before it begins is done once. */
    @Test
    void aWorkIsDoneOncePerQueueing() {
        CheckReport report = check(scenario("Visitor", "a = call(queue); b = call(queue); c = call(flush); d = call(look)"), CheckOptions.DEFAULT);
        assertThat(report.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(report.endings().outcomes()).containsExactlyInAnyOrder(
                List.of("1", "0", "1", "1"), List.of("1", "1", "1", "2"), List.of("1", "0", "0", "1"), List.of("1", "1", "0", "2"));
    }

    /** Each work has a worker, also one that is made by a call; and one that frees itself may do so. */
    @Test
    void objectsThatAreMadeByCallsHaveWorkersToo() {
        CheckReport report = check(scenario("Starter", "a = call(start, 2)"), CheckOptions.DEFAULT);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.HOLDS);
        assertThat(broken(check(scenario("Starter", "a = call(drop)"), CheckOptions.DEFAULT))).contains("no-use-after-free");
    }

    @Test
    void tooManyAreNeverAPass() {
        Scenario many = scenario("Starter", "a = call(start, " + (Shape.MOST_AGENTS + 1) + ")");
        assertThatThrownBy(() -> check(many, CheckOptions.DEFAULT)).isInstanceOf(ModelTooLargeException.class).hasMessageContaining("works and timers");
    }

    // ---- random programs -------------------------------------------------------------------------------------------------

    private static String program(String name, Random random) {
        List<String> functions = List.of("queue", "flush", "cancel", "arm", "del", "delSync", "look");
        List<String> calls = new ArrayList<>();
        for (int c = 1 + random.nextInt(2); c >= 0; c--) {
            calls.add(name + c + " = call(" + functions.get(random.nextInt(functions.size())) + ")");
        }
        return String.join("; ", calls);
    }

    private static String said(CheckReport report) {
        return report.verdict() + " " + report.limit() + " " + broken(report) + " "
                + report.endings().outcomes().stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every reduction and every engine says what the plain search says, and that what the oracle says. */
    @Test
    void everyEngineSaysTheSameOfRandomPrograms() {
        int oracle = 0;
        int plain = 0;
        for (int seed = 0; seed < Integer.getInteger("agents", 20); seed++) {
            Random random = new Random(seed);
            Scenario scenario = scenario("Visitor", program("v", random), program("w", random));
            CheckReport right = check(scenario, CheckOptions.DEFAULT.with(Reductions.NONE));
            if (!right.exhaustive()) {
                continue;
            }
            plain++;
            for (CheckOptions options : List.of(CheckOptions.DEFAULT, CheckOptions.DEFAULT.with(new Reductions(false, true)),
                    CheckOptions.DEFAULT.with(EngineKind.DEPTH_FIRST))) {
                assertThat(said(check(scenario, options))).as("seed " + seed).isEqualTo(said(right));
            }
            oracle += againstTheOracle(seed, scenario) ? 1 : 0;
        }
        assertThat(plain).isGreaterThan(10);
        assertThat(oracle).isPositive();
    }

    private static boolean againstTheOracle(int seed, Scenario scenario) {
        SceneBuilder.Ready ready = SceneBuilder.ready(scenario, Shape.PLAIN);
        Said right = OracleBridge.oracle(ready.machine(), ready.programs(), 6_000);
        if (!right.complete()) {
            return false;
        }
        for (Engine engine : List.of(new BreadthFirst(Reductions.ALL, 1), new DepthFirst(Reductions.ALL))) {
            SceneBuilder.Ready fresh = SceneBuilder.ready(scenario, Shape.PLAIN);
            Said given = OracleBridge.engine(engine, WorldBuilder.onDemand(fresh.machine(), fresh.programs()),
                    new Budget(MOST_STATES, 0, 0, () -> false, Progress.NONE));
            assertThat(given).as("seed " + seed).isEqualTo(right);
        }
        return true;
    }
}
