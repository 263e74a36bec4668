package org.sockrace.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All goto labels of the modelled kernel and all tests that guard a goto, read from its source: what coverage is measured against.
 *
 * @param labels function/label, in the order of the source; a function of which several files have one is called File.function
 * @param gotos the guarded gotos
 */
public record GotoMap(List<String> labels, List<Goto> gotos) {

    private static final Pattern METHOD = Pattern.compile("^    (?:[a-z]+ )*[\\w<>\\[\\], .]+ (\\w+)\\(.*");
    private static final Pattern LABEL = Pattern.compile("k\\.label\\(\"(\\w+)\"\\)");
    private static final Pattern GOTO = Pattern.compile("if \\(test\\(.*break (\\w+);");

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

    private static final class Bundled {
        private static final GotoMap MAP = read(new SourceText());
    }

    /** That of the bundled sources. */
    public static GotoMap bundled() {
        return Bundled.MAP;
    }

    /** How the label is called, given its file. */
    String name(String file, String function, String label) {
        String qualified = file.replace(".java", ".") + function + "/" + label;
        return labels.contains(qualified) ? qualified : function + "/" + label;
    }

    /** Reads the bundled sources. */
    public static GotoMap read(SourceText source) {
        GotoMap map = new GotoMap(new ArrayList<>(), new ArrayList<>());
        for (String file : SourceText.names()) {
            map.scan(file, source.file(file));
        }
        map.qualify();
        return map;
    }

    /** Labels were collected as File.function/label: leaves the file out where the function is in one file only. */
    private void qualify() {
        java.util.Map<String, java.util.Set<String>> files = new java.util.HashMap<>();
        for (String label : labels) {
            String function = label.substring(label.indexOf('.') + 1, label.indexOf('/'));
            files.computeIfAbsent(function, f -> new java.util.HashSet<>()).add(label.substring(0, label.indexOf('.')));
        }
        labels.replaceAll(label -> files.get(label.substring(label.indexOf('.') + 1, label.indexOf('/'))).size() > 1 ? label
                : label.substring(label.indexOf('.') + 1));
    }

    private void scan(String file, List<String> lines) {
        String function = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher method = METHOD.matcher(line);
            function = method.matches() && !line.endsWith(";") ? method.group(1) : function;
            Matcher label = LABEL.matcher(line);
            if (label.find()) {
                labels.add(file.replace(".java", ".") + function + "/" + label.group(1));
            }
            Matcher jump = GOTO.matcher(line);
            if (jump.find()) {
                gotos.add(new Goto(function, file, i + 1, jump.group(1), line.strip()));
            } else if (line.contains("if (test(") && i + 1 < lines.size() && lines.get(i + 1).strip().startsWith("break ")) {
                String target = lines.get(i + 1).strip().replaceAll("break (\\w+);.*", "$1");
                gotos.add(new Goto(function, file, i + 1, target, line.strip()));
            }
        }
    }
}
