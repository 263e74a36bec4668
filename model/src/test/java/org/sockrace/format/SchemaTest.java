package org.sockrace.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockrace.Schemas;
import org.sockrace.check.EngineKind;
import org.sockrace.machine.Property;
import org.sockrace.report.JsonReport;
import org.sockrace.report.Samples;

/** The schema of our documents: it describes every field, and refuses what it does not describe. */
class SchemaTest {

    private static final JsonNode SCHEMA = schema();

    private static JsonNode schema() {
        try {
            return Json.MAPPER.readTree(Json.schema());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ObjectNode document() throws Exception {
        return (ObjectNode) Json.MAPPER.readTree(JsonReport.document(List.of(Samples.holds(), Samples.unexpected()), Samples.UNIVERSE));
    }

    private static List<String> errors(JsonNode document) {
        return Schemas.errors(document.toString());
    }

    @Test
    void aDocumentIsAllowed() throws Exception {
        assertThat(errors(document())).isEmpty();
    }

    @Test
    void whatIsNotDescribedIsRefused() throws Exception {
        ObjectNode above = document().put("more", 1);
        assertThat(errors(above)).singleElement().asString().contains("more");
        ObjectNode scenario = document();
        ((ObjectNode) scenario.at("/scenarios/0")).put("colour", "red");
        assertThat(errors(scenario)).singleElement().asString().contains("colour");
        ObjectNode violation = document();
        ((ObjectNode) violation.at("/scenarios/1/violations/0")).put("colour", "red");
        assertThat(errors(violation)).singleElement().asString().contains("colour");
    }

    @Test
    void whatIsMissingOrOfAnotherKindIsRefused() throws Exception {
        ObjectNode missing = document();
        missing.remove("labels");
        assertThat(errors(missing)).singleElement().asString().contains("labels");
        assertThat(errors(document().put("schema", 2))).isNotEmpty();
        assertThat(errors(document().put("command", "chek"))).isNotEmpty();
        ObjectNode verdict = document();
        ((ObjectNode) verdict.at("/scenarios/0")).put("verdict", "hold");
        assertThat(errors(verdict)).isNotEmpty();
        ObjectNode seconds = document();
        ((ObjectNode) seconds.at("/scenarios/0")).put("seconds", "1.2");
        assertThat(errors(seconds)).isNotEmpty();
    }

    @Test
    void everyFieldIsDescribedAndEveryObjectIsClosed() {
        List<String> wrong = new ArrayList<>();
        walk("", SCHEMA.get("$defs"), wrong);
        assertThat(wrong).isEmpty();
    }

    private static void walk(String path, JsonNode node, List<String> wrong) {
        if (node.isObject() && node.path("type").toString().contains("\"object\"") && !node.has("additionalProperties")) {
            wrong.add(path + " is open");
        }
        if (node.isObject() && node.has("additionalProperties") && node.has("properties")) {
            for (Map.Entry<String, JsonNode> field : node.get("properties").properties()) {
                JsonNode what = field.getValue();
                JsonNode target = SCHEMA.at(what.path("$ref").asText("#/nowhere").substring(1));
                if (!what.has("description") && !target.has("description")) {
                    wrong.add(path + "/" + field.getKey() + " has no description");
                }
            }
        }
        node.properties().forEach(field -> walk(path + "/" + field.getKey(), field.getValue(), wrong));
    }

    @Test
    void wordsAreThoseOfTheProgram() {
        assertThat(SCHEMA.at("/$defs/property/enum")).extracting(JsonNode::asText).containsExactly(Stream.of(Property.values()).map(Property::id)
                .toArray(String[]::new));
        assertThat(SCHEMA.at("/$defs/checked/properties/engine/enum")).extracting(JsonNode::asText)
                .containsExactly(Stream.of(EngineKind.values()).map(EngineKind::id).toArray(String[]::new));
    }
}
