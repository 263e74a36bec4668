package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.EFAULT;
import static org.sockrace.kernel.Errno.EINTR;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.EWOULDBLOCK;
import static org.sockrace.kernel.module.MODULE_STATE_COMING;
import static org.sockrace.kernel.module.MODULE_STATE_GOING;
import static org.sockrace.kernel.module.MODULE_STATE_LIVE;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockrace.machine.simulated.SetupException;

/** What loading and unloading do when nobody interferes. */
class KernelModuleTest {

    private static ModuleImage plain(String name, String... depends) {
        return image(name, (kernel, self) -> 0, (kernel, self) -> { }, true, depends);
    }

    private static ModuleImage image(String name, ToIntBiFunction<Kernel, module> init, BiConsumer<Kernel, module> exit, boolean hasExit,
            String... depends) {
        return new ModuleImage(name, List.of(name + "-alias"), List.of(depends), (kernel, self) -> new ModuleCode() {
            @Override
            public init_fn module_init() {
                return () -> init.applyAsInt(kernel, self);
            }

            @Override
            public exit_fn module_exit() {
                return hasExit ? () -> exit.accept(kernel, self) : null;
            }
        });
    }

    @Test
    void onlyTheBaseReferenceIsLeftOnAnIdleModule() {
        LoneTask t = new LoneTask(plain("m")).load("m");

        assertThat(t.refcnt("m")).isEqualTo(KernelModule.MODULE_REF_BASE);
        assertThat(t.loaded("m").state.get()).isEqualTo(MODULE_STATE_LIVE);
        assertThat(t.machine.ledger()).containsEntry("BASE", 1).containsEntry("INIT", 0);
    }

    @Test
    void initRunsWhileComingWithTwoReferences() {
        List<Integer> seen = new ArrayList<>();
        new LoneTask(image("m", (kernel, self) -> {
            seen.add(self.state.get());
            seen.add(self.refcnt.add_return(0));
            seen.add(kernel.module.delete_module("m", 0));
            return 0;
        }, (kernel, self) -> { }, true)).load("m");

        assertThat(seen).containsExactly(MODULE_STATE_COMING, 2, -EBUSY);
    }

    @Test
    void exitRunsWhileGoingWithNoReference() {
        List<Integer> seen = new ArrayList<>();
        LoneTask t = new LoneTask(image("m", (kernel, self) -> 0, (kernel, self) -> {
            seen.add(self.state.get());
            seen.add(self.refcnt.add_return(0));
            seen.add(kernel.module.try_module_get(self) ? 1 : 0);
            seen.add(kernel.module.delete_module("m", 0));
            seen.add(kernel.module.finit_module("m"));
        }, true)).load("m");

        assertThat(t.rmmod("m")).isZero();
        assertThat(seen).containsExactly(MODULE_STATE_GOING, 0, 0, -EBUSY, -EEXIST);
        assertThat(t.loaded("m")).isNull();
    }

    /** What finit_module says of a module whose exit runs: 4.4 that it is there; 4.19.108 waits, until a signal comes; later kernels that it is busy. */
    @ParameterizedTest
    @CsvSource({"4.4, EEXIST", "4.19, ERESTARTSYS", "5.4, EBUSY", "5.15, EBUSY", "6.1, EBUSY", "6.6, EBUSY", "7.1, EBUSY"})
    void whoLoadsAModuleThatIsGoing(String version, String errno) {
        List<Integer> seen = new ArrayList<>();
        KernelConfig config = KernelConfig.of(KernelVersion.named(version).orElseThrow());
        LoneTask[] t = new LoneTask[1];
        t[0] = new LoneTask(config, image("m", (kernel, self) -> 0, (kernel, self) -> seen.add(t[0].failing("signal").kernel.module.finit_module("m")), true));

        assertThat(t[0].load("m").rmmod("m")).isZero();
        assertThat(seen).containsExactly(-Errno.number(errno));
    }

    /** An init that says EEXIST would look as if the module had been loaded before: 7.1 says EBUSY. */
    @ParameterizedTest
    @CsvSource({"6.19, EEXIST", "7.1, EBUSY"})
    void anInitThatSaysThatItIsThereAlready(String version, String errno) {
        KernelConfig config = KernelConfig.of(KernelVersion.named(version).orElseThrow());
        LoneTask t = new LoneTask(config, image("m", (kernel, self) -> -EEXIST, (kernel, self) -> { }, true));

        assertThat(t.kernel.module.finit_module("m")).isEqualTo(-Errno.number(errno));
    }

    @Test
    void deleteModuleChecksInTheKernelsOrder() {
        LoneTask t = new LoneTask(plain("m"), plain("user", "m"), image("permanent", (k, self) -> 0, (k, self) -> { }, false));

        t.as(t.user).failing("copy");
        assertThat(t.rmmod("m")).isEqualTo(-EPERM);
        t.as(t.root).failing("copy", "signal");
        assertThat(t.rmmod("m")).isEqualTo(-EFAULT);
        t.failing("signal");
        assertThat(t.rmmod("m")).isEqualTo(-EINTR);
        t.failing();
        assertThat(t.rmmod("m")).isEqualTo(-ENOENT);
        assertThat(t.rmmod("no such module")).isEqualTo(-ENOENT);
        t.load("m", "user", "permanent");
        assertThat(t.rmmod("m")).isEqualTo(-EWOULDBLOCK);
        assertThat(t.rmmod("permanent")).isEqualTo(-EBUSY);
        assertThat(t.kernel.module.try_module_get(t.loaded("user"))).isTrue();
        assertThat(t.rmmod("user")).isEqualTo(-EWOULDBLOCK);
        assertThat(t.refcnt("user")).as("base put back").isEqualTo(2);
    }

    @Test
    void aDependencyIsPinnedUntilItsUserIsFreed() {
        LoneTask t = new LoneTask(plain("m"), plain("user", "m")).load("m", "user");

        assertThat(t.refcnt("m")).isEqualTo(2);
        assertThat(t.rmmod("user")).isZero();
        assertThat(t.refcnt("m")).isEqualTo(1);
        assertThat(t.rmmod("m")).isZero();
        assertThat(t.machine.ledger()).containsEntry("DEP", 0).containsEntry("BASE", 0);
    }

    @Test
    void withoutItsDependencyAModuleIsNotLoaded() {
        LoneTask t = new LoneTask(plain("m"), plain("other"), plain("user", "m", "other")).load("m");

        assertThat(t.kernel.module.finit_module("user")).isEqualTo(-ENOENT);
        assertThat(t.loaded("user")).isNull();
        assertThat(t.refcnt("m")).as("taken and given back").isEqualTo(1);
        assertThat(t.machine.ledger()).containsEntry("DEP", 0).containsEntry("BASE", 1).containsEntry("INIT", 0).containsEntry("module user", 0);
    }

    @Test
    void loadingTwiceIsRefused() {
        LoneTask t = new LoneTask(plain("m")).load("m");
        module first = t.loaded("m");

        assertThat(t.kernel.module.finit_module("m")).isEqualTo(-EEXIST);
        assertThat(t.loaded("m")).isSameAs(first);
        assertThat(t.rmmod("m")).isZero();
        t.load("m");
        assertThat(t.loaded("m")).as("another instance").isNotSameAs(first);
    }

    @Test
    void aFailedInitFreesTheModuleWhateverHoldsIt() {
        LoneTask t = new LoneTask(image("m", (k, self) -> k.module.try_module_get(self) ? -ENOMEM : 0, (k, self) -> { }, true));

        assertThat(t.kernel.module.finit_module("m")).isEqualTo(-ENOMEM);
        assertThat(t.loaded("m")).isNull();
        assertThat(t.machine.ledger()).containsEntry("module m", 0).containsEntry("BASE", 0).containsEntry("INIT", 0);
    }

    @Test
    void aForcedUnloadFreesAModuleInUse() {
        LoneTask t = new LoneTask(LoneTask.v4_4(false, false, true), plain("m")).load("m");
        module m = t.loaded("m");
        assertThat(t.kernel.module.try_module_get(m)).isTrue();

        assertThat(t.kernel.module.delete_module("m", KernelModule.O_NONBLOCK)).isEqualTo(-EWOULDBLOCK);
        assertThat(t.kernel.module.delete_module("m", KernelModule.O_TRUNC)).isZero();
        assertThatThrownBy(() -> t.kernel.module.module_put(m))
                .isInstanceOf(SetupException.class).hasMessageContaining("use of freed memory");
    }

    @Test
    void puttingMoreThanWasTakenIsReported() {
        LoneTask t = new LoneTask(plain("m")).load("m");
        module m = t.loaded("m");
        t.kernel.module.module_put(m);

        assertThatThrownBy(() -> t.kernel.module.module_put(m))
                .isInstanceOf(SetupException.class).hasMessageContaining("no reference left");
    }

    @Test
    void builtInOwnersAreAlwaysThere() {
        LoneTask t = new LoneTask();

        assertThat(t.kernel.module.try_module_get(null)).isTrue();
        t.kernel.module.__module_get(null);
        t.kernel.module.module_put(null);
    }

    @Test
    void finitModuleNeedsTheCapabilityAndAFile() {
        LoneTask t = new LoneTask(plain("m"));

        assertThat(t.as(t.user).kernel.module.finit_module("m")).isEqualTo(-EPERM);
        assertThat(t.as(t.root).kernel.module.finit_module("no such file")).isEqualTo(-ENOENT);
    }

    /** Most versions take the beginning of a name that is too long; others refuse it, and an empty one, before they look at anything. */
    @ParameterizedTest
    @EnumSource
    void namesThatAreNoModules(KernelVersion version) {
        boolean refused = version == KernelVersion.V6_1 || version.since(6, 18);
        String longest = "m".repeat(55);
        LoneTask t = new LoneTask(KernelConfig.of(version), plain("m"), plain(longest)).load("m", longest);

        assertThat(t.rmmod("n")).isEqualTo(-ENOENT);
        assertThat(t.rmmod("")).isEqualTo(-ENOENT);
        t.failing("signal");
        assertThat(t.rmmod("")).isEqualTo(refused ? -ENOENT : -EINTR);
        t.failing("copy");
        assertThat(t.rmmod("m")).isEqualTo(-EFAULT);
        t.failing();
        assertThat(t.rmmod(longest + "n")).isEqualTo(refused ? -ENOENT : 0);
        assertThat(t.rmmod(longest)).isEqualTo(refused ? 0 : -ENOENT);
    }
}
