package org.sockrace.lincheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.sockrace.kernel.Errno;
import org.sockrace.machine.hardware.HardwareMachine;

/**
 * try_module_get, module_put and delete_module behave as if each happened at once, in some order. That holds because nobody here gives up
 * a reference that it took in the same call: a socket call that fails may make delete_module return -EWOULDBLOCK although no order of
 * whole calls explains it.
 */
class ModuleReferencesTest {

    private static final String HARDWARE = "org.sockrace.machine.hardware.";

    /** What Lincheck calls: the kernel. Each user is one thread's. */
    public static class OnKernel {
        private final ModuleReferences references;
        private final ModuleReferences.User a;
        private final ModuleReferences.User b;

        /** The kernel as it is. */
        public OnKernel() {
            this(new HardwareMachine());
        }

        OnKernel(HardwareMachine machine) {
            references = new ModuleReferences(machine);
            a = references.user("a");
            b = references.user("b");
        }

        @Operation(nonParallelGroup = "a")
        public int getA() {
            return a.get();
        }

        @Operation(nonParallelGroup = "a")
        public int putA() {
            return a.put();
        }

        @Operation(nonParallelGroup = "b")
        public int getB() {
            return b.get();
        }

        @Operation(nonParallelGroup = "b")
        public int putB() {
            return b.put();
        }

        @Operation(runOnce = true)
        public int unload() {
            return references.unload();
        }

        @Validate
        public void nothingBroken() {
            if (!references.violations().isEmpty()) {
                throw new AssertionError(references.violations());
            }
        }
    }

    /** The same one call at a time. */
    public static class Specification {
        private boolean loaded = true;
        private int a;
        private int b;

        public int getA() {
            a += loaded ? 1 : 0;
            return loaded ? 1 : 0;
        }

        public int putA() {
            return a > 0 ? a-- - a : 0;
        }

        public int getB() {
            b += loaded ? 1 : 0;
            return loaded ? 1 : 0;
        }

        public int putB() {
            return b > 0 ? b-- - b : 0;
        }

        public int unload() {
            if (!loaded) {
                return -Errno.ENOENT;
            }
            loaded = a + b > 0;
            return loaded ? -Errno.EWOULDBLOCK : 0;
        }
    }

    /** The kernel with grace periods that wait for nobody. */
    public static class WithoutGracePeriods extends OnKernel {

        private static final class Impatient extends HardwareMachine {
            @Override
            public void synchronize_rcu() { }

            @Override
            public void synchronize_sched() { }
        }

        /** Made by Lincheck. */
        public WithoutGracePeriods() {
            super(new Impatient());
        }
    }

    /** Each access to a cell is one step, and what the machine looks at for its own purposes is none. */
    private static ModelCheckingOptions options(int randomScenarios) throws NoSuchMethodException {
        return new ModelCheckingOptions().threads(2).actorsPerThread(2).actorsBefore(1).actorsAfter(1)
                .iterations(randomScenarios).invocationsPerIteration(500).addCustomScenario(unloadDuringGet())
                .addGuarantee(forClasses(HARDWARE + "HardwareWord", HARDWARE + "HardwarePtr", HARDWARE + "HardwareAtomic")
                        .allMethods().treatAsAtomic())
                .addGuarantee(forClasses(HARDWARE + "HardwareRegion").methods("touch").ignore())
                .addGuarantee(forClasses(HARDWARE + "Context").methods("mightSleep", "atReturn").ignore())
                .sequentialSpecification(Specification.class);
    }

    private static ExecutionScenario unloadDuringGet() throws NoSuchMethodException {
        Actor unload = new Actor(OnKernel.class.getMethod("unload"), List.of());
        Actor get = new Actor(OnKernel.class.getMethod("getB"), List.of());
        return new ExecutionScenario(List.of(), List.of(List.of(unload), List.of(get)), List.of(), null);
    }

    @Test
    void theKernelIsLinearizable() throws NoSuchMethodException {
        options(3).check(OnKernel.class);
    }

    @Test
    void withoutGracePeriodsAUseAfterUnloadIsFound() throws NoSuchMethodException {
        ModelCheckingOptions options = options(0);

        LincheckAssertionError found = assertThrows(LincheckAssertionError.class, () -> options.check(WithoutGracePeriods.class));

        assertThat(found).hasMessageContaining("Validation function nothingBroken has failed")
                .hasMessageContaining("no-use-after-unload: use of freed memory: m.refcnt (b)");
    }
}
