package org.sockrace.odds.simulation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.odds.Duration;
import org.sockrace.odds.Pace;

/** What the simulation asks of operations, by role and node. */
final class Operations {

    private final Sampler[][] sampler;
    private final boolean[][] ends;
    private final boolean[][] mayWait;
    private final boolean[][] sleeps;
    private final boolean[][] preemptible;
    private final boolean[][] window;
    private final OpKind[][] kind;

    Operations(World world, Pace pace) {
        this(world, pace, Set.of());
    }

    /** Those of one role take so many times as long. */
    Operations(World world, Pace pace, int role, double slower) {
        this(world, pace, Set.of());
        for (int n = 0; n < sampler[role].length; n++) {
            Duration duration = pace.duration(role, n);
            sampler[role][n] = new Sampler(duration.scaledTo(duration.mean() * slower));
        }
    }

    /** Those of which some are to be looked at, by name. */
    Operations(World world, Pace pace, Set<String> watched) {
        int roles = world.automata().size();
        Sampler[] byKind = pace.kinds().stream().map(k -> new Sampler(k.duration())).toArray(Sampler[]::new);
        sampler = new Sampler[roles][];
        ends = new boolean[roles][];
        mayWait = new boolean[roles][];
        sleeps = new boolean[roles][];
        preemptible = new boolean[roles][];
        window = new boolean[roles][];
        kind = new OpKind[roles][];
        for (int r = 0; r < roles; r++) {
            List<Node> nodes = world.automata().get(r).nodes();
            int role = r;
            sampler[r] = new Sampler[nodes.size()];
            Arrays.setAll(sampler[r], n -> byKind[pace.kind(role, n)]);
            ends[r] = flags(nodes, n -> n.op().kind() == OpKind.DONE);
            mayWait[r] = flags(nodes, n -> n.op().kind().is(OpKind.Trait.BLOCKS));
            sleeps[r] = flags(nodes, n -> n.op().kind().is(OpKind.Trait.SLEEPS));
            preemptible[r] = flags(nodes, n -> !n.schedReader() && !n.op().kind().is(OpKind.Trait.SLEEPS));
            window[r] = new boolean[nodes.size()];
            for (int n = 0; n < nodes.size(); n++) {
                window[r][n] = watched.contains(pace.kinds().get(pace.kind(r, n)).name());
            }
            kind[r] = nodes.stream().map(n -> n.op().kind()).toArray(OpKind[]::new);
        }
    }

    private static boolean[] flags(List<Node> nodes, Predicate<Node> is) {
        boolean[] flags = new boolean[nodes.size()];
        for (int n = 0; n < flags.length; n++) {
            flags[n] = is.test(nodes.get(n));
        }
        return flags;
    }

    double sample(int role, int node, RandomGenerator dice) {
        return sampler[role][node].draw(dice);
    }

    /** What is left of that operation after so many seconds. */
    double rest(int role, int node, double age, RandomGenerator dice) {
        return sampler[role][node].rest(age, dice);
    }

    boolean ends(int role, int node) {
        return ends[role][node];
    }

    boolean mayWait(int role, int node) {
        return mayWait[role][node];
    }

    boolean sleeps(int role, int node) {
        return sleeps[role][node];
    }

    boolean isPreemptible(int role, int node) {
        return preemptible[role][node];
    }

    /** An operation is over, or broke something, after so many seconds. */
    void done(int role, int node, double took, Tally tally) {
        if (kind[role][node] == OpKind.LOCK) {
            tally.lock(took);
        } else if (kind[role][node] == OpKind.SYNC_END) {
            tally.gracePeriod(took);
        }
        if (window[role][node]) {
            tally.window(took);
        }
    }
}
