package org.sockrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.check.Automata;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.ClusterException;
import org.sockrace.check.Verdict;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Recipe;
import org.sockrace.explore.Source;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Catalogue;
import org.sockrace.search.Model;

/** With Spark on two threads, a search finds what it finds in memory. */
class SparkEngineTest {

    private static final CheckOptions UNREDUCED = CheckOptions.DEFAULT.with(Reductions.NONE);
    private static final String TOY = "module toy family=PF_TOY create=ok|-ENOMEM; T0 x2: s = socket(PF_TOY) || T1: r = rmmod(toy)";

    private static void same(String name, Reductions reductions, Verdict verdict) {
        Reports reports = new Reports(Catalogue.load().matching(name).get(0).text());
        CheckOptions options = CheckOptions.DEFAULT.with(reductions);
        CheckReport memory = reports.inMemory(options);
        assertThat(memory.verdict()).isEqualTo(verdict);
        assertThat(Reports.shown(reports.on("local[2]", options, Progress.NONE))).isEqualTo(Reports.shown(memory));
    }

    @Test
    void whatHoldsUnreduced() {
        same("rmmod-vs-socket", Reductions.NONE, Verdict.HOLDS);
    }

    /** With schedules: they are looked for afterwards, as always. */
    @Test
    void whatBreaks() {
        same("inet-vs-rmmod", Reductions.ALL, Verdict.BREAKS);
        same("rmmod-forced", new Reductions(false, true), Verdict.BREAKS);
    }

    @Test
    void statesOfTwoLongs() {
        same("fchownat-vs-close-6-1", Reductions.ALL, Verdict.HOLDS);
    }

    @Test
    void limitsHold() {
        CheckReport report = new Reports(TOY).on("local[1]", UNREDUCED.withLimits(100, 0, 0), Progress.NONE);
        assertThat(report.verdict()).isEqualTo(Verdict.BOUNDED);
        assertThat(report.limit()).startsWith("--max-states 100");
        assertThat(report.states()).isBetween(101L, 1000L);
    }

    /** Nothing that was cut short holds. */
    @Test
    void anInterruptEndsIt() {
        AtomicInteger polls = new AtomicInteger();
        Reports reports = new Reports(TOY);
        long all = reports.inMemory(UNREDUCED).states();
        CheckReport report = reports.on("local[1]", UNREDUCED.cancelledBy(() -> SparkEnv.get() != null && polls.incrementAndGet() > 5),
                Progress.NONE);
        assertThat(report.verdict()).isEqualTo(Verdict.BOUNDED);
        assertThat(report.limit()).isEqualTo("interrupted");
        assertThat(report.states()).isLessThan(all);
    }

    /** As another build would. */
    @Test
    void anotherModelIsRefused() {
        Recipe recipe = new Recipe() {
            private static final long serialVersionUID = 1L;

            @Override
            public Source source() {
                return Source.of(Automata.of(new Reports(TOY).scenario(), 1));
            }

            @Override
            public List<Monitor> monitors() {
                return Monitor.all();
            }
        };
        Model model = new Model(recipe.source().world(Budget.NONE), Reductions.ALL, recipe.monitors(), Budget.NONE);
        assertThat(new Plan(recipe, List.of(), true, true, model.print()).model().print()).isEqualTo(model.print());
        assertThatThrownBy(() -> new Plan(recipe, List.of(), true, false, model.print()).model()).hasMessage(Plan.DIFFERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bogus", "local[x]", "local[2", "http://here", "spark://here:7077", "yarn"})
    void aMasterThatIsNone(String master) {
        Reports reports = new Reports(TOY);
        assertThatThrownBy(() -> reports.on(master, UNREDUCED, Progress.NONE)).isInstanceOf(ClusterException.class)
                .hasMessageStartingWith("--spark " + master).hasMessageNotContaining("\n");
    }
}
