package org.sockrace.mutate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.check.Unreachable;

/** The statements of which it is written down that nothing executes them, and why. Immutable. */
final class NeverExecuted {

    private static final String RESOURCE = "/coverage/statements.txt";
    private static final String ALL = ": *";

    private final Map<Integer, String> reasons = new HashMap<>();
    private final Map<String, List<Integer>> entries = new LinkedHashMap<>();
    private final List<Statement> statements;

    /**
     * Reads what is written down.
     *
     * @throws MutationException if a line names no statement
     */
    NeverExecuted(List<Statement> statements) {
        this.statements = statements;
        Unreachable.read(RESOURCE).forEach(this::add);
    }

    private void add(String name, String why) {
        List<Integer> meant = new ArrayList<>();
        for (int s = 0; s < statements.size(); s++) {
            Statement statement = statements.get(s);
            if (List.of(statement.name(), statement.file() + " " + statement.function() + ALL, statement.file() + ALL).contains(name)) {
                meant.add(s);
                reasons.put(s, why);
            }
        }
        if (meant.isEmpty()) {
            throw new MutationException("coverage/statements.txt names what is not in the sources: " + name);
        }
        entries.put(name, meant);
    }

    /** Why nothing executes the statement of that number, or null if nothing is written down. */
    String why(int statement) {
        return reasons.get(statement);
    }

    /** The entries of which a statement is executed. */
    List<String> wrong(BitSet executed) {
        return entries.entrySet().stream().filter(e -> e.getValue().stream().anyMatch(executed::get)).map(Map.Entry::getKey).toList();
    }
}
