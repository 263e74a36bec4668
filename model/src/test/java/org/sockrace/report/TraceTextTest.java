package org.sockrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.Golden;
import org.sockrace.check.Violation;
import org.sockrace.machine.Property;

/** Counterexamples as text. */
class TraceTextTest {

    private static String unload(Style style, Level level, boolean why) {
        return new TraceText(style, level, why).violation(Samples.RMMOD, Samples.unload(), Origin.catalogue("rmmod-vs-socket"));
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void atEachLevel(Level level) {
        Golden.check("trace-" + level.id() + ".txt", unload(Style.PLAIN, level, true));
    }

    @Test
    void inOneColumnIfNarrow() {
        Golden.check("trace-width-80.txt", unload(new Style(80, false, false), Level.CALLS, true));
        Golden.check("trace-width-60.txt", unload(new Style(60, false, false), Level.CALLS, true));
    }

    @Test
    void inOneColumnInAscii() {
        Golden.check("trace-ascii.txt", unload(new Style(120, true, false), Level.CALLS, false));
    }

    @Test
    void aDeadlockSaysWhoWaits() {
        Golden.check("trace-deadlock.txt", new TraceText(Style.PLAIN, Level.CALLS, true).violation(Samples.INET, Samples.deadlock(),
                new Origin("mine", "-f", "my races/mine.race")));
    }

    @Test
    void withoutASchedule() {
        Violation violation = new Violation(Property.TERMINATION, "a loop is passed more than 31 times", "", "", 0, "", null);
        Golden.check("trace-none.txt", new TraceText(Style.PLAIN, Level.CALLS, true).violation(Samples.RMMOD, violation,
                Origin.catalogue("x")));
    }

    @Test
    void anExecutionThatBreaksNothing() {
        Golden.check("trace-execution.txt", new TraceText(Style.PLAIN, Level.CALLS, false).execution(Samples.RMMOD, Samples.unloadTrace(),
                new Origin("ad-hoc", "-e", "T0: s = socket('x')")));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 79, 80, 99, 100, 120, 160})
    void noLineIsTooLong(int width) {
        for (Level level : Level.values()) {
            for (boolean ascii : new boolean[] {false, true}) {
                assertThat(unload(new Style(width, ascii, false), level, true).lines().filter(line -> !line.startsWith("replay ")))
                        .allMatch(line -> line.length() <= width);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Property.class)
    void everyPropertyHasABugAndAMeaning(Property property) {
        assertThat(TraceText.headline(new Violation(property, "", "f", "F.java", 1, "g", null))).matches("BUG: sockrace: .+ in f / g");
        assertThat(PropertyText.meaning(property)).isNotEmpty();
    }
}
