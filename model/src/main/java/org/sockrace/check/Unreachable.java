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

    private Unreachable() { }

    /**
     * The reasons, by the name that a check report uses for the label or edge.
     *
     * @throws IllegalStateException if an entry names nothing in the sources
     */
    public static Map<String, String> explained(GotoMap map) {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (String line : lines()) {
            int bar = line.indexOf(" | ");
            if (bar > 0 && !line.startsWith("#")) {
                reasons.put(resolve(map, line.substring(0, bar)), line.substring(bar + 3));
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

    private static List<String> lines() {
        try (InputStream in = Unreachable.class.getResourceAsStream("/coverage/unreachable.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException("coverage/unreachable.txt cannot be read", e);
        }
    }
}
