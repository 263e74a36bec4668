package org.sockrace.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sockrace.format.Part;
import org.sockrace.format.Results;
import org.sockrace.machine.Property;
import org.sockrace.mutate.Campaign;
import org.sockrace.mutate.Fate;
import org.sockrace.mutate.Fingerprint;
import org.sockrace.mutate.Mutant;
import org.sockrace.mutate.MutationException;
import org.sockrace.mutate.Subject;
import org.sockrace.mutate.WorkFile;
import org.sockrace.report.MutateResults;
import org.sockrace.report.MutateText;
import org.sockrace.report.Mutated;
import org.sockrace.report.Origin;
import org.sockrace.report.html.MutatePage;
import org.sockrace.scenario.Expectation;
import org.sockrace.scenario.ModuleDecl;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sockrace mutate}. */
@Command(name = "mutate", description = "Makes mistakes in the modelled kernel, one at a time, and says which of them the scenarios do not notice. Exits with "
        + "5 if there is one for which no reason is known. Needs a JDK. list operators says which mistakes.")
final class MutateCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SCENARIO", arity = "0..*", completionCandidates = Candidates.Scenarios.class,
            description = "Scenarios of the catalogue, or files *.race: those that are to notice.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All scenarios of the catalogue.")
    private boolean all;

    @Mixin
    private Selection selection;

    @Mixin
    private MutantChoice choice;

    @Option(names = "--pairs", description = "Also two mistakes at once, of which neither is noticed alone: those of one function, or of two of which one "
            + "calls the other, or a third calls both; with several --site or --mistake, all of them.")
    private boolean pairs;

    @Option(names = "--work", paramLabel = "FILE", description = "Add what became of each mistake to this file at once. The same command goes on where the "
            + "last one ended, however it did.")
    private Path work;

    @Option(names = "--write", paramLabel = "DIR", description = "Check nothing, but write the kernel's classes with this mistake, or these two, to a folder: "
            + "before others on a class path, they are what runs there.")
    private Path written;

    @Option(names = "--html", paramLabel = "PAGE", description = "Write a page, too, with all mistakes in a table that can be filtered. It is one file, for "
            + "any browser.")
    private Path html;

    @Mixin
    private FormatOptions formats;

    @Option(names = "--jobs", paramLabel = "N", description = "Try so many at once; as many as there are processors by default.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = {"-q", "--quiet"}, description = "No progress.")
    private boolean quiet;

    @Option(names = {"-v", "--verbose"}, description = "Tell of every mistake what became of it, and which statements are not executed.")
    private boolean verbose;

    MutateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        int workers = SearchOptions.workers(jobs);
        if (choice.shard() != null && pairs) {
            throw new UsageException("--pairs tries those that nothing notices with each other, and no part knows those of the others: leave --shard out");
        }
        try {
            if (written != null) {
                return new WrittenMutant(session, written).write(new Campaign(session.cancelled()::get), choice);
            }
            List<Selection.Asked> asked = selection.scenarios(names, all);
            HtmlOption page = new HtmlOption(html);
            page.check();
            Documents documents = formats.documents(session, selection.files());
            List<Subject> subjects = asked.stream().map(MutateCommand::subject).toList();
            return campaign(asked, subjects, workers, page, documents);
        } catch (MutationException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private int campaign(List<Selection.Asked> asked, List<Subject> subjects, int workers, HtmlOption page, Documents documents) {
        Campaign campaign = new Campaign(session.cancelled()::get);
        List<Mutant> chosen = choice.of(campaign);
        try (ProgressLine progress = ProgressLine.of(session, quiet); WorkFile file = work == null ? null : work(campaign, asked)) {
            campaign.prepare(subjects, selection.properties().stream().map(Property::id).toList(), all, workers, progress::begin);
            MutantRuns runs = new MutantRuns(campaign, file, workers, progress);
            Cut<Mutant> cut = new Cut<>(spec, choice.shard(), chosen, campaign::cost, (mutant, part) -> new Part.Item(mutant.name(), null, null, part));
            List<Fate> alone = runs.of(cut.mine().stream().map(List::of).toList());
            List<List<Mutant>> two = pairs && !session.cancelled().get() ? campaign.pairs(alone.stream().filter(MutateCommand::mayBeMasked)
                    .map(Fate::mutant).toList(), choice.hasSites()) : List.of();
            List<Fate> together = runs.of(two);
            progress.end();
            Mutated found = new Mutated(alone, together, campaign.coverage(), all);
            if (documents.text()) {
                MutateText.lines(found, verbose).forEach(session.out()::line);
            }
            int code = session.cancelled().get() ? interrupted(runs.missing()) : found.isGood() ? ExitCode.MET : ExitCode.MISSED;
            code = page.write(session, new MutatePage("sockrace " + Main.Version.number(), found)::write, !documents.text(), code);
            int last = code;
            documents.write(() -> results(found, cut, last));
            return code;
        }
    }

    private static Results results(Mutated found, Cut<Mutant> cut, int code) {
        Results results = MutateResults.of(found);
        List<String> files = cut.all().stream().map(Mutant::file).toList();
        return results.asPart(cut.part(results.suites().stream().map(suite -> files.indexOf(suite.name())).toList(), code, null));
    }

    private int interrupted(int missing) {
        session.complain("interrupted: " + missing + " more were to be tried" + (work == null ? "" : "; the same command goes on"));
        return ExitCode.INTERRUPTED;
    }

    private static boolean mayBeMasked(Fate fate) {
        return switch (fate.kind()) {
            case SURVIVED, REASONED, EQUAL -> true;
            case NOTICED, ERROR, WRONG_REASON, NOT_REACHED, CUT_SHORT, INVALID -> false;
        };
    }

    /** What fates depend on: if any of it is another one, they are not those of this command. */
    private WorkFile work(Campaign campaign, List<Selection.Asked> asked) {
        Map<String, String> of = new LinkedHashMap<>();
        of.put("kernel", Fingerprint.of(campaign.texts()));
        List<String> scenarios = new ArrayList<>();
        asked.forEach(each -> scenarios.add(((Selection.Selected) each).origin().name() + "\n" + text((Selection.Selected) each)));
        of.put("scenarios", Fingerprint.of(scenarios));
        of.put("options", selection.properties() + " " + all + " " + choice);
        of.put("program", Fingerprint.ofProgram());
        WorkFile file = WorkFile.open(work, of, campaign.mutants());
        if (file.wasDamaged()) {
            session.complain("note: the last line of " + work + " was damaged and is dropped");
        }
        return file;
    }

    private static Subject subject(Selection.Asked asked) {
        if (asked instanceof Selection.Selected selected) {
            Origin origin = selected.origin();
            if (selected.scenario().modules().stream().anyMatch(ModuleDecl::own)) {
                throw new UsageException("mutate makes mistakes in the modelled kernel, and checks it with its own modules: " + origin.name()
                        + " has one of yours");
            }
            if (origin.option().equals("-f") && origin.value().equals("-")) {
                throw new UsageException("mutate checks a scenario again and again: it cannot come from the standard input");
            }
            return new Subject(origin.name(), origin.option().isEmpty() ? null : text(selected),
                    selected.scenario().expectation().kind() == Expectation.Kind.BREAKS);
        }
        throw ((Selection.Unreadable) asked).error();
    }

    private static String text(Selection.Selected selected) {
        try {
            return selected.text();
        } catch (IOException e) {
            throw Selection.unreadable(selected.origin().value(), e);
        }
    }
}
