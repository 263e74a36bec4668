package org.sockrace.report.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sockrace.format.Part;
import org.sockrace.shard.Costs;

/** The fields of the documents' own command, joined: what the whole run would have written. */
final class Details {

    private static final Set<String> COMMON = Set.of("schema", "command", "shard");

    private final List<PartDocument> parts;
    private final List<Integer> missing;
    private final Map<String, Integer> order = new HashMap<>();

    Details(List<PartDocument> parts, List<Integer> missing) {
        this.missing = missing;
        this.parts = parts;
        List<Part.Item> all = parts.get(0).part().all();
        for (int i = 0; i < all.size(); i++) {
            order.put(Costs.key(all.get(i).name(), all.get(i).file(), all.get(i).program()), i);
        }
    }

    /** The fields, in the order in which the documents have them. */
    ObjectNode joined() {
        ObjectNode joined = ((ObjectNode) parts.get(0).root()).objectNode();
        for (Map.Entry<String, JsonNode> field : parts.get(0).root().properties()) {
            if (!COMMON.contains(field.getKey())) {
                joined.set(field.getKey(), joined(field.getKey(), field.getValue()));
            }
        }
        return joined;
    }

    private JsonNode joined(String name, JsonNode first) {
        return switch (name) {
            case "scenarios" -> concatenated(name, !parts.get(0).root().has("failed"));
            case "failed" -> concatenated(name, true);
            case "mistakes" -> concatenated(name, false);
            case "labels" -> sums(name);
            case "uncovered" -> inAll(name);
            default -> first;
        };
    }

    /** If it is the field that has what was not done, what the missing parts should have done is there. */
    private ArrayNode concatenated(String name, boolean notDone) {
        List<JsonNode> all = new ArrayList<>();
        parts.forEach(part -> part.root().path(name).forEach(all::add));
        if (notDone) {
            parts.get(0).part().all().stream().filter(item -> missing.contains(item.part())).forEach(item -> all.add(notDone(name, item)));
        }
        all.sort(Comparator.comparing(this::place));
        return array(all);
    }

    private ObjectNode notDone(String name, Part.Item item) {
        ObjectNode entry = ((ObjectNode) parts.get(0).root()).objectNode();
        entry.put("name", item.name()).put("file", item.file()).put("program", item.program());
        return (name.equals("scenarios") ? entry.putNull("verdict") : entry).put("error", notChecked(item));
    }

    /** What is said of what a missing part should have done. */
    static String notChecked(Part.Item item) {
        return "not checked: part " + item.part() + " is missing";
    }

    private ArrayNode array(Iterable<JsonNode> elements) {
        ArrayNode array = ((ObjectNode) parts.get(0).root()).arrayNode();
        elements.forEach(array::add);
        return array;
    }

    /** Where in the whole run it has its place; last what is not one of those things. */
    private int place(JsonNode one) {
        String key = one.has("mistake") ? one.get("mistake").asText()
                : Costs.key(one.path("name").asText(), one.path("file").asText(null), one.path("program").asText(null));
        return order.getOrDefault(key, order.size());
    }

    private ObjectNode sums(String name) {
        Map<String, Long> sums = new TreeMap<>();
        parts.forEach(part -> part.root().path(name).properties().forEach(e -> sums.merge(e.getKey(), e.getValue().asLong(), Long::sum)));
        ObjectNode node = ((ObjectNode) parts.get(0).root()).objectNode();
        sums.forEach(node::put);
        return node;
    }

    /** What no part covers. */
    private ArrayNode inAll(String name) {
        List<JsonNode> left = new ArrayList<>();
        parts.get(0).root().path(name).forEach(left::add);
        for (PartDocument part : parts) {
            Set<JsonNode> there = new HashSet<>();
            part.root().path(name).forEach(there::add);
            left.retainAll(there);
        }
        return array(left);
    }
}
