package org.sockrace.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.sockrace.explain.SourceText;
import org.sockrace.mutate.Fate;
import org.sockrace.report.MutateText;
import org.sockrace.report.Mutated;

/** What came of a campaign as a page: tables by operator and file, and the mistakes, each with its line of the kernel, to be filtered. */
public final class MutatePage {

    private final String program;
    private final Mutated found;
    private final SourceText source = new SourceText();

    /** With the name and version of this program. */
    public MutatePage(String program, Mutated found) {
        this.program = program;
        this.found = found;
    }

    /**
     * Writes the page.
     *
     * @throws IOException if it cannot be written
     */
    public void write(Writer to) throws IOException {
        List<String> text = MutateText.lines(found, false);
        Page.write(to, Page.MISTAKES, "Mistakes",
                "This page has tables that can be filtered, which needs JavaScript. This is the same as text.", String.join("\n", text), data(text));
    }

    private ObjectNode data(List<String> text) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("program", program).put("summary", text.get(text.size() - 1).strip())
                .put("statements", text.get(text.size() - 2).strip());
        ArrayNode operators = data.putArray("operators");
        found.rows(f -> f.mutant().operator().id()).forEach(row -> row(operators.addArray(), row));
        ArrayNode files = data.putArray("files");
        found.rows(f -> f.mutant().file()).forEach(row -> row(files.addArray(), row));
        ArrayNode mistakes = data.putArray("mistakes");
        found.fates().forEach(fate -> mistake(mistakes.addObject(), fate));
        ArrayNode pairs = data.putArray("pairs");
        found.pairs().forEach(fate -> mistake(pairs.addObject(), fate));
        return data;
    }

    private static void row(ArrayNode to, List<String> cells) {
        cells.forEach(to::add);
    }

    private void mistake(ObjectNode node, Fate fate) {
        List<String> lines = source.file(fate.mutant().file());
        node.put("fate", Mutated.word(fate.kind())).put("bad", Mutated.isMissed(fate.kind())).put("id", fate.id())
                .put("operator", fate.mutant().operator().id()).put("function", fate.mutant().function()).put("text", fate.wrong())
                .put("source", lines.get(fate.mutant().line() - 1).strip())
                .put("found", (fate.scenario().isEmpty() ? "" : fate.scenario() + ": ") + fate.found());
    }
}
