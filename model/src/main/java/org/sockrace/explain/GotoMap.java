package org.sockrace.explain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sockrace.automata.Frame;

/**
 * All goto labels of the modelled kernel and all tests that guard a goto, read from its source: what coverage is measured against.
 *
 * @param labels function/label, in the order of the source; a function of which several files have one is called File.function
 * @param gotos the guarded gotos
 * @param targets where each guarded jump goes, a return included, by FILE:LINE
 * @param files the source file of each label
 */
public record GotoMap(List<String> labels, List<Goto> gotos, Map<String, String> targets, Map<String, String> files) {

    private static final Pattern METHOD = Pattern.compile("^    (?:[a-z]+ )*[\\w<>\\[\\], .]+ (\\w+)\\(.*");
    private static final Pattern LABEL = Pattern.compile("k\\.label\\(\"(\\w+)\"\\)");
    private static final Pattern GUARD = Pattern.compile("if \\(test\\(.*?\\)\\) (?:break (\\w+);|(return)\\b|\\{)");
    private static final int LONGEST = 4;
    private static final int INDENT = 4;

    /**
     * A guarded goto.
     *
     * @param function the function it stands in
     * @param file the source file
     * @param line its line
     * @param label where it goes
     * @param text the source line
     */
    public record Goto(String function, String file, int line, String label, String text) { }

    private static final String RETURN = "return";

    private static final class Bundled {
        private static final GotoMap MAP = read(new SourceText());
    }

    /** That of the bundled sources. */
    public static GotoMap bundled() {
        return Bundled.MAP;
    }

    /** Where a test on that line jumps to if it comes out true: a label, {@code return}, or an empty string if it guards a block. */
    String target(String file, int line) {
        return targets.getOrDefault(file + ":" + line, "");
    }

    /** The label to which a test there jumps, or an empty string. */
    String label(Frame at) {
        String target = target(at.file(), at.line());
        return target.equals(RETURN) ? "" : target;
    }

    /** How the label is called, given its file. */
    public String name(String file, String function, String label) {
        String qualified = file.replace(".java", ".") + function + "/" + label;
        return labels.contains(qualified) ? qualified : function + "/" + label;
    }

    /** Reads the bundled sources. */
    public static GotoMap read(SourceText source) {
        GotoMap map = new GotoMap(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), new HashMap<>());
        for (String file : SourceText.names()) {
            map.scan(file, source.file(file));
        }
        map.qualify();
        return map;
    }

    /** Labels were collected as File.function/label: leaves the file out where the function is in one file only. */
    private void qualify() {
        Map<String, Set<String>> where = new HashMap<>();
        for (String label : labels) {
            String function = label.substring(label.indexOf('.') + 1, label.indexOf('/'));
            where.computeIfAbsent(function, f -> new HashSet<>()).add(label.substring(0, label.indexOf('.')));
        }
        labels.replaceAll(label -> {
            String shorter = label.substring(label.indexOf('.') + 1);
            String name = where.get(shorter.substring(0, shorter.indexOf('/'))).size() > 1 ? label : shorter;
            files.put(name, label.substring(0, label.indexOf('.')) + ".java");
            return name;
        });
    }

    private void scan(String file, List<String> lines) {
        String function = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            function = isOneDeep(line) ? method(line, function) : function;
            Matcher label = line.contains("k.label(") ? LABEL.matcher(line) : null;
            if (label != null && label.find()) {
                labels.add(file.replace(".java", ".") + function + "/" + label.group(1));
            }
            String target = line.contains("if (test(") ? target(lines, i) : "";
            if (!target.isEmpty()) {
                targets.put(file + ":" + (i + 1), target);
            }
            if (!target.isEmpty() && !target.equals(RETURN)) {
                gotos.add(new Goto(function, file, i + 1, target, line.strip()));
            }
        }
    }

    /** Only there a method begins. Most lines are deeper, and the expressions are slow where they are not compiled yet. */
    private static boolean isOneDeep(String line) {
        return line.startsWith("    ") && line.length() > INDENT && line.charAt(INDENT) != ' ' && !line.endsWith(";");
    }

    private static String method(String line, String before) {
        Matcher method = METHOD.matcher(line);
        return method.matches() ? method.group(1) : before;
    }

    /** Where the guard that begins on that line goes: a label, {@code return}, or an empty string if it guards a block. */
    private static String target(List<String> lines, int from) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < Math.min(lines.size(), from + LONGEST); i++) {
            text.append(text.isEmpty() ? "" : " ").append(lines.get(i).strip());
            Matcher guard = GUARD.matcher(text);
            if (guard.find()) {
                return guard.group(1) != null ? guard.group(1) : guard.group(2) != null ? RETURN : "";
            }
        }
        return "";
    }
}
