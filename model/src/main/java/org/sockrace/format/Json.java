package org.sockrace.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The JSON document: all that was found, as {@code schema/sockrace-1.schema.json} describes it. */
public final class Json {

    /** The version of the document's form; a change that readers can notice is another one, but fields may be added. */
    public static final int SCHEMA = 1;

    /** The field of {@link Part}. */
    private static final String PART = "shard";

    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() { }

    /**
     * Writes the document piece by piece: there may be more of it than fits into memory as text.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Results results, Writer to) throws IOException {
        try (JsonGenerator json = generator(to)) {
            json.writeStartObject();
            json.writeNumberField("schema", SCHEMA);
            json.writeStringField("command", results.command());
            results.details().write(json);
            if (results.part() != null) {
                json.writePOJOField(PART, new Part.Written(results.part(), results));
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    /**
     * What a document says of the part of a run that it has.
     *
     * @return the results, without their details; null if the document has a whole run
     * @throws IOException if it is damaged
     */
    public static Results part(JsonNode document) throws IOException {
        JsonNode part = document.get(PART);
        if (part == null) {
            return null;
        }
        Part.Written written = MAPPER.treeToValue(part, Part.Written.class);
        return new Results(document.path("command").asText(), written.rules(), written.suites(), json -> { }, written.meaning());
    }

    /** The JSON schema of all documents, which describes every field. */
    public static String schema() {
        try (InputStream in = Json.class.getResourceAsStream("/schema/sockrace-" + SCHEMA + ".schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that puts each field on a line of its own and leaves the writer open. */
    static JsonGenerator generator(Writer to) throws IOException {
        JsonGenerator json = MAPPER.getFactory().createGenerator(to);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        json.setPrettyPrinter(printer);
        return json;
    }
}
