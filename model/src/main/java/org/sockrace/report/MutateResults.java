package org.sockrace.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.format.Case;
import org.sockrace.format.Finding;
import org.sockrace.format.Results;
import org.sockrace.format.Rule;
import org.sockrace.format.Status;
import org.sockrace.format.Suite;
import org.sockrace.mutate.Fate;
import org.sockrace.mutate.Mutant;
import org.sockrace.mutate.StatementCoverage;

/** What came of a campaign, for all formats: a case is a mistake, a suite a file of the kernel. */
public final class MutateResults {

    private static final Rule NOTICED = new Rule("mistake-is-noticed", "a mistake that nothing notices", "each mistake in the modelled kernel is noticed by a "
            + "scenario, or it is known why none can", "Add a scenario, an expectation or a property that notices it; or write down in mutate/reasons.txt why "
            + "nothing can.");

    private MutateResults() { }

    /** The results. */
    public static Results of(Mutated found) {
        Map<String, List<Case>> cases = new LinkedHashMap<>();
        found.fates().stream().filter(f -> f.kind() != Fate.Kind.INVALID)
                .forEach(f -> cases.computeIfAbsent(f.mutant().file(), file -> new ArrayList<>()).add(one(f)));
        List<Suite> suites = new ArrayList<>();
        cases.forEach((file, all) -> suites.add(rated(file, all)));
        return new Results("mutate", List.of(NOTICED), suites, JsonReport.fields(document(found)));
    }

    /** A file of the kernel with its score. */
    public static Suite rated(String file, List<Case> cases) {
        return new Suite(file, "score " + score(List.of(new Suite(file, "", null, cases))), null, cases);
    }

    /** How many of the mistakes in these files that do something wrong somewhere, and for which there is no reason, are noticed. */
    public static String score(List<Suite> files) {
        long noticed = count(files, Status.PASSED, Status.ERROR);
        return Mutated.percent(noticed, noticed + count(files, Status.FAILED, Status.UNDECIDED));
    }

    /** For how many of those that do something wrong somewhere there is a reason. */
    public static String share(List<Suite> files) {
        long reasoned = count(files, Status.EXPECTED);
        return Mutated.percent(reasoned, reasoned + count(files, Status.PASSED, Status.ERROR, Status.FAILED, Status.UNDECIDED));
    }

    private static long count(List<Suite> files, Status... of) {
        return files.stream().mapToLong(file -> file.count(of)).sum();
    }

    private static Case one(Fate fate) {
        Status status = switch (fate.kind()) {
            case SURVIVED, WRONG_REASON -> Status.FAILED;
            case CUT_SHORT -> Status.UNDECIDED;
            case ERROR -> Status.ERROR;
            case REASONED -> Status.EXPECTED;
            case EQUAL, NOT_REACHED, INVALID -> Status.UNDECIDED_AS_EXPECTED;
            case NOTICED -> Status.PASSED;
        };
        Mutant mutant = fate.mutant();
        String line = MutateText.line(fate).strip();
        String message = Mutated.word(fate.kind()) + (fate.text().isEmpty() ? "" : ": " + fate.text().lines().findFirst().orElse(""));
        Finding finding = status != Status.FAILED ? null : new Finding(NOTICED.id(), "nothing notices " + mutant.text(), line + "\n",
                Places.kernel(mutant.file(), mutant.line()), mutant.function(), List.of(), "", mutant.name());
        return new Case(mutant.id() + " " + mutant.text(), status, message, finding);
    }

    private static ObjectNode document(Mutated found) {
        ObjectNode document = JsonReport.object().put("whole", found.whole()).put("score", found.all().score()).put("reasonedShare", found.all().share());
        ArrayNode mistakes = document.putArray("mistakes");
        found.fates().forEach(fate -> mistake(mistakes.addObject(), fate));
        ArrayNode pairs = document.putArray("pairs");
        found.pairs().forEach(fate -> mistake(pairs.addObject(), fate));
        StatementCoverage coverage = found.coverage();
        ObjectNode statements = document.putObject("statements");
        ObjectNode files = statements.putObject("files");
        coverage.files().forEach((file, n) -> files.putObject(file).put("all", n.all()).put("executed", n.executed()).put("onlyBreaking", n.breaking())
                .put("unreachable", n.explained()));
        coverage.never().forEach(s -> statements.withArray("never").addObject().put("place", s.place()).put("name", s.name()));
        coverage.breaking().forEach(s -> statements.withArray("onlyBreaking").addObject().put("place", s.place()).put("name", s.name()));
        coverage.explained().forEach((s, why) -> statements.withArray("unreachable").addObject().put("place", s.place()).put("name", s.name())
                .put("why", why));
        (found.whole() ? coverage.wrong() : List.<String>of()).forEach(statements.withArray("wrong")::add);
        return document;
    }

    /** A mistake and what became of it. */
    private static void mistake(ObjectNode node, Fate fate) {
        Mutant mutant = fate.mutant();
        node.put("mistake", mutant.name()).put("with", fate.with() == null ? null : fate.with().name()).put("operator", mutant.operator().id())
                .put("file", mutant.file()).put("line", mutant.line()).put("function", mutant.function()).put("text", fate.wrong())
                .put("fate", Mutated.id(fate.kind())).put("scenario", fate.scenario().isEmpty() ? null : fate.scenario())
                .put("found", fate.text().isEmpty() ? null : fate.found()).put("runs", fate.runs());
    }
}
