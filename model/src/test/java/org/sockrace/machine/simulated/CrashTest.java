package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Word;

/** An exception of the modelled code is a crash of the kernel, one of anything else an error of this program. {@link WrongProgram} has one of each kind. */
class CrashTest {

    /** Something that is not of the modelled code. */
    private static void run(Consumer<Machine> code) {
        WrongProgram.world(new SimulatedMachine.Options(), k -> {
            Word flag = k.word(k.image(), "flag", 0);
            return List.of(() -> {
                flag.load(Order.ONCE);
                code.accept(k);
            });
        });
    }

    private static void own(Object thing) {
        assertThat(thing).isNotNull();
    }

    @Test
    void whatOurOwnCodeThrowsIsNoVerdict() {
        assertThatThrownBy(() -> run(k -> own(List.of().get(1)))).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> run(k -> own((Integer) (Object) "x"))).isInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> run(k -> {
            throw new IllegalStateException("of the modelled code itself, it would be an error as well");
        })).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatNobodyModelledIsInTheStackOfIsNoVerdict() {
        NullPointerException own = new NullPointerException();
        assertThatThrownBy(() -> Crash.of(own, name -> name.startsWith("org.sockrace.kernel"))).isSameAs(own);
        assertThat(Crash.of(own, CrashTest.class.getName()::equals).property()).isEqualTo(Property.NO_NULL_DEREFERENCE);
    }

    /** As a virtual machine throws it that has thrown many. */
    @Test
    void withoutAStackItIsTheModelledCode() {
        ArithmeticException bare = new ArithmeticException();
        bare.setStackTrace(new StackTraceElement[0]);
        assertThat(Crash.of(bare, name -> name.startsWith("org.sockrace.kernel")))
                .isEqualTo(new Crash(Property.KERNEL_ASSERTION, "a number is divided by zero"));
    }
}
