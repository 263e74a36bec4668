package org.sockrace.own;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sockrace.machine.simulated.SourceFiles;

/**
 * The classes of a scenario's own modules, ready to be used. Immutable.
 *
 * @param modules by what the scenario says for a module's source: a file's path as it is shown, or the name of a class
 * @param all all classes: those of the files, and the others with the classes that they are nested in and that are nested in them
 * @param files where the text of each class is, by the class's name: what the file is called for users
 */
record OwnClasses(Map<String, Class<?>> modules, List<Class<?>> all, Map<String, String> files) implements SourceFiles {

    /** Copies the collections. */
    OwnClasses {
        modules = Map.copyOf(modules);
        all = List.copyOf(all);
        files = Map.copyOf(files);
    }

    @Override
    public String of(String className) {
        return files.get(className);
    }

    @Override
    public boolean isFile(String file) {
        return files.containsValue(file);
    }

    /** Both. */
    OwnClasses and(OwnClasses other) {
        Map<String, Class<?>> both = new LinkedHashMap<>(modules);
        both.putAll(other.modules);
        Map<String, String> known = new LinkedHashMap<>(files);
        known.putAll(other.files);
        return new OwnClasses(both, Stream.concat(all.stream(), other.all.stream()).distinct().toList(), known);
    }
}
