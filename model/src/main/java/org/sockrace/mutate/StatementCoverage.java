package org.sockrace.mutate;

import java.util.List;
import java.util.Map;

/**
 * Which statements of the modelled kernel the scenarios execute, their set-up included.
 *
 * @param files how many are executed, by file
 * @param never the statements that no scenario executes, without those of {@code explained}
 * @param breaking the statements that only scenarios execute in which something is expected to break
 * @param explained why no scenario executes the others
 * @param wrong what is written down of statements that are executed: for the whole catalogue, each is a mistake
 */
public record StatementCoverage(Map<String, Count> files, List<Statement> never, List<Statement> breaking, Map<Statement, String> explained,
                                List<String> wrong) {

    /**
     * How many statements of a file are executed.
     *
     * @param all how many there are
     * @param executed how many scenarios execute
     * @param breaking how many of these only scenarios in which something is expected to break
     * @param explained of how many of the others somebody has said why
     */
    public record Count(int all, int executed, int breaking, int explained) {

        /** Both together. */
        public Count plus(Count other) {
            return new Count(all + other.all, executed + other.executed, breaking + other.breaking, explained + other.explained);
        }
    }

    /** How many of all files. */
    public Count total() {
        return files.values().stream().reduce(new Count(0, 0, 0, 0), Count::plus);
    }
}
