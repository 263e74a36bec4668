package org.sockrace.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Gives each value a number, so that what is said often is written once. */
final class Interned<T> {

    private final Map<T, Integer> numbers = new LinkedHashMap<>();

    /** The number of that value, from 0. */
    int number(T value) {
        Integer known = numbers.get(value);
        if (known != null) {
            return known;
        }
        int number = numbers.size();
        numbers.put(value, number);
        return number;
    }

    /** Writes all values, in the order of their numbers. */
    void write(ArrayNode to, BiConsumer<ArrayNode, T> one) {
        numbers.keySet().forEach(value -> one.accept(to, value));
    }

    Iterable<T> values() {
        return numbers.keySet();
    }
}
