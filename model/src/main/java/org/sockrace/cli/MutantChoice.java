package org.sockrace.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.sockrace.mutate.Campaign;
import org.sockrace.mutate.Mutant;
import org.sockrace.mutate.Operator;
import org.sockrace.scenario.Suggest;
import org.sockrace.shard.Shard;
import picocli.CommandLine.Option;

/** The options that choose mistakes. */
final class MutantChoice {

    @Option(names = "--operator", paramLabel = "OP", converter = Converters.OperatorId.class, completionCandidates = Candidates.Operators.class,
            description = "Only this kind of mistake; may be repeated.")
    private List<Operator> operators = new ArrayList<>();

    @Option(names = "--site", paramLabel = "FILE[:LINE]", description = "Only mistakes in that file, or line, of the modelled kernel, for example "
            + "SocketCore.java:139; may be repeated.")
    private List<String> sites = new ArrayList<>();

    @Option(names = "--mistake", paramLabel = "MISTAKE", description = "Only this mistake, by the name that documents (--format json) and reasons give it, for "
            + "example 'SocketCore.java sock_unregister drop: synchronize_rcu();'; may be repeated.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--reasoned", description = "Only mistakes of which it is written down why nothing notices them.")
    private boolean reasoned;

    @Option(names = "--sample", paramLabel = "N", converter = Converters.Count.class, description = "Only so many, drawn from all.")
    private long sample;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "What the drawing begins with (0).")
    private long seed;

    @Option(names = "--shard", paramLabel = "I/N", description = "Only the I-th of N parts that take about as long as each other: 1/4, 2/4 ... merge joins "
            + "what they write with --format json.")
    private String shard;

    /** Which part is wanted, or null. */
    Shard shard() {
        return shard == null ? null : ShardOptions.parsed(shard);
    }

    /** Whether two or more places are named. */
    boolean hasSites() {
        return sites.size() + names.size() > 1;
    }

    /** What was chosen, in words that are the same if the same was chosen. */
    @Override
    public String toString() {
        return operators.stream().map(Operator::id).toList() + " " + sites + " " + names + " " + reasoned + " " + sample + " " + seed + " " + shard;
    }

    /** The chosen ones of all that can be made. */
    List<Mutant> of(Campaign campaign) {
        List<Mutant> all = reasoned ? campaign.reasoned() : campaign.mutants();
        for (String site : sites) {
            if (campaign.mutants().stream().noneMatch(m -> isAt(m, site))) {
                throw new UsageException("no mistake can be made at '" + site + "': expected FILE or FILE:LINE, as in SocketCore.java:139");
            }
        }
        for (String name : names) {
            if (campaign.mutants().stream().noneMatch(m -> m.name().equals(name))) {
                throw new UsageException("there is no mistake '" + name + "'" + Suggest.nearest(name, campaign.mutants().stream().map(Mutant::name).toList())
                        .map(n -> "; did you mean '" + n + "'?").orElse("; --format json names them"));
            }
        }
        List<Mutant> chosen = all.stream().filter(m -> operators.isEmpty() || operators.contains(m.operator()))
                .filter(m -> sites.isEmpty() && names.isEmpty() || names.contains(m.name()) || sites.stream().anyMatch(site -> isAt(m, site))).toList();
        return drawn(chosen);
    }

    private List<Mutant> drawn(List<Mutant> from) {
        if (sample == 0 || sample >= from.size()) {
            return from;
        }
        List<Integer> drawn = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            drawn.add(i);
        }
        Collections.shuffle(drawn, new Random(seed));
        return drawn.subList(0, (int) sample).stream().sorted().map(from::get).toList();
    }


    private static boolean isAt(Mutant mutant, String site) {
        return site.equals(mutant.file()) || site.equals(mutant.file() + ":" + mutant.line());
    }
}
