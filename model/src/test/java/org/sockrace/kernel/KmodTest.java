package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.ENOSPC;
import static org.sockrace.kernel.Errno.ERESTARTSYS;
import static org.sockrace.kernel.Errno.ETIME;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** request_module and its helper, one after the other: the requester is killed, so that it does not wait. */
class KmodTest {

    private final LoneTask t = new LoneTask(AfCan.image(), CanRaw.image());

    /** What the helper exits with when it is asked for the alias. */
    private int modprobe(String alias, String... faults) {
        assertThat(t.as(t.served).failing("signal").kernel.kmod.request_module(alias)).isEqualTo(-ERESTARTSYS);
        return t.as(t.helper.task).failing(faults).kernel.kmod.call_usermodehelper(t.helper);
    }

    /** Until 5.6 that counted as done. */
    @ParameterizedTest
    @EnumSource
    void withoutAHelperNothingIsLoaded(KernelVersion version) {
        LoneTask lone = new LoneTask(KernelConfig.of(version));
        assertThat(lone.as(lone.root).kernel.kmod.request_module("can-proto-1")).isEqualTo(version.since(5, 4) ? -ENOENT : 0);
    }

    /** Until 4.12 they fail at once, later ones when they have waited for five seconds. */
    @ParameterizedTest
    @EnumSource
    void tooManyAtOnceFail(KernelVersion version) {
        LoneTask lone = new LoneTask(KernelConfig.of(version));
        assertThat(lone.as(lone.served).failing("kmod_limit").kernel.kmod.request_module("can-proto-1")).isEqualTo(version.since(4, 19) ? -ETIME : -ENOMEM);
        assertThat(lone.helper.request.get()).isNull();
    }

    /** That there is no number left for a protocol was no failure until 5.9; 5.4.301 has taken that over. */
    @ParameterizedTest
    @EnumSource
    void aProtocolWithoutANumber(KernelVersion version) {
        LoneTask lone = new LoneTask(KernelConfig.of(version), AfCan.image(), CanRaw.image()).load("can");
        assertThat(lone.failing("proto_idx").kernel.module.finit_module("can_raw")).isEqualTo(version.since(5, 4) ? -ENOSPC : 0);
    }

    @Test
    void theHelperGoesOnAfterItsRequesterWasKilled() {
        assertThat(modprobe("can-proto-1")).isZero();
        assertThat(t.refcnt("can_raw")).isEqualTo(1);
        assertThat(t.refcnt("can")).as("loaded first, and used").isEqualTo(2);
        assertThat(t.helper.request.get()).isNull();
    }

    @Test
    void aKilledTaskGetsNoSecondHelper() {
        assertThat(t.as(t.served).failing("signal").kernel.kmod.request_module("can-proto-1")).isEqualTo(-ERESTARTSYS);
        assertThat(t.failing().kernel.kmod.request_module("can-proto-2")).isEqualTo(-ERESTARTSYS);
        assertThat(t.helper.request.get()).isEqualTo("can-proto-1");
    }

    @Test
    void whatIsLoadedAlreadyIsNoError() {
        t.load("can");
        assertThat(modprobe("can-proto-1")).isZero();
        assertThat(modprobe("can-proto-1")).isZero();
    }

    @Test
    void modprobeFails() {
        assertThat(modprobe("can-proto-1", "request_module")).isEqualTo(Kmod.EXIT_FAILURE);
        assertThat(modprobe("can-proto-7")).as("no such alias").isEqualTo(Kmod.EXIT_FAILURE);
        assertThat(modprobe("can-proto-1", "module_init")).isEqualTo(Kmod.EXIT_FAILURE);
        assertThat(t.loaded("can")).isNull();
        assertThat(t.helper.result.get()).isEqualTo(Kmod.EXIT_FAILURE);
    }
}
