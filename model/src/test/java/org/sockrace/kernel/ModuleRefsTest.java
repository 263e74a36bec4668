package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EWOULDBLOCK;
import static org.sockrace.kernel.KernelModule.O_NONBLOCK;
import static org.sockrace.kernel.KernelModule.O_TRUNC;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How references to modules were counted until 3.18, when nobody interferes. */
class ModuleRefsTest {

    private static LoneTask task(KernelVersion version) {
        return new LoneTask(KernelConfig.of(version), new ModuleImage("m", List.of(), List.of(), (kernel, self) -> new ModuleCode() {
            @Override
            public init_fn module_init() {
                return () -> taken(self) - givenBack(self) == 1 ? 0 : -ENOMEM;
            }

            @Override
            public exit_fn module_exit() {
                return () -> { };
            }
        }));
    }

    /** Until 2.6.34 on one processor, since then on all together. */
    private static int taken(module m) {
        return m.refptr == null ? m.incs.value() : m.refptr[0].value();
    }

    private static int givenBack(module m) {
        return m.refptr == null ? m.decs.value() : m.refptr[1].value();
    }

    @ParameterizedTest
    @EnumSource(names = {"V2_6_32", "V3_10", "V3_16"})
    void anIdleModuleHasNoReference(KernelVersion version) {
        LoneTask t = task(version).load("m");
        module m = t.loaded("m");

        assertThat(m.refcnt.value()).isZero();
        assertThat(taken(m)).as("that of init").isEqualTo(1);
        assertThat(givenBack(m)).isEqualTo(1);
        assertThat(t.machine.ledger()).doesNotContainKey("BASE").containsEntry("INIT", 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"V2_6_32", "V3_10", "V3_16"})
    void whatIsTakenAndGivenBackIsCountedForItself(KernelVersion version) {
        LoneTask t = task(version).load("m");
        module m = t.loaded("m");

        assertThat(t.kernel.module.try_module_get(m)).isTrue();
        t.kernel.module.__module_get(m);
        assertThat(List.of(taken(m), givenBack(m), m.refcnt.value())).containsExactly(3, 1, 2);
        assertThat(t.rmmod("m")).isEqualTo(-EWOULDBLOCK);
        t.kernel.module.module_put(m);
        t.kernel.module.module_put(m);
        assertThat(List.of(taken(m), givenBack(m), m.refcnt.value())).containsExactly(3, 3, 0);
        assertThat(t.rmmod("m")).isZero();
    }

    /** Only until 3.12 the missing flag makes it wait; a module that nobody uses goes at once all the same. */
    @ParameterizedTest
    @EnumSource(names = {"V2_6_32", "V3_10", "V3_16"})
    void whoDoesNotSayNonblock(KernelVersion version) {
        LoneTask t = task(version).load("m");

        assertThat(t.kernel.module.delete_module("m", 0)).isZero();
        assertThat(t.loaded("m")).isNull();
        t.load("m");
        assertThat(t.kernel.module.try_module_get(t.loaded("m"))).isTrue();
        assertThat(t.kernel.module.delete_module("m", O_TRUNC | O_NONBLOCK)).as("forced, which is not built in").isEqualTo(-EWOULDBLOCK);
    }

    /** The memory for the counters: nothing has been counted yet, and nothing is left. */
    @ParameterizedTest
    @EnumSource(names = {"V2_6_32", "V3_10", "V3_16"})
    void thereIsNoMemoryForTheCounters(KernelVersion version) {
        LoneTask t = task(version).failing("load_module");

        assertThat(t.kernel.module.finit_module("m")).isEqualTo(-ENOMEM);
        assertThat(t.loaded("m")).isNull();
        assertThat(t.failing().load("m").loaded("m").refcnt.value()).isZero();
    }
}
