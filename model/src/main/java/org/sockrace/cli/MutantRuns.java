package org.sockrace.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.sockrace.mutate.Campaign;
import org.sockrace.mutate.Fate;
import org.sockrace.mutate.Mutant;
import org.sockrace.mutate.WorkFile;

/** Tries mistakes of which it is not known yet what becomes of them, and writes that down. */
final class MutantRuns {

    private final Campaign campaign;
    private final WorkFile file;
    private final int workers;
    private final ProgressLine progress;
    private int missing;

    /** With a file, or null. */
    MutantRuns(Campaign campaign, WorkFile file, int workers, ProgressLine progress) {
        this.campaign = campaign;
        this.file = file;
        this.workers = workers;
        this.progress = progress;
    }

    /** What became of them, in their order; fewer if it was cancelled. */
    List<Fate> of(List<List<Mutant>> defects) {
        Map<Integer, Fate> known = file == null ? Map.of() : file.known(defects);
        progress.begin("mutate");
        AtomicInteger done = new AtomicInteger();
        List<Fate> fates = campaign.run(defects, known, workers, (number, fate) -> {
            if (file != null) {
                file.add(fate);
            }
            progress.done(done.incrementAndGet(), defects.size() - known.size(), defects.get(0).size() > 1 ? "pair" : "defect");
        });
        missing += defects.size() - fates.size();
        return fates;
    }

    /** How many were not tried. */
    int missing() {
        return missing;
    }
}
