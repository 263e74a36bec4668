package org.sockrace.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.sockrace.check.ClusterException;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Exploration;
import org.sockrace.search.Model;

/** Spark, from the first search that needs it until it is closed. Not thread-safe. */
final class Machines implements AutoCloseable {

    /** More partitions than processors: they need not be equally large, and those of a lost machine are shared. */
    private static final int PARTITIONS_EACH = 2;
    private static final String CHECKPOINTS = "spark.checkpoint.dir";
    private static final Pattern HERE = Pattern.compile("local(\\[.*])?");
    private static final Pattern ELSEWHERE = Pattern.compile("(spark|k8s)://.+|yarn|local-cluster\\[.*]");
    private final String master;
    private Path folder;
    private JavaSparkContext spark;

    Machines(String master) {
        this.master = master;
    }

    private boolean here() {
        return HERE.matcher(master).matches();
    }

    /** What users say with {@code -Dspark.…} holds, but for what results depend on. */
    private SparkConf configuration() {
        SparkConf conf = new SparkConf().setMaster(master).setAppName("sockrace").set("spark.speculation", "false");
        conf.setIfMissing("spark.ui.enabled", "false").setIfMissing("spark.shuffle.compress", "false").setIfMissing("spark.locality.wait", "1s");
        // Else each checkpoint stays until the end.
        conf.setIfMissing("spark.cleaner.referenceTracking.cleanCheckpoints", "true");
        if (here()) {
            return conf.setIfMissing("spark.driver.host", "localhost").setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        }
        if (!ELSEWHERE.matcher(master).matches()) {
            throw new ClusterException("--spark " + master + " is no master: local[2] is two threads of this machine, spark://HOST:7077 a cluster");
        }
        if (!conf.contains(CHECKPOINTS)) {
            throw new ClusterException("--spark " + master + " needs a folder that all its machines have: java -D" + CHECKPOINTS + "=hdfs://... -jar ...");
        }
        String[] jars = Stream.of(Machines.class, Model.class).map(c -> c.getProtectionDomain().getCodeSource().getLocation().toString())
                .filter(place -> place.endsWith(".jar")).toArray(String[]::new);
        return conf.setIfMissing("spark.jars", String.join(",", jars));
    }

    private JavaSparkContext started() {
        if (spark == null) {
            SparkConf conf = configuration();
            try {
                if (!conf.contains(CHECKPOINTS)) {
                    folder = Files.createTempDirectory("sockrace-spark");
                }
                spark = new JavaSparkContext(conf);
                spark.setCheckpointDir(folder != null ? folder.toUri().toString() : conf.get(CHECKPOINTS));
            } catch (IOException e) {
                throw new ClusterException("--spark has no room for its files: " + e.getMessage(), e);
            } catch (Exception e) {
                throw new ClusterException("--spark " + master + ": Spark does not start: " + first(e) + " (local[2] is two threads of this machine)", e);
            }
        }
        return spark;
    }

    private static String first(Throwable e) {
        return e.getMessage() == null ? e.toString() : e.getMessage().lines().findFirst().orElse("");
    }

    /** Searches; see {@link SparkSearch}. */
    Exploration search(Plan plan, Model model, Budget budget) {
        Plan.know(plan, model);
        JavaSparkContext context = started();
        int partitions = Math.max(2, PARTITIONS_EACH * context.defaultParallelism());
        try {
            return new SparkSearch(context, plan, model, budget, here(), partitions).run();
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        }
    }

    /** Why Spark has given up, in one line: the executors' own words, if there are any. */
    private RuntimeException failed(Throwable failure) {
        String text = failure.toString();
        if (spark.sc().isStopped()) {
            return new ClusterException("--spark " + master + ": no machines, or all were lost: is a master there, and do its workers have room?", failure);
        }
        if (text.contains(OutOfMemoryError.class.getName())) {
            throw new CutShortException(Claim.CutShort.OUT_OF_MEMORY);
        }
        if (text.contains(Plan.DIFFERS)) {
            return new ClusterException("--spark " + master + ": " + Plan.DIFFERS, failure);
        }
        return new ClusterException("--spark " + master + ": Spark has given up: " + first(failure), failure);
    }

    @Override
    public void close() {
        if (spark != null) {
            spark.close();
        }
        if (folder != null) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                // It is in the folder for temporary files, and stays there.
                folder = null;
            }
        }
    }
}
