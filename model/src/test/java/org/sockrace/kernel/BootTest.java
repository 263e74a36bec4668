package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sockrace.kernel.Boot.Part.INET;
import static org.sockrace.kernel.Boot.Part.INET6;
import static org.sockrace.kernel.Boot.Part.MPTCP;
import static org.sockrace.kernel.Boot.Part.NETLINK;
import static org.sockrace.kernel.Boot.Part.UDPLITE;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sockrace.machine.hardware.HardwareMachine;

/** What a kernel has once it is up. */
class BootTest {

    private static final List<Integer> BY_INITCALL = List.of(Net.PF_NETLINK, Net.PF_INET, Net.PF_UNIX, Net.PF_INET6, Net.PF_PACKET);

    /** The families that were registered, in order. */
    private static List<Integer> registered(Set<Boot.Part> builtIn, ModuleImage... disk) {
        List<Integer> families = new ArrayList<>();
        HardwareMachine machine = new HardwareMachine() {
            @Override
            public void registered(Object family, boolean published) {
                families.add(((net_proto_family) family).family);
            }
        };
        task_struct init = new task_struct("init", null, EnumSet.allOf(task_struct.capability.class), null);
        machine.context("init", init).call(() -> {
            Boot.up(new Kernel(machine, KernelConfig.V6_1), builtIn, disk);
            return 0;
        });
        return families;
    }

    @Test
    void familiesAreRegisteredInTheOrderOfTheInitcalls() {
        assertThat(registered(EnumSet.allOf(Boot.Part.class))).isEqualTo(BY_INITCALL);
        assertThat(EnumSet.allOf(Boot.Part.class).stream().map(Boot.Part::family).distinct()).containsExactlyElementsOf(BY_INITCALL);
    }

    @Test
    void nothingElseIsThere() {
        assertThat(registered(Set.of())).isEmpty();
        assertThat(registered(Set.of(), AfUnix.image())).as("modules are loaded later").isEmpty();
        assertThat(registered(EnumSet.of(NETLINK, INET, INET6))).containsExactly(Net.PF_NETLINK, Net.PF_INET, Net.PF_INET6);
    }

    @ParameterizedTest
    @EnumSource(names = {"UDPLITE", "MPTCP", "INET6"})
    void whatNeedsInetIsNotThereWithoutIt(Boot.Part part) {
        assertThatThrownBy(() -> registered(EnumSet.of(NETLINK, part))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("without INET there is no [" + part + "]");
        assertThat(registered(EnumSet.of(INET, part))).startsWith(Net.PF_INET);
    }

    @Test
    void theProtocolsOfInetAreThereIfTheyAreBuiltIn() {
        for (int protocol : List.of(Udplite.IPPROTO_UDPLITE, Mptcp.IPPROTO_MPTCP)) {
            assertThat(inet(protocol, EnumSet.of(INET))).isEqualTo(-Errno.EPROTONOSUPPORT);
            assertThat(inet(protocol, EnumSet.of(INET, UDPLITE, MPTCP))).isPositive();
        }
    }

    private static int inet(int protocol, Set<Boot.Part> builtIn) {
        HardwareMachine machine = new HardwareMachine();
        Kernel kernel = new Kernel(machine, KernelConfig.V6_1);
        task_struct task = new task_struct("task", new files_struct(machine, machine.image(), 1), EnumSet.allOf(task_struct.capability.class), null);
        return machine.context("task", task).call(() -> {
            Boot.up(kernel, builtIn);
            return kernel.socket.sys_socket(Net.PF_INET, protocol == Udplite.IPPROTO_UDPLITE ? Net.SOCK_DGRAM : Net.SOCK_STREAM, protocol);
        });
    }
}
