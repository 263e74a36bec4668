package org.sockrace.conform.errno;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** How far the model agrees with a table. Filled by {@link CallTable}; then only read. */
public final class Comparison {

    /** The rows of one family. */
    public static final class Tally {
        private long agree;
        private long differ;
        private long notModelled;
        private final SortedSet<String> notes = new TreeSet<>();

        /** Rows whose result the model gives. */
        public long agree() {
            return agree;
        }

        /** Rows of which the model says something else. */
        public long differ() {
            return differ;
        }

        /** Rows that the model can say nothing of. */
        public long notModelled() {
            return notModelled;
        }

        /** Why it cannot, and what else is to be known. */
        public List<String> notes() {
            return List.copyOf(notes);
        }
    }

    /** Rows that differ from the model in the same way. */
    public static final class Mismatch {
        private final SortedSet<Integer> types = new TreeSet<>();
        private final SortedSet<Integer> protocols = new TreeSet<>();
        private final SortedSet<String> machines = new TreeSet<>();
        private final List<Integer> lines = new ArrayList<>();

        /** Their second arguments. */
        public SortedSet<Integer> types() {
            return types;
        }

        /** Their third arguments. */
        public SortedSet<Integer> protocols() {
            return protocols;
        }

        /** The users and modules. */
        public SortedSet<String> machines() {
            return machines;
        }

        /** Where they are in the file, from 1. */
        public List<Integer> lines() {
            return lines;
        }
    }

    /**
     * What the rows of a mismatch have in common.
     *
     * @param family the first argument
     * @param recorded what the real kernel did
     * @param modelled what the model does
     */
    public record Difference(int family, String recorded, String modelled) { }

    private final Map<Integer, Tally> families = new TreeMap<>();
    private final Map<Difference, Mismatch> mismatches = new LinkedHashMap<>();

    Comparison() { }

    void add(Row row, Result modelled) {
        Tally tally = tally(row);
        if (modelled.agreesWith(row.result())) {
            tally.agree++;
            return;
        }
        tally.differ++;
        Row.Call call = row.call();
        Mismatch mismatch = mismatches.computeIfAbsent(new Difference(call.family(), row.result().toString(), modelled.toString()), d -> new Mismatch());
        mismatch.types.add(call.type());
        mismatch.protocols.add(call.protocol());
        mismatch.machines.add((call.root() ? "root" : "user") + " with " + (call.modules().isEmpty() ? "no modules" : String.join("+", call.modules())));
        mismatch.lines.add(row.line());
    }

    void addNotModelled(Row row, String why) {
        tally(row).notModelled++;
        note(row, why);
    }

    void note(Row row, String note) {
        tally(row).notes.add(note);
    }

    private Tally tally(Row row) {
        return families.computeIfAbsent(row.call().family(), f -> new Tally());
    }

    /** By family. */
    public Map<Integer, Tally> families() {
        return families;
    }

    /** What differs, in the order of the file. */
    public Map<Difference, Mismatch> mismatches() {
        return mismatches;
    }

    /** All rows that agree. */
    public long agree() {
        return families.values().stream().mapToLong(Tally::agree).sum();
    }

    /** All rows that differ. */
    public long differ() {
        return families.values().stream().mapToLong(Tally::differ).sum();
    }

    /** All rows that were not compared. */
    public long notModelled() {
        return families.values().stream().mapToLong(Tally::notModelled).sum();
    }
}
