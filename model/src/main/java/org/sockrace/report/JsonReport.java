package org.sockrace.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sockrace.check.Attempt;
import org.sockrace.check.CheckReport;
import org.sockrace.check.FixCheck;
import org.sockrace.explain.Counterexample;
import org.sockrace.check.Outcome;
import org.sockrace.check.Violation;
import org.sockrace.format.Json;
import org.sockrace.format.Results;

/** The JSON document of {@code check}; and what it shares with those of other commands. */
public final class JsonReport {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonReport() { }

    /** The document. */
    public static String document(List<? extends Entry> all, Universe universe) {
        StringWriter text = new StringWriter();
        try {
            Json.write(CheckResults.of(all, universe, true), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Writes the fields outcome by outcome: there may be more of them than fit into memory as text. */
    static void details(JsonGenerator json, List<? extends Entry> all, Universe universe, boolean times) throws IOException {
        json.writeArrayFieldStart("scenarios");
        List<CheckReport> reports = new ArrayList<>();
        for (Entry entry : all) {
            if (entry instanceof Checked checked) {
                scenario(json, checked, times);
                reports.add(checked.report());
            } else if (entry instanceof Unchecked unchecked) {
                json.writeTree(unchecked(unchecked));
            }
        }
        json.writeEndArray();
        Coverage coverage = Coverage.of(reports, universe);
        json.writePOJOField("labels", counts(coverage.labels()));
        ArrayNode uncovered = MAPPER.createArrayNode();
        coverage.neverExplained().forEach(uncovered::add);
        json.writePOJOField("uncovered", uncovered);
    }

    /** The entry of what was not checked. */
    public static ObjectNode unchecked(Unchecked unchecked) {
        return origin(unchecked.origin()).putNull("verdict").put("error", unchecked.error());
    }

    /** A command whose document is small enough to be made first. */
    public static Results.Details fields(ObjectNode document) {
        return json -> {
            for (Map.Entry<String, JsonNode> field : document.properties()) {
                json.writePOJOField(field.getKey(), field.getValue());
            }
        };
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Milliseconds are enough; null if times are left out. */
    static Double seconds(CheckReport report, boolean times) {
        return times ? Math.round(report.seconds() * 1000) / 1000.0 : null;
    }

    private static void scenario(JsonGenerator json, Checked checked, boolean times) throws IOException {
        json.writeStartObject();
        fields(result(checked, times)).write(json);
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
    static ObjectNode origin(Origin origin) {
        ObjectNode node = MAPPER.createObjectNode().put("name", origin.name());
        return node.put("file", origin.file()).put("program", origin.program());
    }

    private static ObjectNode result(Checked checked, boolean times) {
        CheckReport report = checked.report();
        ObjectNode node = origin(checked.origin());
        node.put("verdict", report.verdict().id());
        node.putNull("error");
        node.put("expected", checked.scenario().expectation().kind().id());
        if (!checked.scenario().repairedBy().isEmpty()) {
            node.put("repairedBy", checked.scenario().repairedBy());
        }
        node.put("engine", report.engine().id());
        node.put("exhaustive", report.exhaustive());
        node.put("limit", report.limit().isEmpty() ? null : report.limit());
        node.put("states", report.states());
        node.put("transitions", report.transitions());
        node.put("seconds", seconds(report, times));
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

    static ObjectNode violation(Checked checked, Violation violation) {
        ObjectNode node = MAPPER.createObjectNode().put("property", violation.property().id()).put("message", violation.message());
        place(node, violation);
        if (violation.fix() != null) {
            node.set("fix", fix(violation.fix()));
        }
        Counterexample trace = violation.counterexample();
        if (!violation.execution().isEmpty()) {
            violation.execution().forEach(node.putArray("execution")::add);
        }
        execution(node, trace, checked.origin());
        if (trace == null) {
            return node.putNull("why");
        }
        trace.why().forEach(node.putArray("why")::add);
        return node;
    }

    /** What repairs it. */
    private static ObjectNode fix(FixCheck fix) {
        ObjectNode node = MAPPER.createObjectNode();
        ArrayNode attempts = node.putArray("attempts");
        for (Attempt attempt : fix.attempts()) {
            ObjectNode one = attempts.addObject().put("change", attempt.change()).put("scenario", attempt.scenario().isEmpty() ? null : attempt.scenario())
                    .put("hides", attempt.hides()).put("result", attempt.result().id()).put("states", attempt.states());
            one.put("limit", attempt.why().isEmpty() ? null : attempt.why());
            ArrayNode broken = one.putArray("broken");
            attempt.broken().forEach(property -> broken.add(property.id()));
        }
        FixText.sentences(fix).forEach(node.putArray("text")::add);
        return node;
    }

    /** How an execution is run again, and its steps; null for all of it if there is none. */
    static void execution(ObjectNode node, Counterexample trace, Origin origin) {
        if (trace == null) {
            node.putNull("steps").putNull("preemptions").putNull("schedule").putNull("replay").putNull("trace");
            return;
        }
        node.put("steps", trace.steps().stream().filter(s -> s.number() > 0).count()).put("preemptions", trace.preemptions())
                .put("schedule", trace.replay()).put("replay", origin.replay(trace.replay()));
        ArrayNode steps = node.putArray("trace");
        trace.steps().stream().filter(s -> s.number() > 0).forEach(step -> step(steps.addObject(), trace, step));
    }

    static void step(ObjectNode node, Counterexample trace, Counterexample.Step step) {
        node.put("thread", trace.threads().get(step.thread())).put("function", step.functions().isEmpty() ? null : step.functions().get(0))
                .put("file", step.file().isEmpty() ? null : step.file()).put("line", step.file().isEmpty() ? null : (Integer) step.line())
                .put("source", step.source()).put("operation", step.operation()).put("telling", step.telling())
                .put("broken", step.kind() == Counterexample.Kind.BROKEN);
        step.changes().forEach(node.putArray("changes")::add);
        step.remarks().stream().map(Counterexample.Remark::text).forEach(node.putArray("remarks")::add);
    }

    private static void place(ObjectNode node, Violation violation) {
        if (violation.file().isEmpty()) {
            node.putNull("function").putNull("file").putNull("line");
        } else {
            node.put("function", violation.function()).put("file", violation.file()).put("line", violation.line());
        }
    }

    static ObjectNode counts(Map<String, Long> counts) {
        ObjectNode node = MAPPER.createObjectNode();
        counts.forEach(node::put);
        return node;
    }
}
