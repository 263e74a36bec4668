package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockrace.explore.Progress;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.scenario.Expectation;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/**
 * What the catalogue says of the default kernel, asked of other versions: their errors differ, but none breaks a property that the scenario does not name. The
 * versions are a sample, in which each large change is once; {@code -Dversions=all} takes every one.
 */
class EveryVersionTest {

    private static final Set<KernelVersion> VERSIONS = System.getProperty("versions", "").equals("all") ? EnumSet.allOf(KernelVersion.class)
            : EnumSet.of(KernelVersion.V5_4, KernelVersion.V6_1, KernelVersion.V7_1);

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
            for (KernelVersion version : VERSIONS) {
                Set<Property> broken = broken(on(e, version));
                if (e.scenario().expectation().kind() == Expectation.Kind.BREAKS) {
                    broken.removeAll(e.scenario().expectation().properties());
                }
                assertThat(broken).as(version.text()).isEmpty();
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
