package org.sockrace.mutate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Node;
import org.sockrace.automata.World;

/** What threads leave, as texts that are the same for the same things, in whatever order their maps are. */
public final class EndText {

    private EndText() { }

    /** Results, and which failures the thread has met. */
    static String results(Node.End end) {
        return new TreeMap<>(end.results()) + " " + new TreeSet<>(end.faults());
    }

    /** What it took and did not give back, or gave back and did not take, by what it is. */
    static Map<String, Integer> counted(Node.End end) {
        Map<String, Integer> counted = new TreeMap<>(end.ledger());
        end.books().forEach((line, n) -> counted.merge(line.toString(), n, Integer::sum));
        return counted;
    }

    /** All that is known of it: also what memory holds. */
    public static String whole(Node.End end) {
        return new TreeMap<>(end.results()) + " " + new TreeMap<>(end.ledger()) + " " + sorted(end.books()) + " " + sorted(end.values()) + " "
                + new TreeSet<>(end.faults());
    }

    /** What a cell holds: of pointers the name of what they point to, since its number is another one where something else was made before it. */
    static Object value(World world, Cell cell, int value) {
        return cell != null && cell.type == Cell.Type.POINTER && value > 0 && value < world.objects().size() ? world.objects().get(value).name() : value;
    }

    /** The entries, in the order of their texts. */
    public static List<String> sorted(Map<?, ?> entries) {
        return entries.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).sorted().toList();
    }
}
