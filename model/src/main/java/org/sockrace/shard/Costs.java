package org.sockrace.shard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How long scenarios took once, in milliseconds: what their parts are cut by. Only the ratios matter.
 *
 * @param known those that are known, by the name, file or program that says which scenario it is
 */
public record Costs(Map<String, Long> known) {

    private static final String RECORDED = "/scenarios/costs.txt";

    /** Copies the map. */
    public Costs {
        known = Map.copyOf(known);
    }

    /** Those of the catalogue, as they were recorded for {@code check}, or for {@code prove}. */
    public static Costs recorded(boolean prove) {
        Map<String, Long> known = new HashMap<>();
        try (InputStream in = Costs.class.getResourceAsStream(RECORDED)) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(l -> !l.isEmpty() && !l.startsWith("#")).map(l -> l.split(" +"))
                    .forEach(words -> known.put(words[0], Long.valueOf(words[prove ? 2 : 1])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Costs(known);
    }

    /**
     * Those that a JSON document of {@code check} or {@code prove} tells of.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it tells of none, saying so for users
     */
    public static Costs of(Path document) throws IOException {
        Map<String, Long> known = new HashMap<>();
        for (JsonNode scenario : new ObjectMapper().readTree(Files.newInputStream(document)).path("scenarios")) {
            if (scenario.path("seconds").isNumber()) {
                known.put(key(scenario.path("name").asText(), scenario.path("file").asText(null), scenario.path("program").asText(null)),
                        Math.round(scenario.get("seconds").asDouble() * 1000));
            }
        }
        if (known.isEmpty()) {
            throw new IllegalArgumentException("it does not say how long a scenario took: it must be a document of check or prove, made without --no-times");
        }
        return new Costs(known);
    }

    /** By what a scenario is known: its file or program if it has one, else its name. */
    public static String key(String name, String file, String program) {
        return file != null ? file : program != null ? program : name;
    }

    /** What that scenario costs; of one that is not known, what they cost on an average. */
    public long of(String key) {
        Long cost = known.get(key);
        return cost != null ? cost : Math.round(known.values().stream().mapToLong(c -> c).average().orElse(1));
    }
}
