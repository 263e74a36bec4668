package org.sockrace.own;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.kernel.ModuleCode;
import org.sockrace.machine.simulated.CodeException;

/** Modules that are classes of the class path, as in tests. */
final class ClassPath {

    /** Where the sources of a project usually are, seen from where its tests run. */
    private static final List<String> SOURCES = List.of("src/test/java", "src/main/java", "src");

    private ClassPath() { }

    static OwnClasses classes(String name) {
        Class<?> type = named(name);
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        List<Class<?>> all = new ArrayList<>();
        collect(outer, all);
        Map<String, String> files = new HashMap<>();
        String file = file(outer);
        for (Class<?> each : all) {
            files.put(each.getName(), file);
        }
        all.stream().filter(c -> ModuleCode.class.isAssignableFrom(type) && isIn(c, type) || BuiltIn.class.isAssignableFrom(c)).forEach(ClassPath::refuseState);
        return new OwnClasses(Map.of(name, type), all, files);
    }

    private static Class<?> named(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            return Class.forName(name, false, loader == null ? ClassPath.class.getClassLoader() : loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new CodeException("error: there is no class " + name + " on the class path (the name of a file with Java source ends with .java)", e);
        }
    }

    private static void collect(Class<?> type, List<Class<?>> all) {
        all.add(type);
        for (Class<?> nested : type.getDeclaredClasses()) {
            collect(nested, all);
        }
    }

    private static boolean isIn(Class<?> nested, Class<?> outer) {
        return nested != null && (nested == outer || isIn(nested.getEnclosingClass(), outer));
    }

    private static void refuseState(Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isFinal(field.getModifiers()) && !field.isSynthetic()) {
                throw new CodeException("error: the field " + field.getName() + " of " + type.getName() + " is state outside the machine's cells: make it a "
                        + "cell, such as final Word " + field.getName() + " = k.word(self.mem, \"" + field.getName() + "\", 0), or final");
            }
        }
    }

    /** The path of the file with the source if it is where it usually is; otherwise the file's name, whose lines cannot be shown. */
    private static String file(Class<?> outer) {
        String path = outer.getName().replace('.', '/') + ".java";
        return SOURCES.stream().map(folder -> folder + "/" + path).filter(f -> Files.isReadable(Path.of(f))).findFirst()
                .orElse(outer.getSimpleName() + ".java");
    }
}
