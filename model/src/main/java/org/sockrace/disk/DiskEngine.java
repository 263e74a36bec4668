package org.sockrace.disk;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Engine;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.Model;
import org.sockrace.search.Passes;

/**
 * Visits every reachable state, level by level, with the states in a folder: begins there, or goes on where an earlier search of the same stopped. Finds what
 * {@link org.sockrace.search.BreadthFirst} finds, with the same counts. The budget's memory is that of its buffers; it stops for want of disk only.
 */
public final class DiskEngine implements Engine {

    /** When to write down where a search is. */
    private static final long INTERVAL = 100_000_000;
    private static final long MOST_ROOM = 256L << 20;
    private final Work work;
    private final Reductions reductions;
    private final long interval;

    /** In that folder. */
    public DiskEngine(Work work, Reductions reductions) {
        this(work, reductions, INTERVAL);
    }

    DiskEngine(Work work, Reductions reductions, long interval) {
        this.work = work;
        this.reductions = reductions;
        this.interval = interval;
    }

    /**
     * Explores.
     *
     * @throws WorkException if the folder cannot be worked in
     */
    @Override
    public Exploration explore(Source source, List<Monitor> monitors, Budget budget) {
        try (Folder folder = new Folder(work, options())) {
            return explore(folder, source, monitors, budget);
        } catch (IOException e) {
            throw new WorkException("cannot work in " + work.folder() + ": " + why(e)
                    + "; what was searched is kept there: when that is mended, the same command goes on");
        }
    }

    private static String why(IOException e) {
        String kind = e instanceof java.nio.file.AccessDeniedException ? "no permission: " : "";
        return kind + (e.getMessage() == null ? e.toString() : e.getMessage());
    }

    private String options() {
        return (reductions.symmetry() ? "symmetry" : "--no-symmetry") + ", " + (reductions.partialOrder() ? "partial order reduction" : "--no-por");
    }

    private Exploration explore(Folder folder, Source source, List<Monitor> monitors, Budget budget) throws IOException {
        Exploration last = null;
        // As in memory: with every reduction one meets what the automata do not cover much sooner.
        boolean quick = source.growing() && !reductions.equals(Reductions.ALL);
        try {
            for (int pass = -1; true;) {
                World world = source.world(budget);
                Model model = new Model(world, quick ? Reductions.ALL : reductions, monitors, budget);
                pass = folder.enter(pass, model.print());
                Set<Source.Unknown> unknown = folder.passes.get(pass).unknown();
                boolean before = unknown != null;
                if (!before) {
                    last = search(folder, model, budget);
                    unknown = last.findings().unknown();
                    if (Passes.isCutByBudget(last) || unknown.isEmpty() && !quick) {
                        return last;
                    }
                }
                boolean more = !unknown.isEmpty() && extend(folder, pass, unknown, source, budget);
                if (!more && !quick) {
                    return Passes.endless(last);
                }
                quick &= more;
                if (!before) {
                    folder.passed(pass, unknown);
                }
            }
        } catch (CutShortException e) {
            return Exploration.cutShort(last, e.getMessage());
        } catch (OutOfMemoryError e) {
            return Exploration.cutShort(last, Claim.CutShort.OUT_OF_MEMORY);
        }
    }

    private Exploration search(Folder folder, Model model, Budget budget) throws IOException {
        long memory = budget.maxBytes() > 0 ? budget.maxBytes() : Budget.roomForStates();
        try (DiskSearch search = new DiskSearch(folder, model, budget, Math.min(MOST_ROOM, memory / 3), interval)) {
            return search.run();
        }
    }

    /** What goes wrong here goes wrong each time: whoever tries something else then may do so in this folder. */
    private static boolean extend(Folder folder, int pass, Set<Source.Unknown> unknown, Source source, Budget budget) throws IOException {
        try {
            return source.extend(unknown, budget);
        } catch (CutShortException e) {
            throw e;
        } catch (RuntimeException e) {
            if (pass == folder.passes.size() - 1) {
                folder.abandoned = true;
                folder.passed(pass, unknown);
            }
            throw e;
        }
    }
}
