package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockrace.kernel.KernelVersion;

/** Which MODEL: mark in the modelled kernel explains which difference: the resource {@code marks.txt}. */
public final class Marks {

    /**
     * An explanation.
     *
     * @param function the function
     * @param versions the first and the last version in which it explains that, or one, or none for all
     * @param difference the difference, as it is reported
     * @param words words of the mark
     */
    private record Mark(String function, List<KernelVersion> versions, String difference, String words) {

        boolean of(KernelVersion version) {
            return versions.isEmpty() || version.compareTo(versions.get(0)) >= 0 && version.compareTo(versions.get(versions.size() - 1)) <= 0;
        }

        @Override
        public String toString() {
            return function + (versions.isEmpty() ? "" : " " + versions.stream().map(KernelVersion::text).collect(Collectors.joining("-"))) + " | "
                    + difference + " | " + words;
        }
    }

    private final List<Mark> marks = new ArrayList<>();
    private final Map<String, Set<KernelVersion>> used = new TreeMap<>();

    private Marks() { }

    /** Those that are bundled. */
    public static Marks bundled() {
        Marks all = new Marks();
        for (String line : RuleFile.text("marks.txt").lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList()) {
            String[] parts = line.split(" \\| ", 3);
            if (parts.length != 3) {
                throw new IllegalStateException("marks.txt: " + line);
            }
            String[] where = parts[0].strip().split(" ", 2);
            List<KernelVersion> versions = where.length == 1 ? List.of() : Stream.of(where[1].split("-", 2))
                    .map(v -> KernelVersion.named(v).orElseThrow(() -> new IllegalStateException("marks.txt: " + line))).toList();
            all.marks.add(new Mark(where[0], versions, parts[1].strip(), parts[2].strip()));
        }
        return all;
    }

    /** The mark among {@code present} that explains the difference; null if none does. */
    String explains(String function, String difference, List<String> present, KernelVersion version) {
        for (Mark mark : marks) {
            if (mark.function().equals(function) && mark.difference().equals(difference) && mark.of(version)) {
                String text = present.stream().filter(p -> p.contains(mark.words())).findFirst().orElse(null);
                if (text != null) {
                    used.computeIfAbsent(mark.toString(), m -> new TreeSet<>()).add(version);
                    return text;
                }
            }
        }
        return null;
    }

    /** The lines that have explained nothing so far, or not in all versions between the first and the last one that they are for. */
    public List<String> stale() {
        return marks.stream().filter(m -> {
            Set<KernelVersion> in = used.getOrDefault(m.toString(), Set.of());
            return in.isEmpty() || !in.containsAll(m.versions().isEmpty() ? List.of(KernelVersion.values()) : m.versions());
        }).map(Mark::toString).toList();
    }
}
