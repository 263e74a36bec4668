package org.sockrace.report;

import java.util.Set;
import java.util.TreeSet;
import org.sockrace.check.Proof;
import org.sockrace.check.Violation;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ThreadDecl;

/**
 * A scenario and what is known of it for any number of one of its threads.
 *
 * @param scenario the scenario
 * @param proof what is known
 * @param origin where the scenario comes from
 */
public record Proved(Scenario scenario, Proof proof, Origin origin) {

    /** Whether it is what the scenario expects. What is not proven is inconclusive, whatever is expected. */
    public Judgement judgement() {
        return switch (proof.verdict()) {
            case PROVEN -> scenario.expectation().properties().stream().noneMatch(proof.proven()::contains) ? Judgement.MET : Judgement.UNEXPECTED;
            case BREAKS -> scenario.expectation().properties().containsAll(broken()) ? Judgement.MET : Judgement.UNEXPECTED;
            case NOT_PROVEN -> Judgement.INCONCLUSIVE;
        };
    }

    /** What breaks. */
    public Set<Property> broken() {
        Set<Property> broken = new TreeSet<>();
        if (proof.breaks() != null) {
            proof.breaks().violations().forEach(v -> broken.add(v.property()));
        }
        return broken;
    }

    /** How many of the threads there are in the check that breaks. */
    public int breaksAt() {
        return proof.searched().size() + 1;
    }

    /** That check. */
    public Checked checked() {
        ThreadDecl many = scenario.threads().stream().filter(t -> t.name().equals(proof.thread())).findFirst().orElseThrow();
        Origin from = many.copies() == breaksAt() ? origin : origin.changed(many.name() + (breaksAt() == 1 ? ":" : " x" + breaksAt() + ":"));
        return new Checked(scenario.with(proof.thread(), breaksAt()).expecting(scenario.expectation()), proof.breaks(), from);
    }

    /** What is shown of it: the first thing that breaks, or null. */
    public Violation shown() {
        return proof.breaks() == null ? null : checked().violations().get(0);
    }
}
