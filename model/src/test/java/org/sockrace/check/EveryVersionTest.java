package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.explore.Progress;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.Expectation;
import org.sockrace.scenario.KnownModule;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/**
 * What the catalogue says of the default kernel, asked of other versions: their errors differ, but none breaks a property that the scenario does not name. The
 * versions are a sample, in which each large change is once; {@code -Dversions=all} takes every one, {@code -Dversions=3.10,4.19} these.
 */
@SameOnEveryJdk
class EveryVersionTest {

    private static final Set<KernelVersion> VERSIONS = versions(System.getProperty("versions", "2.6.32,3.10,5.4,6.1,7.1"));

    /**
     * What only those kernels break whose free_module sets MODULE_STATE_UNFORMED without module_mutex: module_is_live is true again then, and with no reference
     * of the module to itself nothing else tells try_module_get that the module is being freed.
     */
    private static final Map<String, Set<Property>> UNTIL_3_18 = Map.of(
            "rmmod-vs-rmmod", EnumSet.of(Property.NO_DATA_RACE),
            "rmmod-vs-insmod-vs-socket", EnumSet.of(Property.NO_DATA_RACE),
            "insmod-vs-insmod", EnumSet.of(Property.NO_DATA_RACE),
            "pep-autoload-vs-insmod", EnumSet.of(Property.NO_DATA_RACE),
            "insmod-interrupted", EnumSet.of(Property.NO_DATA_RACE, Property.KERNEL_ASSERTION, Property.NO_USE_AFTER_UNLOAD, Property.REFCOUNT_BALANCE),
            "inet-vs-rmmod", EnumSet.of(Property.UNREGISTER_CONTRACT, Property.REFCOUNT_BALANCE),
            "inet-sk-alloc-fails", EnumSet.of(Property.REFCOUNT_BALANCE),
            "inet6-vs-rmmod", EnumSet.of(Property.UNREGISTER_CONTRACT, Property.REFCOUNT_BALANCE),
            "pppox-after-insmod", EnumSet.of(Property.NO_DATA_RACE, Property.KERNEL_ASSERTION, Property.NO_USE_AFTER_UNLOAD, Property.REFCOUNT_BALANCE,
                    Property.UNREGISTER_CONTRACT),
            "pppox-protocol-in-turn", EnumSet.of(Property.NO_DATA_RACE, Property.KERNEL_ASSERTION, Property.NO_USE_AFTER_UNLOAD, Property.REFCOUNT_BALANCE,
                    Property.UNREGISTER_CONTRACT));

    /** What 2.6.32 breaks, and no later one: a family is published by a plain store, and who closes a pipe of Phonet uses its sk after it was freed. */
    private static final Map<String, Set<Property>> ON_2_6_32 = Map.ofEntries(
            Map.entry("phonet-failing-init", EnumSet.of(Property.NO_DATA_RACE)),
            Map.entry("phonet-vs-insmod", EnumSet.of(Property.NO_DATA_RACE)),
            Map.entry("unix-vs-insmod", EnumSet.of(Property.NO_DATA_RACE)),
            Map.entry("socket-vs-insmod-fails", EnumSet.of(Property.NO_DATA_RACE)),
            Map.entry("autoload-two-sockets", EnumSet.of(Property.NO_DATA_RACE)),
            Map.entry("rmmod-vs-insmod-vs-socket", EnumSet.of(Property.NO_DATA_RACE)),
            Map.entry("unregister-register-socket", EnumSet.of(Property.NO_DATA_RACE)),
            Map.entry("socket-vs-insmod-ipv6", EnumSet.of(Property.NO_DATA_RACE)),
            Map.entry("insmod-ipv6-in-order", EnumSet.of(Property.NO_DATA_RACE)),
            Map.entry("pep-alone", EnumSet.of(Property.NO_USE_AFTER_FREE)),
            Map.entry("pep-vs-insmod", EnumSet.of(Property.NO_USE_AFTER_FREE)),
            Map.entry("pep-close-vs-rmmod", EnumSet.of(Property.NO_USE_AFTER_FREE)));

    private static Set<Property> more(String scenario, KernelVersion version) {
        return (version.since(3, 19) ? Map.<String, Set<Property>>of() : version.since(3, 10) ? UNTIL_3_18 : ON_2_6_32).getOrDefault(scenario, Set.of());
    }

    private static boolean there(Scenario scenario, KernelVersion version) {
        // As a part of the kernel, which it can only be since 6.0, unix never leaves, and what it leaves behind is no module's.
        return scenario.modules().stream().allMatch(m -> m.toy()
                || m.known().isIn(version) && !(m.known() == KnownModule.AF_UNIX && version.since(6, 0)));
    }

    private static Set<KernelVersion> versions(String asked) {
        return asked.equals("all") ? EnumSet.allOf(KernelVersion.class)
                : Stream.of(asked.split(",")).map(v -> KernelVersion.named(v).orElseThrow()).collect(Collectors.toSet());
    }

    private static List<CatalogueEntry> ofTheDefault() {
        return Catalogue.load().entries().stream().filter(e -> !e.text().contains("\n  kernel ")).toList();
    }

    private static Scenario on(CatalogueEntry entry, KernelVersion version) {
        String text = entry.text().replaceFirst("(?m)^scenario .*$", "$0\n  kernel " + version.text());
        return ScenarioParser.parse(text, entry.path(), entry.scenario().name());
    }

    private static Set<Property> broken(Scenario scenario) {
        CheckReport report = Checker.check(scenario, CheckOptions.DEFAULT.withoutCounterexamples(), Progress.NONE);
        return report.violations().stream().map(Violation::property).filter(p -> p != Property.OUTCOMES)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Property.class)));
    }

    @TestFactory
    Stream<DynamicTest> breaksNothingElse() {
        return ofTheDefault().stream().map(e -> DynamicTest.dynamicTest(e.scenario().name(), () -> {
            for (KernelVersion version : VERSIONS.stream().filter(v -> there(e.scenario(), v)).toList()) {
                Set<Property> broken = broken(on(e, version));
                if (e.scenario().expectation().kind() == Expectation.Kind.BREAKS) {
                    broken.removeAll(e.scenario().expectation().properties());
                }
                assertThat(broken).as(version.text()).isEqualTo(more(e.scenario().name(), version));
            }
        }));
    }

    @Test
    void whatBreaksIsSeen() {
        CatalogueEntry forced = ofTheDefault().stream().filter(e -> e.scenario().name().equals("packet-registers-early")).findFirst().orElseThrow();
        assertThat(broken(on(forced, KernelVersion.V4_4))).isNotEmpty();
        assertThat(broken(on(forced, KernelVersion.V7_1))).isEmpty();
    }
}
