package org.sockrace.anynumber;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sockrace.automata.World;
import org.sockrace.explore.Claim;
import org.sockrace.explore.Ending;
import org.sockrace.explore.Finding;
import org.sockrace.explore.Findings;

/**
 * What the views of many identical threads show. If the claim is complete, whatever more than k of the threads can break is among what is broken here; the
 * other way round is not said: views may show what cannot be.
 *
 * @param world the automata that were explored in the end, with k + 1 of the threads; null if there was no time to build any
 * @param k how many of the threads a view has
 * @param claim how much of all executions of more than k threads was covered
 * @param obstacle why views say nothing of these threads, in one line; empty if they do
 * @param findings what was found; null without a world
 * @param broken what is broken, and where
 * @param views how many views there are
 * @param configurations how many configurations of k + 1 of the threads were looked at
 * @param shared how many different shared parts they have
 * @param ends where one of the threads may stand when it and all others have ended: the nodes of the others in their order, then of the one, and what all
 *     share; complete if the claim is, of more than k of the threads
 * @param waiting somebody who may wait for ever; null if nobody does, of more than k of the threads, and if the claim is not complete
 */
public record Views(World world, int k, Claim claim, String obstacle, Findings findings, List<Broken> broken, int views, long configurations, int shared,
                    Set<Ending> ends, Waiting waiting) {

    /** A thread of that role that stands at that node. */
    public record Waiting(int role, int node) { }

    /**
     * Something that is broken.
     *
     * @param finding what
     * @param nodes where each thread of the configuration stood that shows it, as automaton nodes
     */
    public record Broken(Finding finding, List<Integer> nodes) { }

    /** Copies the list. */
    public Views {
        broken = List.copyOf(broken);
        ends = Collections.unmodifiableSet(new LinkedHashSet<>(ends));
    }
}
