package org.sockrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.sockrace.format.Part;
import org.sockrace.shard.Shard;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a command is about, cut into parts of which it does one; or the whole. Immutable.
 *
 * @param <T> what it is about: scenarios, or mistakes
 */
final class Cut<T> {

    /** What every part may have of its own. */
    private static final Set<String> OWN = Set.of("--shard", "--output", "--format", "--work", "--html", "--jobs");
    private static final Set<String> OWN_FLAGS = Set.of("--json");

    private final CommandSpec spec;
    private final Shard shard;
    private final List<T> all;
    private final int[] parts;
    private final BiFunction<T, Integer, Part.Item> item;

    /**
     * A cut.
     *
     * @param spec the command
     * @param shard which part is to be done; null for the whole
     * @param cost what one of them costs
     * @param item how a document names one, and the part that does it
     */
    Cut(CommandSpec spec, Shard shard, List<T> all, ToLongFunction<T> cost, BiFunction<T, Integer, Part.Item> item) {
        this.spec = spec;
        this.shard = shard;
        this.all = List.copyOf(all);
        this.parts = shard == null ? null : shard.parts(all, cost);
        this.item = item;
    }

    /** Whether there are other parts. */
    boolean isPart() {
        return shard != null;
    }

    /** All that every part together does. */
    List<T> all() {
        return all;
    }

    /** What is to be done. */
    List<T> mine() {
        return shard == null ? all : IntStream.range(0, parts.length).filter(i -> parts[i] == shard.part()).mapToObj(all::get).toList();
    }

    /**
     * What a document says of the part that it has; null if that is the whole.
     *
     * @param suites for each suite which of all it is, or is the first of
     * @param unused what all parts together should use and this one does not; null if that cannot be said
     */
    Part part(List<Integer> suites, int code, List<String> unused) {
        if (shard == null) {
            return null;
        }
        List<Part.Item> items = IntStream.range(0, parts.length).mapToObj(i -> item.apply(all.get(i), parts[i])).toList();
        return new Part(shard.part(), shard.of(), String.join(" ", new Main.Version().getVersion()), arguments(), items, suites, code, unused);
    }

    /** The command line, but for what each part has of its own. */
    private List<String> arguments() {
        List<String> left = new ArrayList<>();
        List<String> given = spec.commandLine().getParseResult().originalArgs();
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
