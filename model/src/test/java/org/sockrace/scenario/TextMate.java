package org.sockrace.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an editor does with a TextMate grammar, as far as the one of scenarios goes: {@code match}, {@code begin} and {@code end}, {@code captures},
 * {@code include} of the repository, and lines with their end. Of several rules the one whose match begins first is taken, and of those the first; the end
 * goes before all.
 */
final class TextMate {

    private final JsonNode grammar;
    private final Map<String, Pattern> patterns = new HashMap<>();
    private final Deque<JsonNode> open = new ArrayDeque<>();
    private final List<Scope> scopes = new ArrayList<>();

    /** Text of a line, from 1, that has a scope; columns from 1, the end excluded. */
    record Scope(int line, int from, int to, String name) { }

    /** A rule and where it matches. */
    private record Found(JsonNode rule, Matcher matcher) { }

    TextMate(JsonNode grammar) {
        this.grammar = grammar;
    }

    /** All scopes of a text, in order; what is inside of another comes after it. */
    List<Scope> scopes(String text) {
        open.clear();
        scopes.clear();
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            line(i + 1, lines[i] + "\n");
        }
        return List.copyOf(scopes);
    }

    private void line(int number, String line) {
        int at = 0;
        Found found = next(line, at);
        while (found != null) {
            Matcher m = found.matcher();
            JsonNode rule = found.rule();
            if (rule == null) {
                open.pop();
            } else {
                if (m.end() == at && !rule.has("begin")) {
                    throw new IllegalStateException("a rule that matches nothing: " + rule);
                }
                add(number, m, 0, rule.path("name").asText());
                captures(number, m, rule.path(rule.has("begin") ? "beginCaptures" : "captures"));
                if (rule.has("begin")) {
                    open.push(rule);
                }
            }
            at = m.end();
            found = next(line, at);
        }
    }

    private void captures(int number, Matcher m, JsonNode captures) {
        for (int group = 0; group <= m.groupCount(); group++) {
            if (captures.has(Integer.toString(group)) && m.start(group) >= 0) {
                add(number, m, group, captures.path(Integer.toString(group)).path("name").asText());
            }
        }
    }

    private void add(int number, Matcher m, int group, String name) {
        if (!name.isEmpty()) {
            scopes.add(new Scope(number, m.start(group) + 1, m.end(group) + 1, name));
        }
    }

    /** What matches first from here on, or null. The end of the open rule has none. */
    private Found next(String line, int at) {
        Found first = open.isEmpty() ? null : found(null, open.peek().path("end").asText(), line, at, null);
        for (JsonNode rule : rules(open.isEmpty() ? grammar : open.peek())) {
            first = found(rule, rule.path(rule.has("begin") ? "begin" : "match").asText(), line, at, first);
        }
        return first;
    }

    private Found found(JsonNode rule, String regex, String line, int at, Found before) {
        Matcher m = patterns.computeIfAbsent(regex, Pattern::compile).matcher(line);
        m.useAnchoringBounds(false).useTransparentBounds(true).region(at, line.length());
        return m.find() && (before == null || m.start() < before.matcher().start()) ? new Found(rule, m) : before;
    }

    private List<JsonNode> rules(JsonNode of) {
        List<JsonNode> rules = new ArrayList<>();
        for (JsonNode rule : of.path("patterns")) {
            String include = rule.path("include").asText();
            JsonNode included = include.isEmpty() ? rule : grammar.path("repository").path(include.substring(1));
            if (included.isMissingNode()) {
                throw new IllegalStateException("no rule " + include);
            }
            if (included.has("match") || included.has("begin")) {
                rules.add(included);
            } else {
                rules.addAll(rules(included));
            }
        }
        return rules;
    }
}
