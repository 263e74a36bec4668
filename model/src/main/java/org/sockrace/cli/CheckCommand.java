package org.sockrace.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.Cluster;
import org.sockrace.check.ClusterEngines;
import org.sockrace.check.EngineKind;
import org.sockrace.check.WeakExpectations;
import org.sockrace.disk.Work;
import org.sockrace.scenario.ModuleAttribute;
import org.sockrace.weak.model.ModelKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace check}. */
@Command(name = "check", description = "Searches every interleaving of scenarios and says what holds and what breaks.")
final class CheckCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "NAME", arity = "0..*", completionCandidates = Candidates.Scenarios.class,
            description = "Names, numbers or patterns ('rmmod-*') of scenarios, or files *.race.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All scenarios of the catalogue.")
    private boolean all;

    @Mixin
    private Selection selection;

    @Mixin
    private SearchOptions search;

    @Mixin
    private OutputOptions output;

    @Mixin
    private FormatOptions formats;

    @Mixin
    private HtmlOption html;

    @Mixin
    private ShardOptions shard;

    @Option(names = "--bound-ok", description = "Exit with 0 although searches were cut short, if nothing was found.")
    private boolean boundOk;

    @Option(names = "--fix", description = "Look for what repairs each scenario that breaks, as explain does.")
    private boolean fix;

    @Option(names = "--work", paramLabel = "DIR", description = "Keep the states in files in that folder, for a search that is larger than memory; begin, "
            + "or go on where the same search stopped there. One scenario, breadth-first, one thread; --max-memory is then for its buffers.")
    private Path work;

    @Option(names = "--spark", paramLabel = "MASTER", description = "Search on Apache Spark: local[2], spark://HOST:7077. One scenario, breadth-first. Needs "
            + "the program that has Spark: java -jar model/spark/target/sockrace-spark.jar.")
    private String spark;

    @Option(names = "--memory", paramLabel = "MODEL", defaultValue = "sc", converter = Converters.MemoryId.class,
            completionCandidates = Candidates.Memories.class,
            description = "sc, every interleaving; or lkmm, every execution that the Linux-kernel memory model allows, but for load buffering "
            + "(${DEFAULT-VALUE}).")
    private ModelKind memory;

    CheckCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (memory == ModelKind.LKMM && (fix || html.isWanted() || work != null || spark != null || search.choosesEngine())) {
            throw new UsageException("--memory lkmm makes no interleavings: leave --engine, --dfs, --preemptions, --no-symmetry, --no-por, --work, --spark, "
                    + "--fix and --html out");
        }
        Cut<Selection.Asked> cut = shard.cut(expecting(selection.scenarios(names, all)), false);
        List<Selection.Asked> asked = cut.mine();
        Documents documents = formats.documents(session, Stream.concat(Stream.of(selection.files()), shard.files()).toArray(Path[]::new));
        CheckRun run = new CheckRun(session, output, asked, all, documents, formats.times(), false, html).asPart(cut);
        CheckOptions options = search.options(session.cancelled()::get);
        if (memory == ModelKind.LKMM) {
            return run.run(options.with(EngineKind.EXECUTION_GRAPHS), boundOk);
        }
        return run.withFixes(fix).run(onMachines(inFolder(options, asked), asked), boundOk);
    }

    /** Of the catalogue it is known what is different where memory is weakly ordered. */
    private List<Selection.Asked> expecting(List<Selection.Asked> asked) {
        if (memory != ModelKind.LKMM) {
            return asked;
        }
        WeakExpectations expectations = WeakExpectations.recorded();
        return asked.stream().map(a -> a instanceof Selection.Selected one && one.origin().option().isEmpty()
                ? new Selection.Selected(expectations.of(one.scenario()), one.origin()) : a).toList();
    }

    private CheckOptions inFolder(CheckOptions options, List<Selection.Asked> asked) {
        if (work == null) {
            return options;
        }
        if (options.engine() != EngineKind.BREADTH_FIRST) {
            throw new UsageException("--work searches breadth-first, not " + options.engine().id());
        }
        if (asked.size() != 1) {
            throw new UsageException("--work takes one scenario, not " + asked.size() + ": give each a folder of its own");
        }
        String name = asked.get(0) instanceof Selection.Selected one ? one.scenario().name() : "";
        return options.withWork(new Work(work, name, String.join(" ", new Main.Version().getVersion())));
    }

    private CheckOptions onMachines(CheckOptions options, List<Selection.Asked> asked) {
        if (spark == null) {
            return options;
        }
        if (options.engine() != EngineKind.BREADTH_FIRST) {
            throw new UsageException("--spark searches breadth-first, not " + options.engine().id());
        }
        if (work != null || options.maxMemory() > 0) {
            throw new UsageException("--spark keeps states itself: leave " + (work != null ? "--work" : "--max-memory") + " out");
        }
        if (asked.size() != 1) {
            throw new UsageException("--spark takes one scenario, not " + asked.size());
        }
        if (ClusterEngines.find().isEmpty()) {
            throw new UsageException("--spark needs Apache Spark, which this program does not have: run java -jar model/spark/target/sockrace-spark.jar "
                    + "in place of it (mvn -DskipTests package makes that)");
        }
        return asked.get(0) instanceof Selection.Selected one ? options.withCluster(cluster(one)) : options;
    }

    private Cluster cluster(Selection.Selected one) {
        if (one.scenario().modules().stream().anyMatch(m -> !m.list(ModuleAttribute.SOURCE).isEmpty())) {
            throw new UsageException("--spark cannot search " + one.scenario().name() + ": other machines do not have the source of its modules; --work can");
        }
        try {
            return new Cluster(spark, one.text(), one.scenario().name());
        } catch (IOException e) {
            throw new UsageException("--spark cannot read " + one.origin().value() + " again: " + e.getMessage());
        }
    }
}
