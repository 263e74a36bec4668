package org.sockrace.weak.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.weak.graph.Relation;

/** A sequence of relations, such as {@code prop ; strong-fence ; hb*}, in which the pairs are found that lead from one event to another. */
final class Sequence {

    private record Step(String name, Relation pairs, boolean mayBeMissing, boolean mayRepeat) { }

    /** Where a search is: before a step of the sequence, at an event. */
    private record Place(int step, int event) { }

    private record Move(Place from, Link link) { }

    private final List<Step> steps = new ArrayList<>();

    /** Goes on with the relation. */
    Sequence then(String name, Relation pairs) {
        steps.add(new Step(name, pairs, false, false));
        return this;
    }

    /** Goes on with the relation, or does not. */
    Sequence optionally(String name, Relation pairs) {
        steps.add(new Step(name, pairs, true, false));
        return this;
    }

    /** Goes on with the relation any number of times. */
    Sequence repeatedly(String name, Relation pairs) {
        steps.add(new Step(name, pairs, true, true));
        return this;
    }

    /** The fewest pairs that lead from one event to the other; null if none do. */
    List<Link> links(int from, int to) {
        Place start = new Place(0, from);
        Place goal = new Place(steps.size(), to);
        Map<Place, Move> reached = new HashMap<>();
        reached.put(start, new Move(null, null));
        Deque<Place> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty() && !reached.containsKey(goal)) {
            Place at = open.removeFirst();
            if (at.step < steps.size()) {
                move(at, reached, open);
            }
        }
        if (!reached.containsKey(goal)) {
            return null;
        }
        List<Link> links = new ArrayList<>();
        for (Move move = reached.get(goal); move.from != null; move = reached.get(move.from)) {
            if (move.link != null) {
                links.add(move.link);
            }
        }
        Collections.reverse(links);
        return links;
    }

    private void move(Place at, Map<Place, Move> reached, Deque<Place> open) {
        Step step = steps.get(at.step);
        Place skipped = new Place(at.step + 1, at.event);
        if (step.mayBeMissing && reached.putIfAbsent(skipped, new Move(at, null)) == null) {
            open.addFirst(skipped);
        }
        for (int next = 0; next < step.pairs.size(); next++) {
            Place place = new Place(step.mayRepeat ? at.step : at.step + 1, next);
            if (step.pairs.has(at.event, next) && reached.putIfAbsent(place, new Move(at, Link.of(at.event, next, step.name))) == null) {
                open.addLast(place);
            }
        }
    }
}
