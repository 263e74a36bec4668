package org.sockrace.conform.ftrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockrace.conform.Damage;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;
import org.sockrace.scenario.KnownModule;
import org.sockrace.scenario.ScenarioParser;

/** A damaged recording has a verdict, or is refused: see {@link Damage} for more of them. */
class RecordingFuzzTest {

    private static final List<String> NAMES = Stream.concat(Recorded.NAMES.stream(), Stream.of("pppoe_excerpt")).toList();

    /** Making one takes longer than all the rest. */
    private final Map<Set<String>, CallModel> models = new HashMap<>();

    private CallModel model(Set<String> named) {
        Set<String> known = new HashSet<>(named);
        known.retainAll(KnownModule.ids());
        return models.computeIfAbsent(known, n -> new CallModel("6.1", n));
    }

    /** What is written of a damaged recording is a scenario all the same. */
    @Test
    void everyScenarioCanBeRead() {
        int written = 0;
        for (int i = 0; i < Damage.files(500); i++) {
            Random random = Damage.random(i);
            byte[] bytes = Damage.some(Recorded.load(NAMES.get(random.nextInt(NAMES.size()))).lines(), random);
            String text;
            try {
                text = new Recording("x", () -> new Lines("x", new ByteArrayInputStream(bytes))).scenario("6.1", random.nextInt(2) * random.nextInt(40));
            } catch (FileFormatException e) {
                continue;
            }
            try {
                ScenarioParser.parse(text, "", "x");
                written++;
            } catch (RuntimeException e) {
                throw new AssertionError(Damage.name(i) + "\n" + text, e);
            }
        }
        assertThat(written).isPositive();
    }

    @Test
    void everyRecordingIsAnswered() {
        int refused = 0;
        Map<Validation.Verdict, Integer> verdicts = new HashMap<>();
        for (int i = 0; i < Damage.files(1500); i++) {
            Random random = Damage.random(i);
            Recorded recorded = Recorded.load(NAMES.get(random.nextInt(NAMES.size())));
            byte[] bytes = Damage.some(recorded.lines(), random);
            Recording recording = new Recording("x", () -> new Lines("x", new ByteArrayInputStream(bytes)));
            ModulesFiles modules = random.nextBoolean() ? recorded.modules() : new ModulesFiles(null, null);
            try {
                Beginnings beginnings = recording.beginnings();
                verdicts.merge(recording.validate(model(beginnings.modules()), beginnings, modules, null).verdict(), 1, Integer::sum);
            } catch (FileFormatException e) {
                assertThat(e).as(Damage.name(i)).hasMessageStartingWith("x:");
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError(Damage.name(i), e);
            }
        }
        assertThat(verdicts).containsKeys(Validation.Verdict.EXPLAINED, Validation.Verdict.UNEXPLAINED);
        assertThat(refused).isPositive();
    }
}
