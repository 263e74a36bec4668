package org.sockrace.format;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Workflow commands that GitHub turns into annotations: an error for each finding that nobody expects and for what could not be checked, a warning for each
 * scenario or file that is undecided. GitHub shows ten of each kind and step; where there are more, the last one counts the rest.
 */
public final class GitHubAnnotations {

    private static final int MOST = 10;

    private GitHubAnnotations() { }

    /**
     * Writes one line for each.
     *
     * @throws IOException if they cannot be written
     */
    public static void write(Results results, Writer to) throws IOException {
        List<String> errors = new ArrayList<>();
        results.all(Status.FAILED).forEach(c -> errors.add(failed(c.suite(), c.one())));
        results.all(Status.ERROR).forEach(c -> errors.add(command("error", null, c.suite().name(), c.one().message())));
        Map<String, String> open = new LinkedHashMap<>();
        results.all(Status.UNDECIDED).forEach(c -> open.putIfAbsent(c.suite().name(), c.one().message()));
        List<String> warnings = new ArrayList<>();
        open.forEach((suite, message) -> warnings.add(command("warning", null, suite, message)));
        for (String line : few("error", errors)) {
            to.write(line);
        }
        for (String line : few("warning", warnings)) {
            to.write(line);
        }
    }

    private static String failed(Suite suite, Case one) {
        Finding finding = one.finding();
        if (finding == null) {
            return command("error", null, suite.name() + ": " + one.name(), one.message());
        }
        String again = finding.command().isEmpty() ? "" : "\n" + finding.command();
        return command("error", finding.place(), suite.name() + ": " + finding.title(), one.message() + again);
    }

    private static List<String> few(String kind, List<String> all) {
        if (all.size() <= MOST) {
            return all;
        }
        List<String> few = new ArrayList<>(all.subList(0, MOST - 1));
        few.add(command(kind, null, "sockrace", "and " + (all.size() - MOST + 1) + " more, which the summary of the step lists"));
        return few;
    }

    private static String command(String kind, Place place, String title, String message) {
        String at = place == null ? "" : "file=" + property(Plain.line(place.path())) + (place.line() > 0 ? ",line=" + place.line() : "") + ",";
        return "::" + kind + " " + at + "title=" + property(Plain.line(title)) + "::" + data(Plain.text(message)) + "\n";
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
