package org.sockrace.conform.ftrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.explain.Timeline;

/** The part of a recording that a page shows. */
class ExcerptTest {

    private static final Path RECORDED = Path.of("src/test/resources/real-kernel/l2tp_ip_unload.trace");
    @TempDir
    private Path folder;

    /** The recording without that module_put, by number from 1. */
    private Path without(int put) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(RECORDED));
        List<Integer> puts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(" module_put: ")) {
                puts.add(i);
            }
        }
        lines.remove((int) puts.get(put - 1));
        return Files.write(folder.resolve("bad.trace"), lines);
    }

    @Test
    void endsSoonAfterWhatNothingExplains() throws IOException {
        Recording recording = new Recording(without(40));
        Finding finding = recording.validate("6.1", null, null, null).finding();
        Excerpt excerpt = recording.excerpt(finding, 500);
        List<Step> steps = excerpt.events().steps();
        Step broken = steps.stream().filter(s -> s.kind() == Counterexample.Kind.BROKEN).findFirst().orElseThrow();
        assertThat(broken.line()).isEqualTo(finding.line());
        assertThat(broken.source()).isEqualTo(finding.text().strip());
        assertThat(steps).hasSize(500);
        assertThat(excerpt.total()).isEqualTo(1764);
        assertThat(steps.get(0).number()).isEqualTo(excerpt.first());
        assertThat(excerpt.last() - broken.number()).isEqualTo(24);
        assertThat(excerpt.events().why().get(0)).contains(finding.why());
    }

    @Test
    void ofARecordingThatIsExplainedIsWhereACallFailed() {
        Excerpt excerpt = new Recording(RECORDED).excerpt(null, 500);
        assertThat(excerpt.events().timeline().spans()).extracting(Timeline.Span::what).contains("socket(PF_INET, SOCK_DGRAM, 115) = ENOMEM");
        assertThat(excerpt.events().steps()).noneMatch(s -> s.kind() == Counterexample.Kind.BROKEN);
    }

    @Test
    void whatFitsIsThereAsAWhole() {
        Excerpt excerpt = new Recording(RECORDED).excerpt(null, 5_000);
        assertThat(excerpt.first()).isEqualTo(1);
        assertThat(excerpt.last()).isEqualTo(excerpt.total()).isEqualTo(1765);
        Counterexample events = excerpt.events();
        assertThat(events.threads()).contains("racer-95", "racer-98", "racer-99");
        assertThat(events.steps().get(2).operation()).isEqualTo("module_get l2tp_ip refcnt=2");
        assertThat(events.steps().get(2).changes()).containsExactly("l2tp_ip.refcnt is 2");
        assertThat(events.steps().get(5).changes()).containsExactly("l2tp_ip.refcnt 2 -> 3");
        assertThat(events.timeline().gracePeriods()).allMatch(p -> p.to() == Timeline.OPEN || p.to() > p.from()).hasSizeGreaterThan(3);
        assertThat(events.timeline().variables().stream().map(Timeline.Variable::name)).contains("l2tp_ip.refcnt", "l2tp_ip");
    }
}
