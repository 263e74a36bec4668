package org.sockrace.anynumber;

import java.util.List;
import java.util.Set;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;

/** Views in words: those that are computed, and those that so many threads really have. */
public final class Concrete {

    private Concrete() { }

    /** Every configuration of n threads of the role, each as its views of k of them, in words. */
    static Set<String> views(World world, int role, int n, int k, Set<String> nobodys, boolean contract, List<Monitor> monitors) {
        return views(new ViewAbstraction(role, n, nobodys, contract, Set.of(Guard.ROOM_FOR_ANOTHER)), k, Source.of(world), monitors, Budget.NONE);
    }

    /** The same; configurations of all threads are their own views. Null if the budget was used up. */
    public static Set<String> views(Source source, int role, int n, int k, Set<String> nobodys, List<Monitor> monitors, Budget budget) {
        return views(new ViewAbstraction(role, n, nobodys, true, Set.of(Guard.ROOM_FOR_ANOTHER)), k, source, monitors, budget);
    }

    /** The views of k threads of any number. Null if they are not complete. */
    public static Set<String> computed(Source source, int role, int k, Set<String> nobodys, List<Monitor> monitors, Budget budget) {
        return views(new ViewAbstraction(role, k, nobodys), k, source, monitors, budget);
    }

    private static Set<String> views(ViewAbstraction abstraction, int k, Source source, List<Monitor> monitors, Budget budget) {
        ViewAbstraction.Explored found = abstraction.explored(source, monitors, Set.of(), budget);
        return found.views().claim().complete() ? found.pass().inWords(k) : null;
    }
}
