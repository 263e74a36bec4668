package org.sockrace.own;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.ToolProvider;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.machine.simulated.SourceFiles;

/** Makes classes of what users wrote. Immutable, and may be used by several threads at once. */
public final class OwnModules {

    /** None at all. */
    public static final OwnModules NONE = new OwnModules(null);

    private static final int MOST_KEPT = 50;
    /** A scenario is set up again and again: by a search, a replay, what looks for repairs. */
    private static final Map<List<OwnSource>, OwnClasses> COMPILED = new ConcurrentHashMap<>();

    private final OwnClasses classes;

    private OwnModules(OwnClasses classes) {
        this.classes = classes;
    }

    /**
     * Compiles files, all together, and loads classes.
     *
     * @param files those that scenarios name; they may use each other
     * @param names names of classes of the class path
     * @param faults the failures that {@code k.fails} can be asked for
     * @throws CodeException if that cannot be done, or if the code cannot be modelled
     */
    public static OwnModules of(Collection<OwnSource> files, Collection<String> names, Collection<String> faults) {
        OwnClasses all = new OwnClasses(Map.of(), List.of(), Map.of());
        if (!files.isEmpty()) {
            if (COMPILED.size() > MOST_KEPT) {
                COMPILED.clear();
            }
            all = COMPILED.computeIfAbsent(List.copyOf(files), f -> compiled(f, new OwnCompiler(f, List.copyOf(faults), true)));
        }
        for (String name : names) {
            all = all.and(ClassPath.classes(name));
        }
        return new OwnModules(all);
    }

    /**
     * Compiles files for real threads, where nobody counts the rounds of loops.
     *
     * @throws CodeException as in {@link #of}
     */
    static OwnModules onRealThreads(List<OwnSource> files, Collection<String> faults) {
        return new OwnModules(compiled(files, new OwnCompiler(files, List.copyOf(faults), false)));
    }

    private static OwnClasses compiled(List<OwnSource> files, OwnCompiler compiler) {
        if (ToolProvider.getSystemJavaCompiler() == null) {
            throw new CodeException("error: " + files.get(0).shown() + " has to be compiled, and this Java has no compiler: run sockrace with a JDK");
        }
        OwnCompiler.Compiled compiled = compiler.compile();
        OwnLoader loader = new OwnLoader(compiled);
        List<Class<?>> all = new ArrayList<>();
        Map<String, String> shown = new LinkedHashMap<>();
        Map<String, Class<?>> modules = new LinkedHashMap<>();
        for (String name : compiled.classes().keySet().stream().sorted().toList()) {
            Class<?> type = loader.named(name);
            OwnSource file = compiled.from().get(name);
            all.add(type);
            shown.put(name, file.shown());
            if (type.getSimpleName().equals(file.module()) && type.getEnclosingClass() == null) {
                modules.put(file.shown(), type);
            }
        }
        return new OwnClasses(modules, all, shown);
    }

    /** Whether there is no class. */
    public boolean isEmpty() {
        return classes == null;
    }

    /** Where the text of each class is. */
    public SourceFiles files() {
        return classes == null ? SourceFiles.NO_MORE : classes;
    }

    OwnClasses classes() {
        return classes;
    }
}
