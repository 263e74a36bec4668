package org.sockrace.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.check.CheckOptions;
import org.sockrace.check.RaceChecker;
import org.sockrace.check.RaceReport;
import org.sockrace.compare.ObservedRaces;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Progress;
import org.sockrace.mutate.Campaign;
import org.sockrace.mutate.MistakenRaces;
import org.sockrace.mutate.Mutant;
import org.sockrace.mutate.MutationException;
import org.sockrace.scenario.ModuleDecl;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.Suggest;

/** What jcstress sees of two threads, predicted. */
final class RacePrediction {

    /**
     * What is asked.
     *
     * @param observed what jcstress has seen
     * @param asIs what it has seen of the kernel as it is, from which the pace of the threads is read off; null if nothing
     * @param mistakes the names of the mistakes that the observed kernel has
     */
    record Question(Path observed, Path asIs, List<String> mistakes, int attempts, long seed, double seconds) { }

    private final Selection.Selected one;
    private final Question question;
    private final CheckOptions options;
    private final Session session;
    /** What the kernel as it is comes to, by the pace of the second thread: the pace that fits was tried before it is used. */
    private final Map<Double, Map<String, Long>> asItIs = new HashMap<>();

    RacePrediction(Selection.Selected one, Question question, CheckOptions options, Session session) {
        this.one = one;
        this.question = question;
        this.options = options;
        this.session = session;
    }

    /**
     * The report.
     *
     * @throws UsageException if the scenario is not one of two threads, or there is no such mistake
     * @throws org.sockrace.conform.FileFormatException if a file is no table of this scenario
     */
    RaceReport report(Progress progress) {
        Scenario scenario = one.scenario();
        String problem = RaceChecker.problem(scenario);
        if (problem != null) {
            throw new UsageException(problem);
        }
        if (!question.mistakes().isEmpty() && (scenario.modules().stream().anyMatch(ModuleDecl::own) || one.origin().value().equals("-"))) {
            throw new UsageException("--mistake is for a scenario that can be read again, with modules of the kernel only");
        }
        ObservedRaces observed = ObservedRaces.read(question.observed(), scenario);
        ObservedRaces right = question.asIs() == null ? null : ObservedRaces.read(question.asIs(), scenario);
        MistakenRaces mistaken = question.mistakes().isEmpty() ? null : new MistakenRaces(classes());
        long races = RaceReport.sum(observed.races());
        try {
            RaceChecker.Fit pace = null;
            RaceReport.Fit fit = null;
            if (right != null) {
                String outcome = mostFrequent(right);
                long all = RaceReport.sum(right.races());
                double wanted = (double) right.races().get(outcome) / all;
                pace = RaceChecker.fit(slower -> part(asItIs(slower, progress), outcome), wanted);
                fit = new RaceReport.Fit(outcome, all, wanted, pace.part());
            }
            double slower = pace == null ? 1 : pace.slower();
            Map<String, Long> predicted = mistaken == null ? asItIs(slower, progress) : mistaken.of(scenario.name(), text(), slower, question.attempts(),
                    question.seed(), question.seconds(), session.cancelled()::get);
            return new RaceReport(scenario.name(), "", question.mistakes(), races, observed.alone(), RaceReport.sum(predicted), slower, fit,
                    mistaken == null ? null : RaceReport.defect(predicted, observed.races(), asItIs(slower, progress).keySet()),
                    RaceReport.rows(predicted, observed.races()));
        } catch (CutShortException e) {
            return new RaceReport(scenario.name(), e.getMessage(), question.mistakes(), races, observed.alone(), 0, 1, null, null, List.of());
        }
    }

    private static String mostFrequent(ObservedRaces right) {
        return right.races().entrySet().stream().filter(e -> !e.getKey().equals(RaceChecker.BROKEN))
                .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey)
                .orElseThrow(() -> new UsageException("--as-is: in every race something was broken, so that is not the kernel as it is"));
    }

    private Map<String, Long> asItIs(double slower, Progress progress) {
        return asItIs.computeIfAbsent(slower, s -> RaceChecker.races(one.scenario(), s, question.attempts(), question.seed(), options, progress));
    }

    private static double part(Map<String, Long> counts, String outcome) {
        return (double) counts.getOrDefault(outcome, 0L) / Math.max(1, RaceReport.sum(counts));
    }

    private String text() {
        try {
            return one.text();
        } catch (IOException e) {
            throw new UsageException(one.origin().value() + ": cannot be read: " + e.getMessage());
        }
    }

    private Map<String, byte[]> classes() {
        try {
            Campaign campaign = new Campaign(session.cancelled()::get);
            List<Mutant> all = campaign.mutants();
            for (String name : question.mistakes()) {
                if (all.stream().noneMatch(m -> m.name().equals(name))) {
                    throw new UsageException("there is no mistake '" + name + "'" + Suggest.nearest(name, all.stream().map(Mutant::name).toList())
                            .map(near -> "; did you mean '" + near + "'?").orElse("; mutate --format json names them"));
                }
            }
            Map<String, byte[]> classes = campaign.classes(all.stream().filter(m -> question.mistakes().contains(m.name())).toList());
            if (classes == null) {
                throw new UsageException("the kernel with this mistake is no Java: " + String.join(", ", question.mistakes()));
            }
            return classes;
        } catch (MutationException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
