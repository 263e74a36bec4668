package org.sockrace.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** An argument in prose, and the steps that it rests on. */
final class Argument {

    private final List<String> sentences = new ArrayList<>();
    private final Set<Integer> cited = new TreeSet<>();

    /** Adds a sentence; without a full stop. */
    void say(String sentence) {
        sentences.add(sentence + ".");
    }

    /** {@code step 12}, and takes note of it. */
    String step(int number) {
        cited.add(number);
        return "step " + number;
    }

    /** {@code step 12} or {@code steps 12, 14 and 20}, and takes note of them. */
    String steps(Collection<Integer> numbers) {
        cited.addAll(numbers);
        List<String> texts = numbers.stream().map(String::valueOf).toList();
        if (texts.size() == 1) {
            return "step " + texts.get(0);
        }
        return "steps " + texts.stream().limit(texts.size() - 1L).collect(Collectors.joining(", ")) + " and " + texts.get(texts.size() - 1);
    }

    List<String> sentences() {
        return sentences;
    }

    /** The steps that it names, from 1. */
    Set<Integer> cited() {
        return cited;
    }
}
