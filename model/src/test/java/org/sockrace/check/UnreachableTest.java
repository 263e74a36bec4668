package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.explore.Progress;
import org.sockrace.scenario.Catalogue;
import org.sockrace.scenario.CatalogueEntry;
import org.sockrace.explain.GotoMap;

/** Every goto label and edge of the modelled kernel is passed by the catalogue, or explained; and what is explained is not passed. */
@SameOnEveryJdk
class UnreachableTest {

    @Test
    void everythingIsCoveredOrExplained() {
        GotoMap map = GotoMap.bundled();
        Set<String> missing = new TreeSet<>(map.labels());
        map.gotos().forEach(g -> {
            missing.add(g.function() + " " + g.file() + ":" + g.line() + " taken");
            missing.add(g.function() + " " + g.file() + ":" + g.line() + " not taken");
        });
        CheckOptions options = CheckOptions.DEFAULT.withoutCounterexamples();
        for (CatalogueEntry entry : Catalogue.load().entries()) {
            CheckReport report = Checker.check(entry.scenario(), options, Progress.NONE);
            report.labels().forEach((label, n) -> missing.remove(label));
            report.edges().forEach((edge, n) -> missing.remove(edge));
        }
        assertThat(missing).isEqualTo(new TreeSet<>(Unreachable.explained(map).keySet()));
    }
}
