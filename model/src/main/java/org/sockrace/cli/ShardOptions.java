package org.sockrace.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sockrace.format.Part;
import org.sockrace.report.Origin;
import org.sockrace.shard.Costs;
import org.sockrace.shard.Shard;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that choose one of several parts of a run. */
final class ShardOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--shard", paramLabel = "I/N", description = "Only the I-th of N parts that take about as long as each other: 1/4, 2/4 ... merge joins "
            + "what they write with --format json.")
    private String shard;

    @Option(names = "--costs", paramLabel = "FILE", description = "Cut by how long scenarios took in an earlier run, of which this is the JSON document; "
            + "without, by what is recorded of the catalogue.")
    private Path costs;

    /** Those of which a part is wanted, or the whole. */
    Cut<Selection.Asked> cut(List<Selection.Asked> all, boolean prove) {
        if (shard == null && costs != null) {
            throw new UsageException("--costs says how to cut a run: add --shard I/N");
        }
        Costs known = shard == null ? new Costs(Map.of()) : costs(prove);
        Cut<Selection.Asked> cut = new Cut<>(spec, shard == null ? null : parsed(shard), all, asked -> known.of(key(asked.origin())), ShardOptions::item);
        if (cut.mine().isEmpty()) {
            throw new UsageException("--shard " + shard + " is empty: there " + (all.size() == 1 ? "is 1 scenario" : "are " + all.size() + " scenarios"));
        }
        return cut;
    }

    /** For each of those that have a suite, in the order of the suites, which of all it is. */
    static List<Integer> suites(Cut<Selection.Asked> cut, Stream<Origin> done) {
        List<Origin> origins = cut.all().stream().map(Selection.Asked::origin).toList();
        return done.map(origins::indexOf).toList();
    }

    /** The files that are read. */
    Stream<Path> files() {
        return Stream.ofNullable(costs);
    }

    /** The part that is written so. */
    static Shard parsed(String text) {
        try {
            return Shard.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private Costs costs(boolean prove) {
        if (costs == null) {
            return Costs.recorded(prove);
        }
        try {
            return Costs.of(costs);
        } catch (IOException e) {
            throw Selection.unreadable(costs.toString(), e);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--costs " + costs + ": " + e.getMessage());
        }
    }

    private static String key(Origin origin) {
        return Costs.key(origin.name(), origin.file(), origin.program());
    }

    private static Part.Item item(Selection.Asked asked, int part) {
        Origin origin = asked.origin();
        return new Part.Item(origin.name(), origin.file(), origin.program(), part);
    }
}
