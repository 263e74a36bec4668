package org.sockrace.conform.source;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.sockrace.kernel.KernelConfig;

/**
 * How the modelled kernel compares with the C of a kernel.
 *
 * @param functions the functions, in the order of the rules
 * @param missing those that the C does not have under any known name, though that of this version has them; by the files where they were looked for
 * @param absent those that the C of this version does not have, as is known: their callers in Java are compared as if they contained them
 * @param unmodelled by function, what its C calls and nobody models or leaves out on purpose
 */
public record SourceComparison(List<Compared> functions, Map<String, List<String>> missing, List<String> absent, Map<String, Set<String>> unmodelled) {

    private static final String C_ONLY = "C only: ";

    /** What came of a function. */
    public enum Verdict {
        /** Both do the same. */
        SAME,
        /** Each difference is explained by a MODEL: mark. */
        MARKED,
        /** They differ. */
        DIFFERS
    }

    /**
     * A function.
     *
     * @param place where its C is, {@code file:line}
     * @param java where its Java is, {@code file:line}
     * @param differences those that nothing explains
     * @param marked those that a mark explains, by the mark
     * @param rows both skeletons side by side
     */
    public record Compared(String function, String place, String java, Verdict verdict, List<String> differences, Map<String, List<String>> marked,
            Alignment rows) { }

    /**
     * Compares.
     *
     * @param config the version of the modelled kernel
     * @param leftOut what is not compared
     * @param marks what is explained
     */
    public static SourceComparison of(Skeletons skeletons, KernelConfig config, Rules rules, LeftOut leftOut, Marks marks) {
        return of(skeletons, new JavaModel(config, rules, JavaModel.bundled()), rules, leftOut, marks);
    }

    /** Compares with any text of the model. */
    static SourceComparison of(Skeletons skeletons, JavaModel model, Rules rules, LeftOut leftOut, Marks marks) {
        Reduction reduction = new Reduction(leftOut, model.cells());
        List<Compared> functions = new ArrayList<>();
        Map<String, List<String>> missing = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        Set<String> there = there(skeletons, model.config(), rules);
        Map<String, Set<String>> unmodelled = new LinkedHashMap<>();
        Set<String> called = new TreeSet<>();
        for (Rules.Entry entry : rules.functions()) {
            Source.Function java = model.find(entry.java());
            Skeletons.InC c = skeletons.functions().get(entry.name());
            if (java == null) {
                continue;
            }
            if (c == null) {
                (there.contains(entry.name()) ? missing.computeIfAbsent(String.join(" or ", entry.files()), f -> new ArrayList<>()) : absent).add(entry.name());
                continue;
            }
            JavaCompiler compiler = new JavaCompiler(rules, model, entry.name(), there);
            Code code = compiler.compile(java);
            Skeleton inC = reduction.reduce(entry.name(), c.skeleton());
            Skeleton inJava = reduction.reduce(entry.name(), Follower.follow(entry.java(), code, compiler.status()));
            List<String> present = model.marks(java, compiler.copied());
            Compared compared = compared(entry.name(), c.place(), java, inC, inJava, d -> marks.explains(entry.name(), d, present, model.config().version()));
            functions.add(compared);
            called.addAll(calls(inJava));
            if (compared.verdict() == Verdict.DIFFERS) {
                Set<String> calls = calls(inC);
                calls.removeIf(name -> compared.marked().values().stream().anyMatch(m -> m.contains(C_ONLY + name + "()")));
                unmodelled.put(entry.name(), calls);
            }
        }
        rules.functions().forEach(f -> called.add(f.name()));
        unmodelled.values().forEach(calls -> calls.removeAll(called));
        unmodelled.values().removeIf(Set::isEmpty);
        return new SourceComparison(functions, missing, absent, unmodelled);
    }

    /** The functions that the C has, or should have. */
    private static Set<String> there(Skeletons skeletons, KernelConfig config, Rules rules) {
        Set<String> there = new TreeSet<>(skeletons.functions().keySet());
        rules.functions().stream().map(Rules.Entry::name).filter(name -> !rules.without(name, config.version().text())).forEach(there::add);
        return there;
    }

    private static Set<String> calls(Skeleton skeleton) {
        Set<String> names = new TreeSet<>();
        skeleton.nodes().stream().filter(n -> n.kind() == Skeleton.Kind.CALL).forEach(n -> names.add(n.text().replaceFirst("[({].*", "")));
        return names;
    }

    private static Compared compared(String name, String place, Source.Function java, Skeleton inC, Skeleton inJava,
            UnaryOperator<String> mark) {
        List<String> differences = new ArrayList<>();
        Map<String, List<String>> marked = new LinkedHashMap<>();
        for (String difference : Lockstep.compare(inC, inJava)) {
            String text = mark.apply(difference);
            if (text == null) {
                differences.add(difference);
            } else {
                marked.computeIfAbsent(text, m -> new ArrayList<>()).add(difference);
            }
        }
        Verdict verdict = !differences.isEmpty() ? Verdict.DIFFERS : marked.isEmpty() ? Verdict.SAME : Verdict.MARKED;
        return new Compared(name, place, java.source().file() + ":" + java.line(), verdict, differences, marked,
                Listing.beside(inC, inJava));
    }

    /** Whether nothing is missing, and nothing differs that no mark explains. */
    public boolean agrees() {
        return count(Verdict.DIFFERS) == 0 && missing.isEmpty();
    }

    /** That of one function; empty if it is not compared. */
    public Optional<SourceComparison> only(String function) {
        List<Compared> one = functions.stream().filter(f -> f.function().equals(function)).toList();
        Map<String, List<String>> gone = new LinkedHashMap<>();
        missing.forEach((files, names) -> {
            if (names.contains(function)) {
                gone.put(files, List.of(function));
            }
        });
        List<String> other = absent.stream().filter(function::equals).toList();
        Map<String, Set<String>> calls = unmodelled.containsKey(function) ? Map.of(function, unmodelled.get(function)) : Map.of();
        return one.isEmpty() && gone.isEmpty() && other.isEmpty() ? Optional.empty() : Optional.of(new SourceComparison(one, gone, other, calls));
    }

    /** How many functions came out like that. */
    public long count(Verdict verdict) {
        return functions.stream().filter(f -> f.verdict() == verdict).count();
    }
}
