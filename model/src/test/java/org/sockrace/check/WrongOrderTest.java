package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel with one order weakened: interleavings see nothing of it, or only a race; its own memory model sees what comes of it. */
class WrongOrderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SocketCore.java | rcu_assign_pointer(net_families | RCU_INIT_POINTER(net_families | socket-vs-insmod | '' | kernel-assertion no-data-race
            SocketCore.java | = rcu_dereference(net | = rcu_dereference_protected(net | socket-vs-insmod | no-data-race | kernel-assertion no-data-race
            KernelModule.java | ret = module.refcnt.dec_if_positive(); | module.refcnt.dec(); ret = 0; | rmmod-vs-socket-close | '' | no-data-race
            Rcu.java | smp_mb__before_atomic(); | ; | callback-vs-rmmod | '' | no-use-after-unload
            """)
    void theMemoryModelSeesMore(String file, String text, String replacement, String scenario, String interleaved, String weak)
            throws ReflectiveOperationException {
        assertThat(String.join(" ", WrongKernel.broken(file, text, replacement, scenario))).isEqualTo(interleaved);
        assertThat(String.join(" ", WrongKernel.brokenUnderLkmm(file, text, replacement, scenario))).isEqualTo(weak);
    }
}
