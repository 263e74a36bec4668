package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One place of net_namespace.c changed, and a property that says so, with a module that keeps all rules. */
class WrongNamespacesTest {

    private static final String NETS = "NetNamespaces.java";
    private static final String PARTS = "PernetOperations.java";
    private static final String SETUP = "setup: call(copy_net_ns, 1); ";
    private static final String GOES = "T0: p = call(put_net, 1)";

    private static String module(String type, String attributes) {
        return NamespacesTest.module(type, attributes) + "; ";
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("cleanup does not wait for readers", PARTS, "synchronize_rcu();\n\n        for (", "for (", "no-use-after-free",
                        module("HidesFirst", "") + SETUP + GOES + " || T1: f = call(find)"),
                arguments("exit in the order of init", PARTS,
                        "saved_ops.prev.get(); ops != pernet_list; ops = ops.prev.get()) {\n            ops_exit_list",
                        "saved_ops.next.get(); ops != pernet_list; ops = ops.next.get()) {\n            ops_exit_list", "kernel-assertion",
                        module("InOrder", "") + SETUP + GOES),
                arguments("data freed before exit", PARTS, "ops_exit_list(ops.entry, net_exit_list);",
                        "ops_free_list(ops.entry, net_exit_list); ops_exit_list(ops.entry, net_exit_list);", "no-use-after-free",
                        module("Right", "") + SETUP + GOES),
                arguments("a reference to a namespace that is going", NETS, "peer = maybe_get_net(peer);", "peer = get_net(peer);", "refcount-range",
                        module("HidesFirst", "") + SETUP + GOES + " || T1: g = call(get, 1)"),
                arguments("a namespace that cannot be set up is not undone", NETS, "pernet.ops_undo_list(ops, List.of(net));", "", "rollback",
                        module("InOrder", "") + "faults net_alloc; T0: c = call(copy_net_ns, 1)"),
                arguments("a module that cannot be registered is not undone", PARTS, "ops_undo_single(ops, net_exit_list);\n        return error;",
                        "return error;", "rollback", module("Right", " loaded=no") + "faults net_alloc; " + SETUP + "T0: i = insmod(m)"),
                arguments("operations stay in the list", PARTS, "list_del(ops.list);\n        k.yields(k.image(), Counted.REGISTERED, ops.text);\n"
                        + "        ops_undo_single(ops, kernel.namespaces.all());", "ops_undo_single(ops, kernel.namespaces.all());", "no-use-after-unload",
                        module("Right", "") + "T0: r = rmmod(m); c = call(copy_net_ns, 1)"),
                arguments("a namespace stays in the list", NETS, "net_exit_list.forEach(net -> list_del_rcu(net.list));", "", "no-use-after-free",
                        module("Right", "") + SETUP + GOES + " || T1: r = rmmod(m)"),
                arguments("its memory is not freed", NETS, "net_exit_list.forEach(this::net_free);", "", "refcount-balance",
                        module("Right", "") + SETUP + GOES),
                arguments("a user's socket has no reference", NETS, "get_net(net);\n            k.keeps(sk", "k.keeps(sk", "refcount-range",
                        module("UsersSocket", "") + SETUP + "T0: s = socket(18, SOCK_STREAM, 1); c = close(s); p = call(put_net, 1)"),
                arguments("a subsystem comes after devices", PARTS, "register_pernet_operations(first_device.get(), ops)",
                        "register_pernet_operations(pernet_list, ops)", "no-null-dereference", module("DeviceStays", "") + "T0: c = call(copy_net_ns, 1)"));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("mistakes")
    void theRightKernelHoldsThere(String what, String file, String text, String replacement, String property, String program) {
        assertThat(WrongKernel.check(program)).as(what).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource("mistakes")
    void isCaught(String what, String file, String text, String replacement, String property, String program) throws Exception {
        assertThat(WrongKernel.broken(file, text, replacement, program)).as(what).contains(property);
    }
}
