package org.sockrace.mutate;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.sockrace.explain.SourceText;

/** The files of the modelled kernel: their statements, and what can be wrong in them. Immutable. */
final class KernelSources {

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Integer> first = new LinkedHashMap<>();
    private final List<Mutant> mutants = new ArrayList<>();
    private final Map<String, String> probed = new LinkedHashMap<>();
    private final List<String> places = new ArrayList<>();

    /** Reads the copies that come with the program. */
    KernelSources() {
        SourceText source = new SourceText();
        for (String file : SourceText.names()) {
            texts.put(file, String.join("\n", source.file(file)) + "\n");
        }
        texts.forEach(this::read);
    }

    private void read(String file, String text) {
        if (file.equals("package-info.java")) {
            return;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, d -> { }, List.of("-proc:none"), null, List.of(new SourceFile(file, text)));
        try {
            for (CompilationUnitTree unit : task.parse()) {
                Statements at = new Statements(text, unit, Trees.instance(task).getSourcePositions());
                Generator generator = new Generator(file, at);
                generator.scan(unit, null);
                first.put(file, places.size());
                mutants.addAll(generator.mutants());
                probed.put(file, probed(file, at, generator.statements()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String probed(String file, Statements at, List<StatementTree> statements) {
        List<Edit> probes = new ArrayList<>();
        for (StatementTree statement : statements) {
            probes.add(Edit.insert(at.from(statement), "org.sockrace.mutate.Probes.hit(" + places.size() + "); "));
            places.add(file + ":" + at.line(statement));
        }
        return Edit.apply(at.source, probes);
    }

    /** Everything that can be wrong, in the order of the text. */
    List<Mutant> mutants() {
        return mutants;
    }

    /** The text of a file with the mistake in it. */
    String text(Mutant mutant) {
        return Edit.apply(texts.get(mutant.file()), mutant.edits());
    }

    /** All files, each statement preceded by a probe. */
    Map<String, String> probed() {
        return probed;
    }

    /** The number of a mutant's statement among those of all files. */
    int statement(Mutant mutant) {
        return first.get(mutant.file()) + mutant.site();
    }

    /** All statements, by number: {@code SocketCore.java:139}. */
    List<String> places() {
        return places;
    }
}
