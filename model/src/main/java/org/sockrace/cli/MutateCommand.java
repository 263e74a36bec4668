package org.sockrace.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.sockrace.explore.Progress;
import org.sockrace.mutate.Campaign;
import org.sockrace.mutate.Fate;
import org.sockrace.mutate.Mutant;
import org.sockrace.mutate.MutationException;
import org.sockrace.mutate.Operator;
import org.sockrace.mutate.Subject;
import org.sockrace.report.MutateText;
import org.sockrace.report.Origin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sockrace mutate}. */
@Command(name = "mutate", description = "Makes mistakes in the modelled kernel, one at a time, and says which of them the scenarios do not notice. Exits with "
        + "5 if there is one. Needs a JDK. list operators says which mistakes.")
final class MutateCommand implements Callable<Integer> {

    private final Session session;

    @Parameters(paramLabel = "SCENARIO", arity = "0..*", completionCandidates = Candidates.Scenarios.class,
            description = "Scenarios of the catalogue, or files *.race: those that are to notice.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All scenarios of the catalogue.")
    private boolean all;

    @Mixin
    private Selection selection;

    @Option(names = "--operator", paramLabel = "OP", converter = Converters.OperatorId.class, completionCandidates = Candidates.Operators.class,
            description = "Only this kind of mistake; may be repeated.")
    private List<Operator> operators = new ArrayList<>();

    @Option(names = "--site", paramLabel = "FILE[:LINE]", description = "Only mistakes in that file, or line, of the modelled kernel, for example "
            + "SocketCore.java:139; may be repeated.")
    private List<String> sites = new ArrayList<>();

    @Option(names = "--sample", paramLabel = "N", converter = Converters.Count.class, description = "Only so many, drawn from all.")
    private long sample;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "What the drawing begins with (0).")
    private long seed;

    @Option(names = "--shard", paramLabel = "I/N", description = "Only the I-th of N equal parts: 1/4, 2/4 ...")
    private String shard;

    @Option(names = "--jobs", paramLabel = "N", description = "Try so many at once; as many as there are processors by default.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = {"-q", "--quiet"}, description = "No progress.")
    private boolean quiet;

    @Option(names = {"-v", "--verbose"}, description = "Tell of every mistake what became of it.")
    private boolean verbose;

    MutateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        int workers = SearchOptions.workers(jobs);
        List<Subject> subjects = selection.scenarios(names, all).stream().map(MutateCommand::subject).toList();
        try (ProgressLine progress = ProgressLine.of(session, quiet)) {
            Campaign campaign = new Campaign(session.cancelled()::get);
            List<Mutant> mutants = chosen(campaign.mutants());
            campaign.prepare(subjects, progress::begin);
            progress.begin("defects");
            AtomicInteger done = new AtomicInteger();
            List<Fate> fates = campaign.run(mutants, workers,
                    fate -> progress.at(Progress.Phase.SEARCHING, done.incrementAndGet(), mutants.size() - done.get(), 0));
            progress.end();
            MutateText.lines(fates, verbose).forEach(session.out()::line);
            if (fates.size() < mutants.size()) {
                session.complain("interrupted: " + (mutants.size() - fates.size()) + " more were to be tried");
                return ExitCode.INTERRUPTED;
            }
            return MutateText.allNoticed(fates) ? ExitCode.MET : ExitCode.MISSED;
        } catch (MutationException e) {
            throw new UsageException(e.getMessage());
        }
    }

    private static Subject subject(Selection.Asked asked) {
        if (asked instanceof Selection.Selected selected) {
            Origin origin = selected.origin();
            if (origin.option().equals("-f") && origin.value().equals("-")) {
                throw new UsageException("mutate checks a scenario again and again: it cannot come from the standard input");
            }
            try {
                return new Subject(origin.name(), origin.option().isEmpty() ? null : selected.text());
            } catch (IOException e) {
                throw Selection.unreadable(origin.value(), e);
            }
        }
        throw ((Selection.Unreadable) asked).error();
    }

    private List<Mutant> chosen(List<Mutant> mutants) {
        for (String site : sites) {
            if (mutants.stream().noneMatch(m -> isAt(m, site))) {
                throw new UsageException("no mistake can be made at '" + site + "': expected FILE or FILE:LINE, as in SocketCore.java:139");
            }
        }
        List<Mutant> chosen = new ArrayList<>(mutants.stream().filter(m -> operators.isEmpty() || operators.contains(m.operator()))
                .filter(m -> sites.isEmpty() || sites.stream().anyMatch(site -> isAt(m, site))).toList());
        if (sample > 0 && sample < chosen.size()) {
            List<Integer> drawn = new ArrayList<>();
            for (int i = 0; i < chosen.size(); i++) {
                drawn.add(i);
            }
            Collections.shuffle(drawn, new Random(seed));
            List<Mutant> all = List.copyOf(chosen);
            chosen = new ArrayList<>(drawn.subList(0, (int) sample).stream().sorted().map(all::get).toList());
        }
        return part(chosen);
    }

    private static boolean isAt(Mutant mutant, String site) {
        return site.equals(mutant.file()) || site.equals(mutant.file() + ":" + mutant.line());
    }

    /** Every N-th: neighbours take as long as each other. */
    private List<Mutant> part(List<Mutant> mutants) {
        if (shard == null) {
            return mutants;
        }
        if (!shard.matches("[0-9]{1,4}/[0-9]{1,4}")) {
            throw new UsageException("--shard must be I/N, as in 2/4, not '" + shard + "'");
        }
        int i = Integer.parseInt(shard.substring(0, shard.indexOf('/')));
        int n = Integer.parseInt(shard.substring(shard.indexOf('/') + 1));
        if (i < 1 || i > n) {
            throw new UsageException("--shard " + shard + ": there are parts 1 to " + n);
        }
        List<Mutant> part = new ArrayList<>();
        for (int m = i - 1; m < mutants.size(); m += n) {
            part.add(mutants.get(m));
        }
        return part;
    }
}
