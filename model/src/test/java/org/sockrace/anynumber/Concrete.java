package org.sockrace.anynumber;

import java.util.List;
import java.util.Set;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;

/** What so many threads really do: configurations of them all, which are then their own views. */
final class Concrete {

    private Concrete() { }

    /** Every configuration of n threads of the role, each as its views of k of them, in words. */
    static Set<String> views(World world, int role, int n, int k, Set<String> nobodys, boolean contract, List<Monitor> monitors) {
        ViewAbstraction exact = new ViewAbstraction(role, n, nobodys, contract, Set.of(Guard.ROOM_FOR_ANOTHER));
        ViewAbstraction.Explored found = exact.explored(Source.of(world), monitors, Set.of(), Budget.NONE);
        if (!found.views().claim().complete() || !found.views().findings().unknown().isEmpty()) {
            throw new IllegalStateException("not everything was explored: " + found.views().claim().text());
        }
        return found.pass().inWords(k);
    }
}
