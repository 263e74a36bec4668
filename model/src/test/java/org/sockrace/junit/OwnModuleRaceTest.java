package org.sockrace.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.scenario.ModuleAttribute.LOADED;
import static org.sockrace.scenario.ModuleAttribute.SOURCE;

import org.junit.jupiter.api.Test;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.machine.Property;
import org.sockrace.machine.Word;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.Scenario;
import org.sockrace.testing.Race;
import org.sockrace.testing.RaceCheck;

/** Modules of the user's own that are classes of the tests. */
class OwnModuleRaceTest {

    private static final String NAME = "org.sockrace.junit.OwnModuleRaceTest$Late";

    /** A switch that a module turns on, and who looks at it. */
    public static final class Switch extends BuiltIn {
        final Word on = k.word(k.image(), "on", 0);

        /** Made with the kernel. */
        public Switch(Kernel kernel) {
            super(kernel);
        }

        /** Whether it is on: an errno, or 1. */
        public int look(int least) {
            return READ_ONCE(on) >= least ? 1 : -EPERM;
        }
    }

    /** Turns the switch off too late: never. */
    public static final class Late extends OwnModule {
        private final Switch theSwitch;

        /** An instance. */
        public Late(Kernel kernel, module self, Switch theSwitch) {
            super(kernel, self);
            this.theSwitch = theSwitch;
        }

        @Override
        protected int init() {
            WRITE_ONCE(theSwitch.on, 1);
            return 0;
        }

        @Override
        protected void exit() { }
    }

    /** Keeps state in a field. */
    public static final class Counts extends OwnModule {
        private int loads;

        /** An instance. */
        public Counts(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            return loads++ % 2;
        }

        @Override
        protected void exit() { }
    }

    @RaceTest(programs = "module late source=\"" + NAME + "\" loaded=no; T0: i = insmod(late) || T1: l = call(Switch.look, 1)")
    void aClassOfTheTestsIsAModule(RaceCheck check) {
        check.assertOutcomes("0,1", "0,EPERM");
    }

    @Test
    void aScenarioInJavaNamesTheClass() {
        Race race = Race.of(Scenario.named("switch").module("late", m -> m.with(SOURCE, Late.class).with(LOADED, false))
                .thread("T0", t -> t.call("i", CallKind.INSMOD, "late").call("r", CallKind.RMMOD, "late"))
                .thread("T1", t -> t.call("l", CallKind.CALL, "look", 1)).build());
        race.check().assertHolds().assertOutcomes("0,0,1", "0,0,EPERM");
        assertThat(race.scenario().module("late").get(SOURCE)).isEqualTo(NAME);
    }

    /** The lines are those of this file, as it is where sources usually are. */
    @Test
    void whatBreaksShowsLinesOfTheTests() {
        Race race = Race.program("module late source=\"" + NAME + "\"; T0: l = call(look, 1) || T1: r = rmmod(late); never 1, 0");
        assertThat(race.check().report().violations()).isNotEmpty();
        assertThatThrownBy(() -> race.check().assertAsExpected(Property.OUTCOMES)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("return READ_ONCE(on)");
    }

    @Test
    void stateInAFieldIsRefused() {
        Race race = Race.of(Scenario.named("counts").module("counts", m -> m.with(SOURCE, Counts.class)).thread("T0", t -> t.call(CallKind.RMMOD, "counts"))
                .build());
        assertThatThrownBy(race::check).isInstanceOf(CodeException.class).hasMessageStartingWith("error: the field loads of " + Counts.class.getName());
    }
}
