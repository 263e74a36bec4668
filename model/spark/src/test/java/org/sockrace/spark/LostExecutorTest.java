package org.sockrace.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkEnv;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.CheckReport;
import org.sockrace.check.Checker;
import org.sockrace.check.Cluster;
import org.sockrace.check.ClusterException;
import org.sockrace.explore.Progress;
import org.sockrace.scenario.Catalogue;

/** Executors in processes of their own, which make the model themselves; and two of them are killed. */
class LostExecutorTest {

    /** Two machines, each with one processor and so many MiB, as Spark's own tests have them: a folder of Spark is not needed then. */
    private static final String MASTER = "local-cluster[2,1,512]";

    @TempDir
    private Path folder;

    private Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("spark.checkpoint.dir", folder.resolve("checkpoints").toString());
        properties.put("spark.executor.extraClassPath", System.getProperty("java.class.path"));
        properties.put("spark.executor.memory", "512m");
        properties.put("spark.executorEnv.SPARK_TESTING", "1");
        properties.put("spark.executorEnv.SPARK_SCALA_VERSION", "2.13");
        properties.put("spark.driver.host", "localhost");
        properties.put("spark.driver.bindAddress", "127.0.0.1");
        return properties;
    }

    @BeforeEach
    void set() {
        properties().forEach(System::setProperty);
    }

    @AfterEach
    void unset() {
        properties().keySet().forEach(System::clearProperty);
    }

    /** Who else would be a child of this process. */
    private static void killAnExecutor() {
        ProcessHandle executor = ProcessHandle.current().children().filter(ProcessHandle::isAlive).findFirst().orElseThrow();
        assertThat(executor.destroyForcibly()).isTrue();
        executor.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Test
    void whatItHadIsComputedAgain() {
        Reports reports = new Reports(Catalogue.load().matching("inet-vs-rmmod").get(0).text());
        CheckReport memory = reports.inMemory(CheckOptions.DEFAULT);
        AtomicInteger killed = new AtomicInteger();
        // Before anything was written down, and after.
        Progress progress = (phase, count, frontier, level) -> {
            boolean spark = phase == Progress.Phase.SEARCHING && SparkEnv.get() != null;
            if (spark && (level == 6 && killed.get() == 0 || level == 16 && killed.get() == 1)) {
                killAnExecutor();
                killed.incrementAndGet();
            }
        };
        assertThat(Reports.shown(reports.on(MASTER, CheckOptions.DEFAULT, progress))).isEqualTo(Reports.shown(memory));
        assertThat(killed.get()).isEqualTo(2);
    }

    /** What another build would do is done here by another text. */
    @Test
    void anExecutorWithAnotherModelIsRefused() {
        Reports reports = new Reports(Catalogue.load().matching("inet-vs-rmmod").get(0).text());
        Cluster other = new Cluster(MASTER, Catalogue.load().matching("rmmod-vs-socket").get(0).text(), "other");
        assertThatThrownBy(() -> Checker.check(reports.scenario(), CheckOptions.DEFAULT.withCluster(other), Progress.NONE))
                .isInstanceOf(ClusterException.class).hasMessage("--spark " + MASTER + ": " + Plan.DIFFERS);
    }
}
