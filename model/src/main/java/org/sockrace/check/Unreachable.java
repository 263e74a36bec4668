package org.sockrace.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.explain.GotoMap;

/** The goto labels and edges that nothing can reach, with the reason for each, from a resource that is written by hand. */
public final class Unreachable {

    private static final String RESOURCE = "/coverage/unreachable.txt";

    private Unreachable() { }

    /**
     * The reasons, by the name that a check report uses for the label or edge.
     *
     * @throws IllegalStateException if an entry names nothing in the sources
     */
    public static Map<String, String> explained(GotoMap map) {
        Map<String, String> reasons = new LinkedHashMap<>();
        read(RESOURCE).forEach((name, why) -> reasons.put(resolve(map, name), why));
        return reasons;
    }

    /** What such a resource says, by name: a line for each, {@code NAME | REASON}, or a comment that begins with #. */
    public static Map<String, String> read(String resource) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : lines(resource)) {
            int bar = line.lastIndexOf(" | ");
            if (bar > 0 && !line.startsWith("#")) {
                reasons.put(line.substring(0, bar), line.substring(bar + 3));
            }
        }
        return reasons;
    }

    private static String resolve(GotoMap map, String name) {
        if (map.labels().contains(name)) {
            return name;
        }
        for (GotoMap.Goto edge : map.gotos()) {
            for (String outcome : List.of("taken", "not taken")) {
                String text = edge.file() + ": " + edge.text() + ": " + outcome;
                if (name.equals(text) || name.equals(edge.function() + " " + text)) {
                    return edge.function() + " " + edge.file() + ":" + edge.line() + " " + outcome;
                }
            }
        }
        throw new IllegalStateException("coverage/unreachable.txt names what is not in the sources: " + name);
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Unreachable.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(resource + " cannot be read", e);
        }
    }
}
