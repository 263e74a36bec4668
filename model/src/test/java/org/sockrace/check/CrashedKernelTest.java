package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sockrace.explain.SourceText;

/** A wrong kernel gets a verdict with the line, whatever exception Java makes of what is wrong, and never ends the checker. */
class CrashedKernelTest {

    private static final String CREATE = "pf = rcu_dereference(net_families.get(family));";
    private static final String OPENED = "T0: s = socket(PF_UNIX, SOCK_STREAM, 0)";

    /** What stands behind the look-up of the family, and what is said. */
    static Stream<Arguments> crashes() {
        return Stream.of(arguments("net_families.get(family + 1_000);", "kernel-assertion: an index is out of bounds"),
                arguments("protocol = new int[-1 - protocol].length;", "kernel-assertion: the size of an array is negative"),
                arguments("protocol = 1 / protocol;", "kernel-assertion: a number is divided by zero"),
                arguments("pf = (net_proto_family) (Object) sock;", "kernel-assertion: memory is taken for what it is not"),
                arguments("((net_proto_family) null).owner.get();", "no-null-dereference: a NULL pointer is dereferenced"));
    }

    @ParameterizedTest
    @MethodSource("crashes")
    void isSaidWithItsLine(String wrong, String said) throws ReflectiveOperationException {
        List<String> lines = new SourceText().file("SocketCore.java");
        int line = 1 + IntStream.range(0, lines.size()).filter(i -> lines.get(i).contains(CREATE)).findFirst().orElseThrow();
        assertThat(WrongKernel.said("SocketCore.java", CREATE, CREATE + " " + wrong, OPENED)).contains(said + ", SocketCore.java:" + line);
    }

    @Test
    void theSetUpSaysSoToo() throws ReflectiveOperationException {
        assertThat(WrongKernel.said("SocketCore.java", CREATE, CREATE + " protocol = 1 / protocol;", "setup: s = socket(PF_UNIX); T0: c = close(s)"))
                .first().asString().isEqualTo("set-up call socket(PF_UNIX) fails: a number is divided by zero");
    }

    /** Before the first operation of a call, too, and before there is a thread. */
    @Test
    void nothingNeedHaveHappenedBefore() throws ReflectiveOperationException {
        assertThat(WrongKernel.said("Boot.java", "kernel.module.boot();", "kernel.module.boot(); builtIn = (Set<Part>) (Object) netlink;", OPENED))
                .containsExactly("the kernel does not come up: memory is taken for what it is not");
        String asked = "flags = type & ~SOCK_TYPE_MASK;";
        assertThat(WrongKernel.said("NetSocket.java", asked, asked + " flags = 1 / protocol;", OPENED)).singleElement().asString()
                .startsWith("kernel-assertion: a number is divided by zero, NetSocket.java:").doesNotEndWith(":0");
    }
}
