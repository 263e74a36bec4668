package org.sockrace;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sockrace.format.Json;

/** Holds documents against their schemas: ours, and the official one of SARIF. */
public final class Schemas {

    private static final Schema OURS = read("/schema/sockrace-1.schema.json", SpecificationVersion.DRAFT_2020_12);
    private static final Schema SARIF = read("/schema/sarif-2.1.0-rtm.5.json", SpecificationVersion.DRAFT_4);

    private Schemas() { }

    private static Schema read(String resource, SpecificationVersion version) {
        try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
            return SchemaRegistry.withDefaultDialect(version).getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails unless the text, if it is a JSON document, is what its schema says. */
    public static void check(String text) {
        if (text.startsWith("{") && !text.equals(Json.schema())) {
            assertThat(errors(text)).as(text).isEmpty();
        }
    }

    /** What the schema does not allow. */
    public static List<String> errors(String document) {
        Schema schema = document.contains("\"version\" : \"2.1.0\"") ? SARIF : OURS;
        return schema.validate(document, InputFormat.JSON).stream().map(Error::toString).toList();
    }
}
