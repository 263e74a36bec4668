package org.sockrace.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All goto labels of the modelled kernel and all tests that guard a goto, read from its source: what coverage is measured against.
 *
 * @param labels function/label, in the order of the source
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

    /** Reads the bundled sources. */
    public static GotoMap read(SourceText source) {
        GotoMap map = new GotoMap(new ArrayList<>(), new ArrayList<>());
        for (String file : SourceText.names()) {
            map.scan(file, source.file(file));
        }
        return map;
    }

    private void scan(String file, List<String> lines) {
        String function = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher method = METHOD.matcher(line);
            function = method.matches() && !line.endsWith(";") ? method.group(1) : function;
            Matcher label = LABEL.matcher(line);
            if (label.find()) {
                labels.add(function + "/" + label.group(1));
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
