package org.sockrace.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sockrace.check.CheckReport;
import org.sockrace.explain.Counterexample;
import org.sockrace.check.Outcome;
import org.sockrace.check.Violation;

/** The JSON document of {@code check}: schema 1; and what it shares with those of other commands. */
public final class JsonReport {

    /** The version of the document's form; a change that readers can notice is another one. */
    public static final int SCHEMA = 1;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonReport() { }

    /** The document. */
    public static String document(List<? extends Entry> all, Universe universe) {
        StringWriter text = new StringWriter();
        write(text, all, universe);
        return text.toString();
    }

    /**
     * Writes the document outcome by outcome: there may be more of them than fit into memory as text.
     *
     * @param all every scenario that was asked for, in that order
     */
    public static void write(Writer to, List<? extends Entry> all, Universe universe) {
        try (JsonGenerator json = MAPPER.getFactory().createGenerator(to)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(printer());
            json.writeStartObject();
            json.writeNumberField("schema", SCHEMA);
            json.writeArrayFieldStart("scenarios");
            List<CheckReport> reports = new ArrayList<>();
            for (Entry entry : all) {
                if (entry instanceof Checked checked) {
                    scenario(json, checked);
                    reports.add(checked.report());
                } else if (entry instanceof Unchecked unchecked) {
                    json.writeTree(origin(unchecked.origin()).putNull("verdict").put("error", unchecked.error()));
                }
            }
            json.writeEndArray();
            Coverage coverage = Coverage.of(reports, universe);
            json.writePOJOField("labels", counts(coverage.labels()));
            ArrayNode uncovered = MAPPER.createArrayNode();
            coverage.neverExplained().forEach(uncovered::add);
            json.writePOJOField("uncovered", uncovered);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A document with nothing in it but its version. */
    static ObjectNode begin() {
        return MAPPER.createObjectNode().put("schema", SCHEMA);
    }

    /** A document as it is printed. */
    static String text(ObjectNode document) {
        try {
            return MAPPER.writer(printer()).writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DefaultPrettyPrinter printer() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        return printer;
    }

    /** Milliseconds are enough. */
    static double seconds(CheckReport report) {
        return Math.round(report.seconds() * 1000) / 1000.0;
    }

    private static void scenario(JsonGenerator json, Checked checked) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, JsonNode> field : result(checked).properties()) {
            json.writePOJOField(field.getKey(), field.getValue());
        }
        json.writeArrayFieldStart("outcomes");
        for (Outcome outcome : checked.report().outcomes()) {
            json.writeTree(outcome(outcome));
        }
        json.writeEndArray();
        ArrayNode violations = MAPPER.createArrayNode();
        checked.report().violations().forEach(violation -> violations.add(violation(checked, violation)));
        json.writePOJOField("violations", violations);
        ArrayNode unasked = MAPPER.createArrayNode();
        checked.report().unasked().forEach(violation -> unasked.add(violation(checked, violation)));
        json.writePOJOField("unasked", unasked);
        ArrayNode notes = MAPPER.createArrayNode();
        checked.report().notes().forEach(notes::add);
        json.writePOJOField("notes", notes);
        json.writePOJOField("labels", counts(checked.report().labels()));
        json.writeEndObject();
    }

    /** The name of a scenario, and what is not in the catalogue: the file it is in, or its text. */
    private static ObjectNode origin(Origin origin) {
        ObjectNode node = MAPPER.createObjectNode().put("name", origin.name());
        return node.put("file", origin.option().equals("-f") ? origin.value() : null).put("program", origin.option().equals("-e") ? origin.value() : null);
    }

    private static ObjectNode result(Checked checked) {
        CheckReport report = checked.report();
        ObjectNode node = origin(checked.origin());
        node.put("verdict", report.verdict().id());
        node.putNull("error");
        node.put("expected", checked.scenario().expectation().kind().id());
        node.put("engine", report.engine().id());
        node.put("exhaustive", report.exhaustive());
        node.put("limit", report.limit().isEmpty() ? null : report.limit());
        node.put("states", report.states());
        node.put("transitions", report.transitions());
        node.put("seconds", seconds(report));
        report.columns().forEach(node.putArray("columns")::add);
        return node;
    }

    private static ObjectNode outcome(Outcome outcome) {
        ObjectNode node = MAPPER.createObjectNode();
        outcome.values().forEach(node.putArray("values")::add);
        node.put("seen", outcome.seen().id()).put("grade", outcome.grade().id());
        if (!outcome.cases().isEmpty()) {
            ArrayNode cases = node.putArray("cases");
            outcome.cases().forEach(one -> {
                ObjectNode below = cases.addObject();
                one.values().forEach(below.putArray("values")::add);
                below.put("seen", one.seen().id());
            });
        }
        return node;
    }

    private static ObjectNode violation(Checked checked, Violation violation) {
        ObjectNode node = MAPPER.createObjectNode().put("property", violation.property().id()).put("message", violation.message());
        place(node, violation);
        Counterexample trace = violation.counterexample();
        if (trace == null) {
            return node.putNull("steps").putNull("preemptions").putNull("schedule").putNull("replay");
        }
        return node.put("steps", trace.steps().stream().filter(s -> s.number() > 0).count()).put("preemptions", trace.preemptions())
                .put("schedule", trace.replay()).put("replay", checked.origin().replay(trace.replay()));
    }

    private static void place(ObjectNode node, Violation violation) {
        if (violation.file().isEmpty()) {
            node.putNull("function").putNull("file").putNull("line");
        } else {
            node.put("function", violation.function()).put("file", violation.file()).put("line", violation.line());
        }
    }

    private static ObjectNode counts(Map<String, Long> counts) {
        ObjectNode node = MAPPER.createObjectNode();
        counts.forEach(node::put);
        return node;
    }
}
