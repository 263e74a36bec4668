package org.sockrace.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.anynumber.ViewAbstraction;
import org.sockrace.anynumber.Views;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;
import org.sockrace.explain.Operations;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Progress;
import org.sockrace.explore.Source;
import org.sockrace.kernel.Counted;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.SplitException;
import org.sockrace.scenario.Scenario;

/**
 * Proves scenarios for any number of one of their threads. N up to k are searched; for more, views of k threads are computed ({@link ViewAbstraction}). If they
 * show something broken that no search finds, k is raised.
 */
public final class Prover {

    /** Views of more threads are too many. */
    public static final int MOST_VIEWS = 4;
    /** References that belong to no thread: of a module to itself, and the one that it has while its init runs. */
    private static final Set<String> NOBODYS = Set.of(Counted.BASE, Counted.INIT);

    private final AnyNumber many;
    private final String name;
    private final int most;
    private final CheckOptions options;
    private final Progress progress;
    private final long start = System.nanoTime();
    private final List<Long> searched = new ArrayList<>();
    private final Map<Property, String> searchedOnly = new EnumMap<>(Property.class);
    private Views views;
    private AnyOutcomes results;

    private Prover(Scenario scenario, String thread, int most, CheckOptions options, Progress progress) {
        this.many = new AnyNumber(scenario, thread);
        this.name = scenario.name();
        this.most = most;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Proves the scenario for any number of that thread, or says what breaks, or why neither.
     *
     * @param most how many threads views may have, 1 to {@link #MOST_VIEWS}
     * @param options how to search N up to k, and when to give up: the limits are for each search, the time for all together
     * @throws IllegalArgumentException if there is no such thread; the message is for users
     * @throws org.sockrace.machine.simulated.SetupException if the set-up fails
     * @throws org.sockrace.explore.ModelTooLargeException if it cannot be explored at all
     */
    public static Proof prove(Scenario scenario, String thread, int most, CheckOptions options, Progress progress) {
        return new Prover(scenario, thread, most, options, progress).prove();
    }

    private Proof prove() {
        String obstacle = many.obstacle();
        if (!obstacle.isEmpty()) {
            return unproven(obstacle);
        }
        try {
            Proof end = search(1);
            String why = "";
            for (int k = 1; end == null && k <= most; k++) {
                String before = why;
                end = step(k);
                why = end == null ? said(k) : "";
                if (!why.isEmpty() && why.equals(before)) {
                    break;
                }
            }
            return end != null ? end : unproven(why);
        } catch (SplitException e) {
            return unproven("other threads reach memory that one " + many.thread() + " has allocated, so they are not all alike");
        } catch (Shape.ShortageException e) {
            return unproven("threads make works or timers as they go, so that there is no bound to how many run by themselves");
        } catch (OutOfMemoryError e) {
            return unproven("out of memory (java -Xmx gives more)");
        }
    }

    private static String threads(int k) {
        return k + (k == 1 ? " thread" : " threads");
    }

    /** What is known after views of k threads; null if those of more could say more. */
    private Proof step(int k) {
        views = new ViewAbstraction(many.role(), k, NOBODYS).explore(source(), KnownRaces.MONITORS, many.provable(), budget());
        if (shownBroken() != null) {
            return searched(k + 1);
        }
        if (!views.claim().complete()) {
            boolean maybe = !views.obstacle().isEmpty() || Set.of(Claim.CutShort.ENDLESS, ViewAbstraction.UNFORESEEN).contains(views.claim().text());
            return maybe ? null : unproven(said(k));
        }
        Set<Property> stops = EnumSet.noneOf(Property.class);
        stops.addAll(views.findings().stops());
        stops.remove(Property.NO_DEADLOCK);
        if (!stops.isEmpty()) {
            return unproven("executions ended at a violation that is not checked: " + AnyNumber.ids(stops));
        }
        Proof end = searched(k);
        if (end != null) {
            return end;
        }
        searchedOnly.clear();
        searchedOnly.putAll(searchedOnly());
        if (many.proven(searchedOnly.keySet()).isEmpty()) {
            return unproven(String.join("; ", searchedOnly.values()));
        }
        end = searchedOnly.isEmpty() ? null : search(searched.size() + 1);
        if (end != null && end.verdict() == Proof.Verdict.BREAKS) {
            return end;
        }
        results = results();
        return results == null || results.forbidden().isEmpty() ? proof(Proof.Verdict.PROVEN, null, "")
                : unproven("views of " + threads(k) + " show a forbidden outcome: " + results.text(results.forbidden()));
    }

    /** What the last views say, if they prove nothing. */
    private String said(int k) {
        return shownBroken() != null ? "views of " + threads(k) + " show something broken that no search of N = 1 to " + (k + 1) + " finds"
                : !views.obstacle().isEmpty() ? views.obstacle() : "views of " + threads(k) + ": " + views.claim().text();
    }

    private Views.Broken shownBroken() {
        return views.broken().stream().filter(b -> many.provable().contains(b.finding().property())).findFirst().orElse(null);
    }

    /** What is known when so many threads, and all smaller numbers, are searched; null if nothing is but that they break nothing. */
    private Proof searched(int n) {
        Proof end = null;
        while (end == null && searched.size() < n) {
            end = search(searched.size() + 1);
        }
        return end;
    }

    /** What is known after N threads were searched; null if nothing is but that they break nothing. */
    private Proof search(int n) {
        CheckReport report = Checker.check(many.with(n), options.withLimits(options.maxStates(), options.maxMemory(), secondsLeft()), progress);
        if (report.verdict() == Verdict.BREAKS) {
            return proof(Proof.Verdict.BREAKS, report, "");
        }
        if (report.verdict() == Verdict.BOUNDED) {
            return unproven("the search of N = " + n + " is not complete: " + report.limit());
        }
        searched.add(report.states());
        return null;
    }

    /** Automata with room for more threads than are ever looked at together. Each k begins anew: what fewer threads seem to do, more may not. */
    private Source source() {
        return SceneBuilder.build(many.with(ViewAbstraction.THREADS)).source();
    }

    private double secondsLeft() {
        return options.maxSeconds() == 0 ? 0 : Math.max(0.001, options.maxSeconds() - seconds());
    }

    private double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    private Budget budget() {
        return options.budget(start, progress);
    }

    // ---- what is said ----------------------------------------------------------------------------------------------------

    private Proof unproven(String why) {
        return proof(Proof.Verdict.NOT_PROVEN, null, why);
    }

    private Proof proof(Proof.Verdict verdict, CheckReport breaks, String why) {
        boolean proven = verdict == Proof.Verdict.PROVEN;
        Set<Property> holds = proven ? many.proven(searchedOnly.keySet()) : Set.of();
        List<String> rest = proven ? List.copyOf(searchedOnly.values()) : List.of();
        return new Proof(name, many.thread(), verdict, holds, rest, many.hasOutcomes(), results,
                views == null ? 0 : views.k(),
                views == null ? 0 : views.views(), views == null ? 0 : views.configurations(), searched, breaks, why,
                verdict == Proof.Verdict.NOT_PROVEN ? spurious() : List.of(), seconds());
    }

    /** What views do not show, and why. */
    private Map<Property, String> searchedOnly() {
        Map<Property, String> open = new EnumMap<>(Property.class);
        if (many.checks(Property.NO_DEADLOCK) && views.waiting() != null) {
            open.put(Property.NO_DEADLOCK, Property.NO_DEADLOCK.id() + " (" + waiting(views.waiting()) + ")");
        }
        String left = many.checks(Property.REFCOUNT_BALANCE) ? new ManyAtRest(views, many).problem() : null;
        if (left != null) {
            open.put(Property.REFCOUNT_BALANCE, Property.REFCOUNT_BALANCE.id() + " at rest (" + left + ")");
        }
        return open;
    }

    private String waiting(Views.Waiting who) {
        Node node = views.world().node(who.role(), who.node());
        String where = node.at().top() == null ? "" : " in " + node.at().top();
        return views.world().automata().get(who.role()).role().name() + " may wait for others who wait" + where + ": " + Operations.describe(node.op());
    }

    /** What may come out, of views with as many threads as those that prove the rest; null if there is no time for it, or nothing is said of it. */
    private AnyOutcomes results() {
        return many.outcomesOfOne().map(table -> AnyOutcomes.of(many, table, new ViewAbstraction(many.role(), views.k(), NOBODYS), budget())).orElse(null);
    }

    /** The first thing that views show broken, and where the threads stand. */
    private List<String> spurious() {
        List<String> lines = new ArrayList<>();
        if (views == null || views.findings() == null) {
            return lines;
        }
        World world = views.world();
        Views.Broken broken = shownBroken();
        if (broken == null) {
            return lines;
        }
        lines.add(broken.finding().property().id() + ": " + Judge.message(world, broken.finding()));
        int[] roles = world.roles();
        for (int t = 0; t < broken.nodes().size(); t++) {
            Node node = world.node(roles[t], broken.nodes().get(t));
            lines.add(world.threadName(t) + " at " + (node.at().top() == null ? "" : node.at().top() + ": ") + Operations.describe(node.op()));
        }
        return lines;
    }
}
