package org.sockrace.odds;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * What rows of a table may be for. Immutable.
 *
 * @param functions the functions that there are
 * @param nearest of several words the one that was probably meant, if any was
 */
public record Vocabulary(Set<String> functions, BiFunction<String, Collection<String>, Optional<String>> nearest) {

    /** Copies the functions. */
    public Vocabulary {
        functions = Set.copyOf(functions);
    }

    /** What is wrong with the name of a row, in one line; null if nothing is. */
    public String problem(String operation) {
        int slash = operation.indexOf('/');
        String first = slash < 0 ? operation : operation.substring(0, slash);
        List<String> classes = OperationClass.ids();
        if (slash < 0 && (operation.equals(TimeTable.OTHER) || classes.contains(operation))) {
            return null;
        }
        if (!functions.contains(first)) {
            List<String> all = new ArrayList<>(functions);
            all.sort(null);
            all.addAll(slash < 0 ? classes : List.of());
            return unknown(first, all, ": it is neither a function of the modelled kernel nor one of " + String.join(", ", classes));
        }
        String second = slash < 0 ? classes.get(0) : operation.substring(slash + 1);
        int bracket = second.indexOf('(');
        String of = bracket < 0 ? second : second.substring(0, bracket);
        return classes.contains(of) && (bracket < 0 || second.endsWith(")")) ? null
                : unknown(second, classes, ": what " + first + " does is one of " + String.join(", ", classes));
    }

    private String unknown(String word, Collection<String> all, String otherwise) {
        return "unknown operation '" + word + "'" + nearest.apply(word, all).map(w -> "; did you mean '" + w + "'?").orElse(otherwise);
    }
}
