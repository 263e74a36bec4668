package org.sockrace.scenario;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.sockrace.kernel.Errno;
import org.sockrace.kernel.ToyProtocol;

/**
 * A module of a scenario.
 *
 * @param name its name, as rmmod takes it
 * @param known the real module of that name, or null if it is a toy family or a module of the user's own
 * @param attributes what the scenario says of it, each value as written
 * @param where where it is declared
 */
public record ModuleDecl(String name, KnownModule known, Map<ModuleAttribute, String> attributes, Where where) {

    /** The owner of proto_ops that is the module itself. */
    static final String SELF = "self";
    /** That nobody owns them. */
    static final String NONE = "none";
    private static final int NO_FAMILY = -1;

    /** Copies the attributes. */
    public ModuleDecl {
        Map<ModuleAttribute, String> copy = new EnumMap<>(ModuleAttribute.class);
        copy.putAll(attributes);
        attributes = Collections.unmodifiableMap(copy);
    }

    /** Whether it is a toy family, made of its attributes alone. */
    public boolean toy() {
        return known == null && !own();
    }

    /** Whether it is one of the user's own, made of a Java source. */
    public boolean own() {
        return attributes.containsKey(ModuleAttribute.SOURCE);
    }

    /** Whether it may register a protocol of netlink. */
    public boolean hasNetlinkProtocol() {
        return own() || known == KnownModule.XFRM_USER;
    }

    /** Whether it is a whole family, and no protocol of one. */
    public boolean isFamily() {
        return own() ? attributes.containsKey(ModuleAttribute.FAMILY) : toy() ? protocol().isEmpty() : known.isFamily();
    }

    /** The attribute's value, the default if nothing is said. */
    public String get(ModuleAttribute attribute) {
        return attributes.getOrDefault(attribute, attribute.byDefault());
    }

    /** The attribute's value as scenarios say it: {@code owner=self}, or {@code without requests}. */
    String says(ModuleAttribute attribute) {
        return get(attribute).isEmpty() ? "without " + attribute.id() : attribute.id() + "=" + get(attribute);
    }

    /** The same with another value of an attribute. */
    ModuleDecl with(ModuleAttribute attribute, String value) {
        Map<ModuleAttribute, String> changed = new EnumMap<>(ModuleAttribute.class);
        changed.putAll(attributes);
        changed.put(attribute, value);
        return new ModuleDecl(name, known, changed, where);
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

    /** The number of its family; of a module of the user's own the one that it is said to be, or -1. */
    public int family() {
        if (own() && !attributes.containsKey(ModuleAttribute.FAMILY)) {
            return NO_FAMILY;
        }
        return known == null ? Constants.value(get(ModuleAttribute.FAMILY)).orElseThrow() : known.family();
    }

    /** The number of the protocol that it is, if it is no family. */
    public OptionalInt protocol() {
        return Constants.value(get(ModuleAttribute.PROTOCOL));
    }

    /** What create may return: 0 or a negative errno. */
    public List<Integer> createResults() {
        return list(ModuleAttribute.CREATE).stream().map(word -> word.equals("ok") ? 0 : -Errno.number(word.substring(1))).toList();
    }

    /** The names of the modules whose symbols it uses, the owner of its proto_ops first if that is another one. */
    public List<String> depends() {
        if (known != null) {
            return known.depends();
        }
        Set<String> names = new LinkedHashSet<>();
        if (protocol().isPresent()) {
            names.addAll(ToyProtocol.FAMILIES.getOrDefault(family(), List.of()));
        }
        if (owner() == Owner.OTHER) {
            names.add(get(ModuleAttribute.OWNER));
        }
        names.addAll(list(ModuleAttribute.DEPENDS));
        return List.copyOf(names);
    }

    /** Who owns its proto_ops. */
    public enum Owner {
        /** The module itself. */
        SELF,
        /** Nobody. */
        NONE,
        /** Another module. */
        OTHER
    }

    /** Who owns its proto_ops. */
    public Owner owner() {
        return switch (get(ModuleAttribute.OWNER)) {
            case SELF -> Owner.SELF;
            case NONE -> Owner.NONE;
            default -> Owner.OTHER;
        };
    }
}
