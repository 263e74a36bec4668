package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which MODEL: mark in the modelled kernel explains which difference: the resource {@code marks.txt}. */
public final class Marks {

    /**
     * An explanation.
     *
     * @param function the function, or * for all
     * @param difference the difference, as it is reported
     * @param words words of the mark
     */
    private record Mark(String function, String difference, String words) {
        @Override
        public String toString() {
            return function + " | " + difference + " | " + words;
        }
    }

    private final List<Mark> marks = new ArrayList<>();
    private final Set<String> used = new TreeSet<>();

    private Marks() { }

    /** Those that are bundled. */
    public static Marks bundled() {
        Marks all = new Marks();
        for (String line : RuleFile.text("marks.txt").lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
            String[] parts = line.split(" \\| ", 3);
            if (parts.length != 3) {
                throw new IllegalStateException("marks.txt: " + line);
            }
            all.marks.add(new Mark(parts[0].strip(), parts[1].strip(), parts[2].strip()));
        }
        return all;
    }

    /** The mark among {@code present} that explains the difference; null if none does. */
    String explains(String function, String difference, List<String> present) {
        for (Mark mark : marks) {
            if (mark.function().equals(function) && mark.difference().equals(difference)) {
                String text = present.stream().filter(p -> p.contains(mark.words())).findFirst().orElse(null);
                if (text != null) {
                    used.add(mark.toString());
                    return text;
                }
            }
        }
        return null;
    }

    /** The lines that have explained nothing so far. */
    public List<String> stale() {
        return marks.stream().map(Mark::toString).filter(m -> !used.contains(m)).toList();
    }
}
