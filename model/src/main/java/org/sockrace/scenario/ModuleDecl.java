package org.sockrace.scenario;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sockrace.kernel.Errno;

/**
 * A module of a scenario.
 *
 * @param name its name, as rmmod takes it
 * @param known the real module of that name, or null if it is a toy family
 * @param attributes what the scenario says of it, each value as written
 */
public record ModuleDecl(String name, KnownModule known, Map<ModuleAttribute, String> attributes) {

    /** Copies the attributes. */
    public ModuleDecl {
        Map<ModuleAttribute, String> copy = new EnumMap<>(ModuleAttribute.class);
        copy.putAll(attributes);
        attributes = Collections.unmodifiableMap(copy);
    }

    /** Whether it is a toy family, made of its attributes alone. */
    public boolean toy() {
        return known == null;
    }

    /** The attribute's value, the default if nothing is said. */
    public String get(ModuleAttribute attribute) {
        return attributes.getOrDefault(attribute, attribute.byDefault());
    }

    /** Whether the attribute is {@code yes}. */
    public boolean is(ModuleAttribute attribute) {
        return get(attribute).equals("yes");
    }

    /** The attribute's values, if there may be several. */
    public List<String> list(ModuleAttribute attribute) {
        String value = get(attribute);
        return value.isEmpty() ? List.of() : List.of(value.split("\\|"));
    }

    /** Whether it is loaded before the threads start. */
    public boolean loaded() {
        return is(ModuleAttribute.LOADED);
    }

    /** The number of its family. */
    public int family() {
        return toy() ? Constants.value(get(ModuleAttribute.FAMILY)).orElseThrow() : known.family();
    }

    /** What create may return: 0 or a negative errno. */
    public List<Integer> createResults() {
        return list(ModuleAttribute.CREATE).stream().map(word -> word.equals("ok") ? 0 : -Errno.number(word.substring(1))).toList();
    }

    /** The names of the modules whose symbols it uses. */
    public List<String> depends() {
        return toy() ? list(ModuleAttribute.DEPENDS) : known.depends();
    }
}
