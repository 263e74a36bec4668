package org.sockrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.Golden;
import org.sockrace.Schemas;
import org.sockrace.format.Json;

/** The JSON document. */
class JsonReportTest {

    @Test
    void hasItsForm() throws Exception {
        String document = JsonReport.document(List.of(Samples.holds(), Samples.breaks(), Samples.bounded(), Samples.unexpected()),
                Samples.UNIVERSE);
        Golden.check("check.json", document);
        Schemas.check(document);
        JsonNode root = new ObjectMapper().readTree(document);
        assertThat(root.get("schema").asInt()).isEqualTo(Json.SCHEMA);
        assertThat(root.get("labels").get("__sock_create/out_release").asLong()).isEqualTo(4 * 123);
        assertThat(root.get("scenarios").get(1).get("violations").get(0).get("replay").asText())
                .isEqualTo("sockrace replay inet-vs-rmmod:0x4,1x9,0");
    }

    @Test
    void ofNothingIsStillADocument() throws Exception {
        JsonNode root = new ObjectMapper().readTree(JsonReport.document(List.of(), Samples.UNIVERSE));
        assertThat(root.get("scenarios")).isEmpty();
        assertThat(root.get("uncovered")).hasSize(5);
    }
}
