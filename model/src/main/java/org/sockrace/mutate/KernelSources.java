package org.sockrace.mutate;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
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
    private final Map<String, Mutant> byName = new HashMap<>();
    private final Map<String, String> probed = new LinkedHashMap<>();
    private final List<Statement> statements = new ArrayList<>();
    private final Map<String, Marks> marks = new HashMap<>();
    private final Calls calls = new Calls();

    /** Reads the copies that come with the program. */
    KernelSources() {
        SourceText source = new SourceText();
        for (String file : SourceText.names()) {
            texts.put(file, String.join("\n", source.file(file)) + "\n");
        }
        texts.forEach(this::read);
        mutants.forEach(mutant -> byName.put(mutant.name(), mutant));
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
                first.put(file, statements.size());
                mutants.addAll(generator.mutants());
                probed.put(file, probed(at, generator));
                marks.put(file, new Marks(unit, at));
                calls.scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String probed(Statements at, Generator generator) {
        List<Edit> probes = new ArrayList<>();
        List<Statement> found = generator.found();
        for (int s = 0; s < found.size(); s++) {
            probes.add(Edit.insert(at.from(generator.statements().get(s)), "org.sockrace.mutate.Probes.hit(" + statements.size() + "); "));
            statements.add(found.get(s));
        }
        return Edit.apply(at.source, probes);
    }

    /** Everything that can be wrong, in the order of the text. */
    List<Mutant> mutants() {
        return mutants;
    }

    /**
     * The mistake of that {@link Mutant#name name}.
     *
     * @throws MutationException if there is none
     */
    Mutant named(String name) {
        Mutant found = byName.get(name);
        if (found == null) {
            throw new MutationException("reasons.txt names a mistake that cannot be made: " + name);
        }
        return found;
    }

    /** The texts of the files with these mistakes in them, by file. */
    Map<String, String> texts(List<Mutant> together) {
        Map<String, List<Edit>> edits = new LinkedHashMap<>();
        together.forEach(mutant -> edits.computeIfAbsent(mutant.file(), f -> new ArrayList<>()).addAll(mutant.edits()));
        Map<String, String> changed = new LinkedHashMap<>();
        edits.forEach((file, all) -> changed.put(file, Edit.apply(texts.get(file), all)));
        return changed;
    }

    /** All files, each statement preceded by a probe. */
    Map<String, String> probed() {
        return probed;
    }

    /** All files as they are. */
    Map<String, String> texts() {
        return texts;
    }

    /** The number of a mutant's statement among those of all files. */
    int statement(Mutant mutant) {
        return first.get(mutant.file()) + mutant.site();
    }

    /** The numbers of all statements of the function that a mutant is in; functions of one name in one file count as one. */
    BitSet function(Mutant mutant) {
        BitSet all = new BitSet();
        for (int s = first.get(mutant.file()); s < statements.size() && statements.get(s).file().equals(mutant.file()); s++) {
            all.set(s, statements.get(s).function().equals(mutant.function()));
        }
        return all;
    }

    /** All statements, by number. */
    List<Statement> statements() {
        return statements;
    }

    /** The marks of a file. */
    Marks marks(String file) {
        return marks.get(file);
    }

    /** Which functions call which. */
    Calls calls() {
        return calls;
    }
}
