package org.sockrace.check;

import java.util.List;
import java.util.Set;
import org.sockrace.machine.Property;

/**
 * What is known of a scenario in which there may be any number of one of its threads.
 *
 * @param scenario the scenario's name
 * @param thread the thread of which there may be any number
 * @param verdict the verdict
 * @param proven what is proven for every number; empty unless the verdict is that
 * @param notProven what the scenario checks besides, that was searched for the numbers {@code searched} only, in words
 * @param outcomes whether the scenario says which outcomes there may be
 * @param results what one of the threads and the others may come to, for every number; null if that was not looked at
 * @param k how many of the threads the last views had; 0 if there were none
 * @param views how many of them there were
 * @param configurations how many configurations of k + 1 of the threads were looked at
 * @param searched how many states every search had that came to its end, for N = 1, 2 and so on
 * @param breaks the check that breaks, for one more than were searched; null unless the verdict is that
 * @param why why nothing is proven, in one line; empty unless the verdict is that
 * @param spurious where the threads stand that break something in the views, but in no search: what it is first, then a line for each; may be empty
 * @param seconds how long it took
 */
public record Proof(String scenario, String thread, Verdict verdict, Set<Property> proven, List<String> notProven, boolean outcomes,
                    AnyOutcomes results, int k, int views, long configurations, List<Long> searched, CheckReport breaks, String why,
                    List<String> spurious, double seconds) {

    /** Copies the collections. */
    public Proof {
        notProven = List.copyOf(notProven);
        searched = List.copyOf(searched);
        spurious = List.copyOf(spurious);
    }

    /** What is known. */
    public enum Verdict {
        /** Nothing of what is proven breaks, however many threads there are. */
        PROVEN,
        /** Something breaks. */
        BREAKS,
        /** Nothing is known to break, and that nothing does is not known either. */
        NOT_PROVEN;

        /** As users read it. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
