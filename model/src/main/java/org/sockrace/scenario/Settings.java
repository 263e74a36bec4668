package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is said of a module or of a kernel: attributes and their values. See {@link ScenarioBuilder}.
 *
 * @param <K> {@link ModuleAttribute} or {@link KernelSwitch}
 */
public final class Settings<K extends Enum<K>> {

    /** A list, not a map: that nothing is said twice is a rule of the language. */
    private final List<Setting<K>> all = new ArrayList<>();

    private record Setting<K>(K key, List<String> values) { }

    Settings() { }

    /**
     * Says {@code key=value}.
     *
     * @param values a word, a number, a class, or true and false for {@code yes} and {@code no}; several are alternatives, as is a text with {@code |}
     */
    public Settings<K> with(K key, Object... values) {
        all.add(new Setting<>(key, Stream.of(values).flatMap(v -> words(key, v)).toList()));
        return this;
    }

    private Stream<String> words(K key, Object value) {
        if (value instanceof Class<?> type) {
            return Stream.of(type.getName());
        }
        if (value instanceof Boolean yes) {
            return Stream.of(yes ? "yes" : "no");
        }
        return Constants.words(key == ModuleAttribute.FAMILY ? ParameterKind.FAMILY : ParameterKind.PROTOCOL, value).stream();
    }

    void addTo(Words words) {
        for (Setting<K> setting : all) {
            words.blank().word(id(setting.key())).symbol("=");
            if (setting.key() == ModuleAttribute.SOURCE) {
                words.strings(setting.values());
            } else {
                words.alternatives(setting.values());
            }
        }
    }

    private static String id(Enum<?> key) {
        return key instanceof ModuleAttribute attribute ? attribute.id() : ((KernelSwitch) key).id();
    }
}
