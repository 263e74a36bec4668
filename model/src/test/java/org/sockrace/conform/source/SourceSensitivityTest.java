package org.sockrace.conform.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sockrace.Golden;
import org.sockrace.check.KernelChoices;
import org.sockrace.kernel.KernelVersion;

/** How sharp the comparison is: every step of the modelled functions is taken away, every test is turned, and what is not noticed is pinned. */
class SourceSensitivityTest {

    private static final Rules RULES = Rules.bundled();
    private static final LeftOut LEFT_OUT = LeftOut.bundled();
    private static final Marks MARKS = Marks.bundled();

    private int mutants;
    private int unnoticed;
    private final Map<String, Set<KernelVersion>> missed = new TreeMap<>();

    /** What is not noticed is near a difference that a mark explains: the mark would explain it as well. */
    @Test
    void whatIsNotNoticedIsKnown() {
        for (KernelVersion version : KernelVersion.values()) {
            mutate(version);
        }
        StringBuilder text = new StringBuilder(mutants + " mutants, " + unnoticed + " not noticed\n");
        missed.forEach((mutant, versions) -> text.append(mutant).append(" | ").append(versions).append('\n'));
        Golden.check("conform-source-unnoticed.txt", text.toString());
    }

    private void mutate(KernelVersion version) {
        Map<String, Skeletons.InC> c = Skeletons.of(Path.of("src/test/resources/real-kernel/skeletons/linux-" + version + ".txt"), RULES).functions();
        JavaModel model = new JavaModel(KernelChoices.version(version.text()), RULES, JavaModel.bundled());
        Reduction reduction = new Reduction(LEFT_OUT, model.cells());
        for (Map.Entry<String, Skeletons.InC> function : c.entrySet()) {
            String name = function.getKey();
            Source.Function java = model.find(RULES.java(name));
            if (java == null) {
                continue;
            }
            JavaCompiler compiler = new JavaCompiler(RULES, model, name, c.keySet());
            Code code = compiler.compile(java);
            Skeleton inJava = reduction.reduce(name, Follower.follow(name, code, compiler.status()));
            Skeleton inC = reduction.reduce(name, function.getValue().skeleton());
            List<String> marks = model.marks(java, compiler.copied());
            mutants(inJava).forEach((mutant, skeleton) -> {
                mutants++;
                if (Lockstep.compare(inC, skeleton).stream().allMatch(d -> MARKS.explains(name, d, marks, version) != null)) {
                    unnoticed++;
                    missed.computeIfAbsent(name + " | " + mutant.replaceFirst("^[0-9]+ ", ""), m -> new TreeSet<>()).add(version);
                }
            });
        }
    }

    /** The mutants, by what was done at which step. */
    private static Map<String, Skeleton> mutants(Skeleton s) {
        Map<String, Skeleton> all = new LinkedHashMap<>();
        for (int i = 0; i < s.nodes().size(); i++) {
            Skeleton.Node n = s.at(i);
            if (n.kind() == Skeleton.Kind.CALL || n.kind() == Skeleton.Kind.SET) {
                all.put(i + " no " + n, without(s, i, n.next()));
            } else if (n.kind() == Skeleton.Kind.TEST) {
                all.put(i + " always " + n, without(s, i, n.next()));
                all.put(i + " never " + n, without(s, i, n.other()));
                List<Skeleton.Node> turned = new ArrayList<>(s.nodes());
                turned.set(i, new Skeleton.Node(n.kind(), n.text(), /* next= */ n.other(), /* other= */ n.next()));
                all.put(i + " turned " + n, Reduction.smallest(new Skeleton(turned)));
            }
        }
        return all;
    }

    /** The skeleton in which whoever came to the node comes to another one. */
    private static Skeleton without(Skeleton s, int node, int to) {
        List<Skeleton.Node> nodes = new ArrayList<>(s.nodes().stream()
                .map(n -> new Skeleton.Node(n.kind(), n.text(), n.next() == node ? to : n.next(), n.other() == node ? to : n.other())).toList());
        if (node == 0) {
            nodes.set(0, nodes.get(to));
        }
        return Reduction.smallest(new Skeleton(nodes));
    }
}
