package org.sockrace.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.sockrace.format.Part;
import org.sockrace.report.Origin;
import org.sockrace.shard.Costs;
import org.sockrace.shard.Shard;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that choose one of several parts of a run, and what its document says of that. */
final class ShardOptions {

    /** What every part may have of its own. */
    private static final Set<String> OWN = Set.of("--shard", "--output", "--format", "--work", "--html", "--jobs");
    private static final Set<String> OWN_FLAGS = Set.of("--json");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--shard", paramLabel = "I/N", description = "Only the I-th of N parts that take about as long as each other: 1/4, 2/4 ... merge joins "
            + "what they write with --format json.")
    private String shard;

    @Option(names = "--costs", paramLabel = "FILE", description = "Cut by how long scenarios took in an earlier run, of which this is the JSON document; "
            + "without, by what is recorded of the catalogue.")
    private Path costs;

    /** Which part of these is wanted; all of them, if no part is. */
    List<Selection.Asked> of(List<Selection.Asked> all, boolean prove) {
        if (!isWanted()) {
            if (costs != null) {
                throw new UsageException("--costs says how to cut a run: add --shard I/N");
            }
            return all;
        }
        int[] parts = parts(all, prove);
        List<Selection.Asked> mine = IntStream.range(0, parts.length).filter(i -> parts[i] == shard().part()).mapToObj(all::get).toList();
        if (mine.isEmpty()) {
            throw new UsageException("--shard " + shard + " is empty: there " + (all.size() == 1 ? "is 1 scenario" : "are " + all.size() + " scenarios"));
        }
        return mine;
    }

    boolean isWanted() {
        return shard != null;
    }

    private Shard shard() {
        return parsed(shard);
    }

    /** The part that is written so. */
    static Shard parsed(String text) {
        try {
            return Shard.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private int[] parts(List<Selection.Asked> all, boolean prove) {
        Costs known = costs(prove);
        return shard().parts(all, asked -> known.of(key(origin(asked))));
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
        return Costs.key(origin.name(), file(origin), program(origin));
    }

    private static Origin origin(Selection.Asked asked) {
        return asked instanceof Selection.Selected one ? one.origin() : ((Selection.Unreadable) asked).origin();
    }

    private static String file(Origin origin) {
        return origin.option().equals("-f") ? origin.value() : null;
    }

    private static String program(Origin origin) {
        return origin.option().equals("-e") ? origin.value() : null;
    }

    /**
     * What a document says of the part that it has; null if that is the whole.
     *
     * @param all everything that was asked for
     * @param done what has a suite of its own, in the order of the suites
     * @param unused what all parts together should use and this one does not; null if that cannot be said
     */
    Part part(List<Selection.Asked> all, boolean prove, List<Origin> done, int code, List<String> unused) {
        if (!isWanted()) {
            return null;
        }
        int[] parts = parts(all, prove);
        List<Part.Item> items = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            Origin origin = origin(all.get(i));
            items.add(new Part.Item(origin.name(), file(origin), program(origin), parts[i]));
        }
        List<Origin> origins = all.stream().map(ShardOptions::origin).toList();
        return part(shard(), spec, items, done.stream().map(origins::indexOf).toList(), code, unused);
    }

    /** The same for things of any kind. */
    static Part part(Shard shard, CommandSpec spec, List<Part.Item> all, List<Integer> items, int code, List<String> unused) {
        return new Part(shard.part(), shard.of(), String.join(" ", new Main.Version().getVersion()), arguments(spec), all, items, code, unused);
    }

    /** The command line, but for what each part has of its own. */
    private static List<String> arguments(CommandSpec spec) {
        List<String> left = new ArrayList<>();
        List<String> given = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
        for (int i = 0; i < given.size(); i++) {
            String word = given.get(i);
            if (OWN.contains(word)) {
                i++;
            } else if (!OWN_FLAGS.contains(word) && !OWN.contains(word.split("=", 2)[0])) {
                left.add(word);
            }
        }
        return left;
    }
}
