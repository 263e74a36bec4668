package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sockrace.machine.Word;

class SetupTest {

    private final SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options());

    /** Nobody else runs who could store what it waits for. */
    @Test
    void aLoopWithoutAnEndIsRefused() {
        Word never = machine.word(machine.image(), "never", 0);
        assertThatThrownBy(() -> machine.atOnce(() -> {
            int value = never.get();
            while (value == 0) value = never.get();
            return value;
        })).isInstanceOf(SetupException.class).hasMessage("would go on for ever: 5000000 operations, the last of them on never");
    }

    @Test
    void aLongLoopIsNot() {
        Word count = machine.word(machine.image(), "count", 0);
        assertThat(machine.atOnce(() -> {
            while (count.get() < 100_000) count.set(count.get() + 1);
            return count.get();
        })).isEqualTo(100_000);
    }
}
