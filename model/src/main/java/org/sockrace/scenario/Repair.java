package org.sockrace.scenario;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sockrace.kernel.KernelVersion;

/**
 * A single change of a scenario's kernel or of one of its modules that could be what repairs it: whether it is, a search must say. What only hides a race is
 * none: a kernel without preemption, a module that cannot be unloaded, a failure that does not happen.
 *
 * @param change what is changed, as scenarios say it: {@code module toy owner=self}
 * @param scenario the scenario with that change, expected to hold
 */
public record Repair(String change, Scenario scenario) {

    /** What a right kernel would have. */
    private static final Map<KernelSwitch, List<String>> RIGHT = new EnumMap<>(Map.of(
            KernelSwitch.INET_PINS_PROTOCOL, List.of("yes"), KernelSwitch.CAN_OPS_OWNER, List.of("yes"), KernelSwitch.FREE_MODULE_WAITS, List.of("rcu"),
            KernelSwitch.CORE_CLEARS_SK, List.of("yes"), KernelSwitch.ON_CREATE_FAILURE, List.of("core", "family"),
            KernelSwitch.INODE_LOCK_IN_RELEASE, List.of("yes"), KernelSwitch.MAP_FD_CONSUMES, List.of("yes"), KernelSwitch.FORCE_UNLOAD, List.of("no"),
            KernelSwitch.REVERT, List.of("none")));

    /** Called with the value that a switch has in a version, as scenarios write it. */
    @FunctionalInterface
    public interface Usual {
        /** That value. */
        String value(KernelSwitch of, String version);
    }

    /** All that could repair a scenario, the smallest changes first: attributes of its modules, switches of its kernel, later kernels. */
    public static List<Repair> of(Scenario scenario, Usual usual) {
        List<Repair> repairs = new ArrayList<>();
        scenario.modules().forEach(module -> ofModule(scenario, module, repairs));
        for (KernelSwitch which : KernelSwitch.values()) {
            String now = scenario.kernel().switches().getOrDefault(which.id(), usual.value(which, scenario.kernel().version()));
            for (String value : RIGHT.getOrDefault(which, List.of())) {
                if (!value.equals(now)) {
                    String change = which == KernelSwitch.REVERT ? "the fix: " + scenario.kernel().revert().orElseThrow().change()
                            : "kernel switch " + which.id() + "=" + value;
                    repairs.add(new Repair(change, scenario.on(scenario.kernel().with(which, value))));
                }
            }
        }
        List<String> versions = KernelVersion.texts();
        for (String later : versions.subList(versions.indexOf(scenario.kernel().version()) + 1, versions.size())) {
            KernelVersion version = KernelVersion.named(later).orElseThrow();
            if (scenario.kernel().revert().filter(r -> !r.appliesTo(version)).isPresent()) {
                continue;
            }
            repairs.add(new Repair("kernel " + later, scenario.on(new KernelChoice(later, scenario.kernel().switches()))));
        }
        return repairs;
    }

    private static void ofModule(Scenario scenario, ModuleDecl module, List<Repair> repairs) {
        for (ModuleAttribute attribute : module.attributes().keySet()) {
            right(module, attribute).filter(value -> !value.equals(module.get(attribute))).map(value -> module.with(attribute, value))
                    .ifPresent(other -> repairs.add(new Repair("module " + module.name() + " " + other.says(attribute), scenario.with(other))));
        }
    }

    /** The value of an attribute in a module without that mistake. */
    private static Optional<String> right(ModuleDecl module, ModuleAttribute attribute) {
        return switch (attribute) {
            case OWNER, REGISTERS, SK_DANGLING, MAKES_SOCKET, SLOPPY, REQUESTS -> Optional.of(attribute.byDefault());
            case INIT -> Optional.of(module.get(attribute).replace("fails-late", "fails"));
            case CALLBACK -> module.get(attribute).matches("none|sk") ? Optional.empty() : Optional.of("data");
            case LOADED, FAMILY, PROTOCOL, CREATE, ACCEPT, SOCKETPAIR, PERMANENT, DEPENDS, ALIAS, SOURCE -> Optional.empty();
        };
    }
}
