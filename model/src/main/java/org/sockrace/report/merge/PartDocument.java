package org.sockrace.report.merge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sockrace.format.Json;
import org.sockrace.format.Part;
import org.sockrace.format.Results;

/**
 * A document of a part of a run.
 *
 * @param file where it is
 * @param root all of it
 * @param results what it says in the form that every format is made of
 */
public record PartDocument(Path file, JsonNode root, Results results) {

    /**
     * Reads one.
     *
     * @throws MergeException if it is none
     */
    public static PartDocument read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            JsonNode root = new ObjectMapper().readTree(in);
            if (!root.has("command")) {
                throw new MergeException(file + " is no document of sockrace: expected what --shard I/N --format json --output FILE writes");
            }
            if (root.path("schema").asInt() != Json.SCHEMA) {
                throw new MergeException(file + " is of another version of sockrace: its schema is " + root.path("schema").asText("not known"));
            }
            Results results = Json.part(root);
            if (results == null) {
                throw new MergeException(file + " has a whole run of " + root.get("command").asText() + ", not a part: it was made without --shard");
            }
            return new PartDocument(file, root, checked(file, results));
        } catch (JsonProcessingException e) {
            throw damaged(file, "it ends too early or is no JSON" + line(e));
        } catch (IOException e) {
            throw new MergeException("cannot read " + file + (Files.isDirectory(file) ? ": it is a folder" : Files.exists(file) ? ": " + e.getMessage()
                    : ": there is no such file"));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw damaged(file, "what it says of its part makes no sense");
        }
    }

    private static String line(JsonProcessingException e) {
        return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
    }

    private static Results checked(Path file, Results results) {
        Part part = results.part();
        boolean right = part.part() >= 1 && part.part() <= part.of() && part.items().size() == results.suites().size()
                && part.items().stream().allMatch(i -> i >= 0 && i < part.all().size());
        if (!right) {
            throw damaged(file, "what it says of its part makes no sense");
        }
        return results;
    }

    private static MergeException damaged(Path file, String how) {
        return new MergeException(file + " is damaged: " + how);
    }

    Part part() {
        return results.part();
    }
}
