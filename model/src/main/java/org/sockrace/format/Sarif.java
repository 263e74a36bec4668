package org.sockrace.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * SARIF 2.1.0 (OASIS Standard, 2020). A result is a finding that nobody expects. What breaks as it should, and what could not be decided or checked, is a
 * notification of the tool: a result would be an alert, whatever else it says of itself. The execution is a code flow: the first thread flow is all of it in
 * its order, since viewers show only the first; then there is one for each thread.
 */
public final class Sarif {

    /** The root of the source tree, in the name that is usual. */
    private static final String ROOT = "%SRCROOT%";

    private final Results results;
    private final List<String> rules;

    private Sarif(Results results) {
        this.results = results;
        this.rules = results.rules().stream().map(Rule::id).toList();
    }

    /**
     * Writes the document.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Results results, Writer to) throws IOException {
        try (JsonGenerator json = Json.generator(to)) {
            json.setCodec(Json.MAPPER);
            json.writeTree(new Sarif(results).log());
            json.writeRaw('\n');
        }
    }

    private ObjectNode log() {
        ObjectNode log = Json.MAPPER.createObjectNode().put("$schema", "https://json.schemastore.org/sarif-2.1.0.json").put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        driver(run.putObject("tool").putObject("driver"));
        run.putObject("automationDetails").put("id", "sockrace/" + results.command().replace(' ', '-') + "/");
        run.putObject("originalUriBaseIds").putObject(ROOT).putObject("description").put("text", "the root of the source tree");
        invocation(run.putArray("invocations").addObject());
        run.put("columnKind", "utf16CodeUnits");
        ArrayNode found = run.putArray("results");
        results.all(Status.FAILED).forEach(c -> result(found.addObject(), c));
        return log;
    }

    private void driver(ObjectNode driver) {
        driver.put("name", "sockrace");
        String version = Sarif.class.getPackage().getImplementationVersion();
        if (version != null) {
            driver.put("version", version);
        }
        ArrayNode all = driver.putArray("rules");
        for (Rule rule : results.rules()) {
            ObjectNode node = all.addObject().put("id", rule.id());
            node.putObject("shortDescription").put("text", rule.title());
            node.putObject("fullDescription").put("text", sentence(rule.meaning()));
            node.putObject("help").put("text", sentence(rule.meaning()) + " " + rule.help());
            node.putObject("defaultConfiguration").put("level", "error");
        }
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private void invocation(ObjectNode invocation) {
        invocation.put("executionSuccessful", results.all(Status.ERROR).findAny().isEmpty());
        ArrayNode notes = invocation.putArray("toolExecutionNotifications");
        results.all(Status.ERROR).forEach(c -> notification(notes, "error", c.suite().name() + ": " + c.one().message()));
        undecided(notes, "warning", Status.UNDECIDED);
        undecided(notes, "note", Status.UNDECIDED_AS_EXPECTED);
        results.suites().forEach(suite -> suite.notes().forEach(note -> notification(notes, "note", suite.name() + ": " + note)));
        results.all(Status.EXPECTED).forEach(c -> notification(notes, "note", c.suite().name() + ": " + c.one().name() + ": " + c.one().message()));
    }

    private void undecided(ArrayNode notes, String level, Status status) {
        Map<String, Set<String>> open = new LinkedHashMap<>();
        results.all(status).forEach(c -> open.computeIfAbsent(c.suite().name() + ": " + c.one().message(), m -> new LinkedHashSet<>())
                .add(c.one().name()));
        open.forEach((message, names) -> notification(notes, level, message + ": " + String.join(", ", names)));
    }

    private static void notification(ArrayNode notes, String level, String text) {
        notes.addObject().put("level", level).putObject("message").put("text", Plain.line(text));
    }

    private void result(ObjectNode node, Results.InSuite in) {
        Finding finding = in.one().finding();
        node.put("ruleId", finding.rule()).put("ruleIndex", rules.indexOf(finding.rule())).put("kind", "fail").put("level", "error");
        String again = finding.command().isEmpty() ? "" : " Show it again: " + finding.command();
        message(node, in.suite().name() + ": " + finding.title() + ": " + in.one().message() + "." + again);
        if (finding.place() != null || !finding.function().isEmpty()) {
            location(node.putArray("locations").addObject(), finding.place(), finding.function());
        }
        node.putObject("partialFingerprints").put("sockraceFinding/v1", hash(finding.rule() + "\n" + finding.key()));
        if (!finding.flow().isEmpty()) {
            flows(node.putArray("codeFlows").addObject(), finding.flow());
        }
        node.putObject("properties").put("report", Plain.text(finding.text()));
    }

    private static void message(ObjectNode node, String text) {
        node.putObject("message").put("text", Plain.line(text));
    }

    private static void location(ObjectNode location, Place place, String function) {
        if (place != null) {
            ObjectNode physical = location.putObject("physicalLocation");
            ObjectNode artifact = physical.putObject("artifactLocation").put("uri", place.uri());
            if (!place.path().startsWith("/")) {
                artifact.put("uriBaseId", ROOT);
            }
            if (place.line() > 0) {
                physical.putObject("region").put("startLine", place.line());
            }
        }
        if (!function.isEmpty()) {
            location.putArray("logicalLocations").addObject().put("name", function).put("kind", "function");
        }
    }

    // ---- executions ----------------------------------------------------------------------------------------------------

    private static void flows(ObjectNode flow, List<FlowStep> steps) {
        ArrayNode threads = flow.putArray("threadFlows");
        thread(threads.addObject(), "all threads", steps);
        Set<String> names = new TreeSet<>(steps.stream().map(FlowStep::thread).toList());
        names.forEach(name -> thread(threads.addObject(), name, steps.stream().filter(s -> s.thread().equals(name)).toList()));
    }

    private static void thread(ObjectNode thread, String id, List<FlowStep> steps) {
        thread.put("id", id);
        ArrayNode locations = thread.putArray("locations");
        for (FlowStep step : steps) {
            ObjectNode node = locations.addObject();
            ObjectNode location = node.putObject("location");
            location(location, step.place(), "");
            message(location, step.thread() + ": " + step.text());
            node.put("nestingLevel", step.depth()).put("executionOrder", step.number()).put("importance", switch (step.weight()) {
                case PRIVATE -> "unimportant";
                case TELLING -> "important";
                case BROKEN -> "essential";
            });
        }
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8))).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
