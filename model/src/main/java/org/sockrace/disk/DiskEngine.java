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
import org.sockrace.explore.Schedule;
import org.sockrace.explore.Source;
import org.sockrace.reduce.Reductions;
import org.sockrace.search.Course;
import org.sockrace.search.Goal;
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
            throw failed(e);
        }
    }

    /**
     * The shortest schedule that meets the goal, of those that this search follows; null if none does, or if nothing is known of it in the folder.
     *
     * @param world the automata that were searched last
     * @throws WorkException if the folder cannot be worked in
     * @throws CutShortException if the budget is used up before
     */
    public Schedule schedule(World world, List<Monitor> monitors, Goal goal, Budget budget) {
        Model model = new Model(world, reductions, monitors, budget);
        try (Folder folder = new Folder(work, options())) {
            if (!folder.isIn(model.print())) {
                return null;
            }
            long[] state = goal.property() == null ? null : DiskSearch.shown(folder).of(goal.property());
            if (state == null && goal.property() != null) {
                return null;
            }
            Course course = new Course(model, goal, state);
            try (WayThere way = new WayThere(folder, model, course, budget, most(model, budget))) {
                long[] path = way.find();
                return path == null ? null : course.schedule(path, monitors, budget);
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private WorkException failed(IOException e) {
        return new WorkException("cannot work in " + work.folder() + ": " + why(e)
                + "; what was searched is kept there: when that is mended, the same command goes on");
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
                        return Passes.judged(model, last, budget);
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

    /** Buffers have room for so many states. */
    private static int most(Model model, Budget budget) {
        long memory = budget.maxBytes() > 0 ? budget.maxBytes() : Budget.roomForStates();
        long room = Math.min(MOST_ROOM, memory / 3);
        return (int) Math.max(16, Math.min(Integer.MAX_VALUE / model.words() - 8L, room / Long.BYTES / model.words()));
    }

    private Exploration search(Folder folder, Model model, Budget budget) throws IOException {
        try (DiskSearch search = new DiskSearch(folder, model, budget, most(model, budget), interval)) {
            return search.run();
        }
    }

    /** What goes wrong here goes wrong each time: whoever tries something else then may do so in this folder. */
    private static boolean extend(Folder folder, int pass, Set<Source.Unknown> unknown, Source source, Budget budget) throws IOException {
        try {
            return source.extendRound(unknown, budget);
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
