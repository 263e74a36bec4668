package org.sockrace.report.merge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.sockrace.format.Case;
import org.sockrace.format.Part;
import org.sockrace.format.Results;
import org.sockrace.format.Suite;
import org.sockrace.report.CheckResults;
import org.sockrace.report.JsonReport;
import org.sockrace.report.MutateResults;
import org.sockrace.report.Unchecked;
import org.sockrace.shard.Shard;

/**
 * A run whose parts were joined.
 *
 * @param results what it found, as the whole run would have said it
 * @param arguments the command line, but for what each part had of its own
 * @param of how many parts it was cut into
 * @param missing the parts of which there is no document
 * @param codes the exit codes of the others
 * @param unused what should have been used and was not, in lines
 */
public record Merged(Results results, List<String> arguments, int of, List<Integer> missing, List<Integer> codes, List<String> unused) {

    private static final String MUTATE = "mutate";

    /** Copies the lists. */
    public Merged {
        arguments = List.copyOf(arguments);
        missing = List.copyOf(missing);
        codes = List.copyOf(codes);
        unused = List.copyOf(unused);
    }

    /**
     * Joins documents.
     *
     * @param given one or more, in any order
     * @throws MergeException if they are not parts of one run
     */
    public static Merged of(List<PartDocument> given) {
        check(given);
        List<PartDocument> parts = given.stream().sorted(Comparator.comparingInt(p -> p.part().part())).toList();
        Part first = parts.get(0).part();
        List<Integer> missing = Shard.missing(first.of(), parts.stream().map(p -> p.part().part()).toList());
        List<String> unused = missing.isEmpty() ? unused(parts) : List.of();
        Results one = parts.get(0).results();
        ObjectNode details = new Details(parts, missing).joined();
        List<Suite> suites = suites(parts, missing);
        for (String race : unused) {
            Unchecked exemption = Unchecked.unusedExemption(race);
            suites.add(CheckResults.unchecked(exemption));
            ((ArrayNode) details.get("scenarios")).add(JsonReport.unchecked(exemption));
        }
        if (one.command().equals(MUTATE)) {
            suites.replaceAll(suite -> MutateResults.rated(suite.name(), suite.cases()));
            details.put("score", MutateResults.score(suites)).put("reasonedShare", MutateResults.share(suites));
        }
        Results joined = new Results(one.command(), one.rules(), suites, JsonReport.fields(details));
        return new Merged(joined, first.arguments(), first.of(), missing, parts.stream().map(p -> p.part().code()).toList(), unused);
    }

    private static void check(List<PartDocument> parts) {
        PartDocument first = parts.get(0);
        Map<Integer, PartDocument> seen = new TreeMap<>();
        for (PartDocument each : parts) {
            Part part = each.part();
            differ(first, each, first.results().command(), each.results().command(), "it is of ");
            differ(first, each, first.part().program(), part.program(), "it was made by ");
            differ(first, each, String.join(" ", first.part().arguments()), String.join(" ", part.arguments()), "its command was ");
            differ(first, each, first.part().of(), part.of(), "it is one of ");
            if (!part.all().equals(first.part().all())) {
                throw new MergeException(first.file() + " and " + each.file() + " are not parts of one run: they do not say the same of what it has");
            }
            PartDocument before = seen.put(part.part(), each);
            if (before != null) {
                throw new MergeException("part " + part.part() + "/" + part.of() + " was given twice: " + before.file() + " and " + each.file());
            }
        }
    }

    private static void differ(PartDocument first, PartDocument each, Object a, Object b, String what) {
        if (!a.equals(b)) {
            throw new MergeException(each.file() + " is no part of the run of " + first.file() + ": " + what + b + ", not " + a);
        }
    }

    /** Those of all parts in the order of the whole run; where a part has only some cases of a suite, they are brought together. */
    private static List<Suite> suites(List<PartDocument> parts, List<Integer> missing) {
        record At(int item, Suite suite) { }
        List<At> all = new ArrayList<>();
        for (PartDocument part : parts) {
            IntStream.range(0, part.results().suites().size()).forEach(i -> all.add(new At(part.part().items().get(i), part.results().suites().get(i))));
        }
        boolean files = parts.get(0).results().command().equals(MUTATE);
        List<Part.Item> items = parts.get(0).part().all();
        for (int i = 0; i < items.size() && !files; i++) {
            if (missing.contains(items.get(i).part())) {
                String why = Details.notChecked(items.get(i));
                all.add(new At(i, CheckResults.notDone(items.get(i).name(), why)));
            }
        }
        all.sort(Comparator.comparingInt(At::item));
        List<Suite> suites = new ArrayList<>();
        for (At at : all) {
            int last = suites.size() - 1;
            if (files && last >= 0 && suites.get(last).name().equals(at.suite.name())) {
                List<Case> cases = new ArrayList<>(suites.get(last).cases());
                cases.addAll(at.suite.cases());
                suites.set(last, new Suite(at.suite.name(), "", null, cases));
            } else {
                suites.add(at.suite);
            }
        }
        return suites;
    }

    /** What all parts leave unused, if all can say. */
    private static List<String> unused(List<PartDocument> parts) {
        Set<String> unused = null;
        for (PartDocument part : parts) {
            if (part.part().unused() == null) {
                return List.of();
            }
            if (unused == null) {
                unused = new LinkedHashSet<>(part.part().unused());
            }
            unused.retainAll(part.part().unused());
        }
        return List.copyOf(unused);
    }
}
