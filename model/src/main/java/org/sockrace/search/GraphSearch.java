package org.sockrace.search;

import java.util.List;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Claim;
import org.sockrace.explore.CutShortException;
import org.sockrace.explore.Exploration;
import org.sockrace.reduce.Reductions;

/** Visits every reachable state, and keeps them with all moves between them. Has a state, unlike other engines: it is for one exploration. */
final class GraphSearch extends PackedEngine {

    private StateGraph graph;
    private StateFinder finder;

    GraphSearch() {
        super(new Reductions(true, false));
    }

    /** What the last pass has seen, and what finds its states; of use only if the claim is complete. */
    StateGraph graph() {
        return graph;
    }

    StateFinder finder() {
        return finder;
    }

    @Override
    boolean goesRound() {
        return false;
    }

    @Override
    Exploration pass(Model model, Budget budget) {
        GraphBuilder builder = new GraphBuilder(model);
        Claim claim = new Claim.Exhaustive();
        try {
            builder.build(budget);
            graph = builder.graph();
            finder = builder.finder();
        } catch (CutShortException e) {
            claim = new Claim.CutShort(e.getMessage());
        } catch (OutOfMemoryError e) {
            claim = new Claim.CutShort(Claim.CutShort.OUT_OF_MEMORY);
        }
        return new Exploration(model.world, claim, builder.findings(), Visits.of(model, List.<long[][]>of(builder.taken())), builder.states(),
                builder.transitions(), 0, builder.bytes());
    }
}
