package org.sockrace.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sockrace.kernel.Net.PF_INET;
import static org.sockrace.kernel.Net.PF_PACKET;
import static org.sockrace.kernel.Net.PF_UNIX;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.kernel.Toy.Options.PLAIN;
import static org.sockrace.kernel.Toy.Quirk.ACCEPTS;
import static org.sockrace.kernel.Toy.Quirk.PAIRS;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.automata.Note;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.machine.simulated.SimulatedMachine;
import org.sockrace.machine.simulated.ThreadProgram;
import org.sockrace.machine.simulated.WorldBuilder;

/** One task alone, with every combination of failures: its automaton has no node where a rule is broken. */
@SameOnEveryJdk
class EveryChoiceTest {

    private static final int TOY = 18;
    private static final Set<String> FAULTS = Set.of("security_socket_create", "security_socket_post_create", "sock_alloc", "sk_alloc",
            "security_sk_alloc", "create", "proto_init", "fd_limit", "fd_table", "dentry", "files_max", "file", "module_init",
            "module_init_late", "copy");

    static KernelConfig[] versions() {
        return NetSocketTest.versions();
    }

    private static ThreadProgram.Call call(String text, ThreadProgram.Body body) {
        return new ThreadProgram.Call(text, body, 0, Set.of(0));
    }

    /** What is broken when one task makes these calls with any failures. */
    private Set<String> broken(KernelConfig config, Set<String> faults, ModuleImage image, boolean loaded, Calls calls) {
        SimulatedMachine machine = new SimulatedMachine(new SimulatedMachine.Options().faults(faults, false));
        Kernel kernel = new Kernel(machine, config);
        files_struct files = new files_struct(machine, machine.image(), 3);
        task_struct task = new task_struct("task", files, EnumSet.complementOf(EnumSet.of(task_struct.capability.CAP_SYS_ADMIN)), null);
        machine.actAs(-1, task);
        Boot.up(kernel, EnumSet.of(Boot.Part.INET), image);
        if (loaded) {
            assertThat(kernel.module.finit_module(image.name())).isZero();
        }
        World world = WorldBuilder.complete(machine, List.of(new ThreadProgram("A", task, calls.of(kernel), 1, false, 1, Set.of()))).world(Budget.NONE);
        Set<String> broken = new TreeSet<>();
        for (Node node : world.automata().get(0).nodes()) {
            if (node.op().kind() == OpKind.VIOLATION) {
                broken.add(node.broken().id() + ": " + node.op().text() + " at " + node.at());
            }
            node.edges().stream().flatMap(e -> e.notes().stream()).filter(Note.Breach.class::isInstance).map(Note.Breach.class::cast)
                    .forEach(breach -> broken.add(breach.property().id() + ": " + breach.message() + " at " + breach.at()));
        }
        return broken;
    }

    private interface Calls {
        List<ThreadProgram.Call> of(Kernel kernel);
    }

    private static List<ThreadProgram.Call> socketAndClose(Kernel kernel, int family, int type) {
        return List.of(call("socket", v -> kernel.socket.sys_socket(family, type, 0)), call("close", v -> kernel.fs.sys_close(v[0])));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void socket(KernelConfig config) {
        assertThat(broken(config, FAULTS, Toy.image("toy", TOY, PLAIN), true, k -> socketAndClose(k, TOY, SOCK_STREAM))).isEmpty();
        assertThat(broken(config, FAULTS, AfPacket.image(), true, k -> socketAndClose(k, PF_PACKET, SOCK_RAW))).isEmpty();
        assertThat(broken(config, FAULTS, AfUnix.image(), true, k -> socketAndClose(k, PF_UNIX, SOCK_RAW))).isEmpty();
        assertThat(broken(config, FAULTS, AfUnix.image(), true, k -> socketAndClose(k, PF_INET, SOCK_STREAM))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void socketpair(KernelConfig config) {
        for (ModuleImage image : List.of(Toy.image("toy", PF_UNIX, PLAIN.with(PAIRS)), AfUnix.image())) {
            assertThat(broken(config, FAULTS, image, true, k -> List.of(
                    call("socketpair", v -> k.socket.sys_socketpair(PF_UNIX, SOCK_DGRAM, 0, new int[2])),
                    call("close", v -> k.fs.sys_close(files_struct.FIRST)),
                    call("close", v -> k.fs.sys_close(files_struct.FIRST + 1))))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void accept(KernelConfig config) {
        for (Toy.Options options : List.of(PLAIN, PLAIN.with(ACCEPTS))) {
            assertThat(broken(config, FAULTS, Toy.image("toy", TOY, options), true, k -> List.of(
                    call("socket", v -> k.socket.sys_socket(TOY, SOCK_STREAM, 0)),
                    call("accept", v -> k.socket.sys_accept(v[0])),
                    call("close", v -> k.fs.sys_close(files_struct.FIRST)),
                    call("close", v -> k.fs.sys_close(files_struct.FIRST + 1))))).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void duplicates(KernelConfig config) {
        assertThat(broken(config, FAULTS, Toy.image("toy", TOY, PLAIN), true, k -> List.of(
                call("socket", v -> k.socket.sys_socket(TOY, SOCK_STREAM, 0)),
                call("dup", v -> k.fs.sys_dup(v[0])),
                call("dup2", v -> k.fs.sys_dup2(v[0], files_struct.FIRST + 2)),
                call("fchownat", v -> k.fs.sys_fchownat(v[0], 7)),
                call("close", v -> k.fs.sys_close(files_struct.FIRST)),
                call("close", v -> k.fs.sys_close(files_struct.FIRST + 2))))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void modules(KernelConfig config) {
        for (Toy.Quirk quirk : Toy.Quirk.values()) {
            assertThat(broken(config, FAULTS, Toy.image("toy", TOY, PLAIN.with(quirk)), false, k -> loadUseUnload(k, "toy", TOY)))
                    .as(quirk.name()).hasSize(quirk == Toy.Quirk.LEAVES_SK && config.version().since(6, 13) ? 1 : 0);
        }
        assertThat(broken(config, FAULTS, AfPacket.image(), false, k -> loadUseUnload(k, "af_packet", PF_PACKET)))
                .as("init of 4.4 and older ignores what fails, and exit finds it").hasSize(config.version().since(4, 19) ? 0 : 1);
        assertThat(broken(config, FAULTS, AfUnix.image(), false, k -> loadUseUnload(k, "unix", PF_UNIX)))
                .as("init ignores what fails, and socket or exit finds it").allMatch(b -> b.startsWith("no-null-dereference")).isNotEmpty();
        Set<String> noFault = new TreeSet<>(FAULTS);
        noFault.remove("module_init_late");
        assertThat(broken(config, noFault, AfUnix.image(), false, k -> loadUseUnload(k, "unix", PF_UNIX))).isEmpty();
    }

    private static List<ThreadProgram.Call> loadUseUnload(Kernel k, String name, int family) {
        return List.of(
                call("insmod", v -> k.module.finit_module(name)),
                call("socket", v -> k.socket.sys_socket(family, SOCK_RAW, 0)),
                call("close", v -> k.fs.sys_close(v[0])),
                call("rmmod", v -> k.module.delete_module(name, 0)));
    }

    @Test
    void theRuleThatIsMeantToBeBrokenIs() {
        assertThat(broken(KernelConfig.V6_19, FAULTS, Toy.image("toy", TOY, PLAIN.with(Toy.Quirk.LEAVES_SK)), true,
                k -> socketAndClose(k, TOY, SOCK_STREAM))).isNotEmpty();
    }
}
