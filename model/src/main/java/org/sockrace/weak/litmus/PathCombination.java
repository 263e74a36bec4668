package org.sockrace.weak.litmus;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.sockrace.weak.graph.Event;
import org.sockrace.weak.graph.Event.Kind;
import org.sockrace.weak.graph.Relation;
import org.sockrace.weak.graph.Skeleton;
import org.sockrace.weak.litmus.ThreadPath.Step;

/** One path of each thread, side by side. The first value of each shared variable has the number of the variable; then come the threads' events. */
final class PathCombination {

    private final LitmusTest test;
    private final List<ThreadPath> paths;
    private final int[] base;
    private final List<Step> steps = new ArrayList<>();
    private final int[] baseOf;
    private final int variables;
    private Skeleton skeleton;

    PathCombination(LitmusTest test, List<ThreadPath> paths) {
        this.test = test;
        this.paths = List.copyOf(paths);
        base = new int[paths.size()];
        variables = test.locations().size();
        int size = variables;
        for (int t = 0; t < base.length; t++) {
            base[t] = size;
            steps.addAll(paths.get(t).steps());
            size += paths.get(t).steps().size();
        }
        baseOf = new int[size];
        for (int e = variables(); e < size; e++) {
            baseOf[e] = base[step(e).event().thread()];
        }
    }

    int size() {
        return baseOf.length;
    }

    int variables() {
        return variables;
    }

    LitmusTest test() {
        return test;
    }

    /** The step of a thread. */
    Step step(int event) {
        return steps.get(event - variables());
    }

    List<ThreadPath> paths() {
        return paths;
    }

    /** The number of the first event of the thread. */
    int base(int thread) {
        return base[thread];
    }

    /** The number of the first event of the event's thread. */
    int baseOf(int event) {
        return baseOf[event];
    }

    boolean initial(int event) {
        return event < variables();
    }

    Kind kind(int event) {
        return initial(event) ? Kind.WRITE : step(event).event().kind();
    }

    /** Whether the first comes before the second in program order. */
    boolean before(int first, int second) {
        return !initial(first) && first < second && baseOf[first] == baseOf[second];
    }

    /** The write of the atomic operation whose read that is; -1 if there is none. */
    int rmwWrite(int read) {
        int next = read + 1;
        return next < size() && step(next).rmwRead() + baseOf[next] == read && step(next).rmwRead() != ThreadPath.NONE ? next : -1;
    }

    /** The skeleton, made when it is first asked for. */
    Skeleton skeleton() {
        if (skeleton == null) {
            skeleton = make();
        }
        return skeleton;
    }

    private Skeleton make() {
        List<Event> events = new ArrayList<>();
        for (int v = 0; v < variables(); v++) {
            events.add(LitmusProgram.first(test, v));
        }
        Relation po = new Relation(size());
        Relation addr = new Relation(size());
        Relation data = new Relation(size());
        Relation ctrl = new Relation(size());
        Relation rmw = new Relation(size());
        for (int e = variables(); e < size(); e++) {
            Step step = step(e);
            events.add(step.event());
            for (int earlier = baseOf[e]; earlier < e; earlier++) {
                po.add(earlier, e);
            }
            depend(addr, step.addr(), e);
            depend(data, step.data(), e);
            depend(ctrl, step.ctrl(), e);
            if (step.rmwRead() != ThreadPath.NONE) {
                rmw.add(baseOf[e] + step.rmwRead(), e);
            }
        }
        return new Skeleton(events, po, new Skeleton.Dependencies(addr, data, ctrl), rmw);
    }

    private void depend(Relation dependency, BitSet reads, int event) {
        reads.stream().forEach(read -> dependency.add(baseOf[event] + read, event));
    }
}
