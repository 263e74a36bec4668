package org.sockrace.machine.simulated;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.World;
import org.sockrace.explore.Findings;
import org.sockrace.explore.Monitor;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Run;

/** Everything that the plain interpreter can do with a world. */
final class EveryRun {

    private final World world;
    private final Findings findings;
    private final Set<Run> seen = new HashSet<>();
    private final Deque<Run> open = new ArrayDeque<>();

    private EveryRun(World world) {
        this.world = world;
        this.findings = new Findings(world);
    }

    static Oracle.Answer of(World world) {
        return new EveryRun(world).search();
    }

    private Oracle.Answer search() {
        findings.starts();
        visit(new Run(world));
        while (!open.isEmpty()) {
            expand(open.pop());
        }
        Set<String> endings = new TreeSet<>();
        findings.endings().keySet().forEach(ending -> endings.add(OracleTest.ending(world, ending)));
        return new Oracle.Answer(new TreeSet<>(findings.byProperty().keySet()), new TreeSet<>(findings.stops()), endings, seen.size(),
                findings.unknown().isEmpty());
    }

    private void visit(Run run) {
        if (seen.add(run)) {
            open.push(run);
        }
    }

    private void expand(Run run) {
        Monitor.all().forEach(m -> m.state(run, findings));
        boolean moved = false;
        for (int t = 0; t < run.threads(); t++) {
            int choices = run.node(t).op().kind() == OpKind.CHOICE ? run.node(t).op().a() : 1;
            for (int choice = 0; choice < choices; choice++) {
                moved |= step(run, t, choice);
            }
        }
        if (!moved) {
            findings.rest(run);
        }
    }

    private boolean step(Run run, int thread, int choice) {
        Run next = run.copy();
        Run.Step step = next.step(thread, choice);
        if (step.result() instanceof Result.Broken broken) {
            findings.stopped(broken.property(), run.role(thread), run.number(thread));
        } else if (step.result() instanceof Result.Unknown) {
            findings.unknown(run.role(thread), run.number(thread), run.observes(thread));
        } else if (step.result() instanceof Result.Observed) {
            Monitor.all().forEach(m -> m.step(run, thread, step.edge(), findings));
            findings.heard(run.role(thread), run.number(thread), step.edge().notes());
            visit(next);
        }
        return !step.result().stays();
    }
}
