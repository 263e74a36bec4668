package org.sockrace.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is cut short is searched once more, further, and only if it is cut short again nobody knows. */
class TrialTest {

    private static final String NOTICED = "SocketCore.java sock_unregister drop: synchronize_rcu();";
    private static RightKernel right;

    @BeforeAll
    static void prepare() {
        right = RightKernel.in("rmmod-vs-socket");
    }

    /** With so many states of a scenario, at first. */
    private static Fate fate(long states) {
        Trial trial = new Trial(right.sources(), right.baseline(), "", new Trial.Patience(states, 1_000, 0), () -> false);
        try (KernelCompiler compiler = new KernelCompiler()) {
            return trial.fate(List.of(right.sources().named(NOTICED)), compiler);
        }
    }

    @Test
    void whatIsFoundAtOnceIsFoundInOneRun() {
        Fate fate = fate(100_000);
        assertThat(fate.kind()).isEqualTo(Fate.Kind.NOTICED);
        assertThat(fate.runs()).isEqualTo(1);
    }

    @Test
    void whatIsFoundBeyondTheFirstLimitIsFoundInASecondRun() {
        Fate fate = fate(40);
        assertThat(fate.kind()).isEqualTo(Fate.Kind.NOTICED);
        assertThat(fate.runs()).isEqualTo(2);
    }

    @Test
    void whatIsCutShortTwiceIsNotKnown() {
        Fate fate = fate(2);
        assertThat(fate.kind()).isEqualTo(Fate.Kind.CUT_SHORT);
        assertThat(fate.runs()).isEqualTo(2);
    }
}
