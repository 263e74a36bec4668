package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.ERESTARTSYS;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** request_module and its helper, one after the other: the requester is killed, so that it does not wait. */
class KmodTest {

    private final LoneTask t = new LoneTask(AfCan.image(), CanRaw.image());

    /** What the helper exits with when it is asked for the alias. */
    private int modprobe(String alias, String... faults) {
        assertThat(t.as(t.served).failing("signal").kernel.kmod.request_module(alias)).isEqualTo(-ERESTARTSYS);
        return t.as(t.helper.task).failing(faults).kernel.kmod.call_usermodehelper(t.helper);
    }

    private static LoneTask on(String version) {
        return new LoneTask(KernelConfig.of(KernelVersion.named(version).orElseThrow()), AfCan.image(), CanRaw.image());
    }

    @Test
    void withoutAHelperNothingIsLoaded() {
        assertThat(t.as(t.root).kernel.kmod.request_module("can-proto-1")).isEqualTo(-ENOENT);
    }

    /** Since 4.14 a request waits for its turn, and fails with the error of a timeout. */
    @ParameterizedTest
    @CsvSource({"4.4, ENOMEM", "4.19, ETIME", "6.19, ETIME"})
    void tooManyAtOnceFail(String version, String errno) {
        LoneTask of = on(version);
        assertThat(of.as(of.served).failing("kmod_limit").kernel.kmod.request_module("can-proto-1")).isEqualTo(-Errno.number(errno));
        assertThat(of.helper.request.get()).isNull();
    }

    /** That there is no number left for a protocol was no failure until 5.9; 5.4.301 has taken that over. */
    @ParameterizedTest
    @CsvSource({"4.4, 0", "4.19, 0", "5.4, ENOSPC", "5.15, ENOSPC"})
    void aProtocolWithoutANumber(String version, String errno) {
        LoneTask of = on(version).load("can");
        assertThat(of.failing("proto_idx").kernel.module.finit_module("can_raw")).isEqualTo(-Errno.number(errno));
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
