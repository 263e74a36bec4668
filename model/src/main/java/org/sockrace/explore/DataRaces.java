package org.sockrace.explore;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sockrace.automata.Node;
import org.sockrace.automata.Operation;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.semantics.Run;

/**
 * No two threads are about to access the same cell, one of them to write it, at least one of them without marking. In a sequentially consistent exploration a
 * program has a data race exactly if such a state can be reached (Boehm, Adve: Foundations of the C++ concurrency memory model, 2008). Whoever is about to
 * access memory that is gone uses it after free, which is another property.
 *
 * @param exemptions races of the real kernel that do no harm
 */
public record DataRaces(List<Exemption> exemptions) implements Monitor {

    /** Copies the exemptions. */
    public DataRaces {
        exemptions = List.copyOf(exemptions);
    }

    @Override
    public Property property() {
        return Property.NO_DATA_RACE;
    }

    @Override
    public Set<Observable> observes() {
        return EnumSet.of(Observable.PLAIN_ACCESSES);
    }

    /** The exemption that covers one of two accesses that race, or null: as with {@code data_race()}, races with such an access do no harm. */
    public Exemption exemption(Node one, Node other) {
        return exemptions.stream().filter(e -> e.covers(one) || e.covers(other)).findFirst().orElse(null);
    }

    /** What a finding says of the other access. */
    public static String detail(Node other) {
        return "with " + other.at().top();
    }

    @Override
    public void state(Run run, Findings findings) {
        for (int t = 0; t < run.threads(); t++) {
            for (int u = 0; u < run.threads(); u++) {
                if (t != u && races(run, t, u)) {
                    Exemption exemption = exemption(run.node(t), run.node(u));
                    if (exemption == null) {
                        findings.noted(property(), run.role(t), run.number(t), detail(run.node(u)));
                    } else {
                        findings.exempted(exemption);
                    }
                }
            }
        }
    }

    private static boolean races(Run run, int t, int u) {
        Operation mine = run.node(t).op();
        Operation other = run.node(u).op();
        return mine.cell() != null && mine.order() == Order.PLAIN && mine.cell() == other.cell() && !run.ownCopy(mine.cell())
                && (mine.kind().writes() || other.kind().writes()) && !run.state().gone(mine.cell().region, t);
    }
}
