package org.sockrace.scenario;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.kernel.history.Revert;

/**
 * Which kernel a scenario runs on.
 *
 * @param version one of {@link KernelVersion#texts}
 * @param switches what differs from that version: a switch's id to its value
 */
public record KernelChoice(String version, Map<String, String> switches) {

    /** The kernel of a scenario that does not say. */
    public static final KernelChoice DEFAULT = new KernelChoice(KernelVersion.DEFAULT.text(), Map.of());

    /** Copies the switches. */
    public KernelChoice {
        switches = Collections.unmodifiableMap(new LinkedHashMap<>(switches));
    }

    /** Whether that is said to be {@code yes}. */
    public boolean has(KernelSwitch which) {
        return "yes".equals(switches.get(which.id()));
    }

    /** The change that it is without. */
    public Optional<Revert> revert() {
        return Revert.named(switches.getOrDefault(KernelSwitch.REVERT.id(), ""));
    }

    /** The same with another value of a switch. */
    KernelChoice with(KernelSwitch which, String value) {
        Map<String, String> changed = new LinkedHashMap<>(switches);
        if (which == KernelSwitch.REVERT && value.equals("none")) {
            changed.remove(which.id());
        } else {
            changed.put(which.id(), value);
        }
        return new KernelChoice(version, changed);
    }

    /** As users write it. */
    public String text() {
        StringBuilder text = new StringBuilder(version);
        switches.forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
        return text.toString();
    }
}
