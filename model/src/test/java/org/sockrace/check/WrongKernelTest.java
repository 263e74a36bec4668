package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One place of the kernel changed, and a property that says so. Each is compiled anew from the source, so the list stays true to it. */
class WrongKernelTest {

    /** What is wrong, the file, the text, what stands in its place, the property that is broken, and the scenario that shows it. */
    static Stream<Arguments> socketFile() {
        return Stream.of(
                arguments("module not pinned at the look-up", "SocketCore.java",
                        "if (test(!try_module_get(pf.owner.get(), Counted.PF))) break out_release;",
                        "", "refcount-balance", "rmmod-vs-socket"),
                arguments("unregister without a grace period", "SocketCore.java",
                        "synchronize_rcu();",
                        "", "no-use-after-unload", "rmmod-vs-socket"),
                arguments("look-up outside a read-side section", "SocketCore.java",
                        "rcu_read_lock();",
                        "", "rcu-usage", "rmmod-vs-socket"),
                arguments("create called inside the section", "SocketCore.java",
                        "err = pf_create(",
                        "rcu_read_lock(); err = pf_create(", "rcu-usage", "socket-alone"),
                arguments("functions not cleared when create fails", "SocketCore.java",
                        "sock.ops.set(null);\n                module_put",
                        "module_put", "no-use-after-free", "socket-alone"),
                arguments("wrong label", "SocketCore.java",
                        "if (test(err != 0)) break out_sock_release;",
                        "if (test(err != 0)) break out_release;", "rcu-usage", "socket-denied-vs-rmmod"),
                arguments("reference of the look-up kept", "SocketCore.java",
                        "module_put(pf.owner.get(), Counted.PF);",
                        "", "refcount-balance", "socket-alone"));
    }

    static Stream<Arguments> otherFiles() {
        return Stream.of(
                arguments("base not put back", "KernelModule.java",
                        "mod.refcnt.add_unless(MODULE_REF_BASE, 0)",
                        "false", "no-use-after-unload", "rmmod-vs-socket-close"),
                arguments("base taken twice", "KernelModule.java",
                        "mod.refcnt.add_return(-MODULE_REF_BASE)",
                        "mod.refcnt.add_return(-2 * MODULE_REF_BASE)", "refcount-range", "rmmod-vs-socket"),
                arguments("sk kept by release", "Toy.java",
                        "kernel.sock.sock_put(sk);\n        return 0;",
                        "return 0;", "refcount-balance", "accept-alone"),
                arguments("no inode reference for the undo", "NetSocket.java",
                        "kernel.fs.ihold(path.d_inode.get());",
                        "", "no-use-after-free", "socket-alone"),
                arguments("descriptor lock not released", "FsFile.java",
                        "spin_unlock(files.file_lock);",
                        "", "rcu-usage", "socket-alone"),
                arguments("unregister leaves the slot", "SocketCore.java",
                        "RCU_INIT_POINTER(net_families.get(family), null);",
                        "", "unregister-contract", "rmmod-vs-socket"),
                arguments("module_mutex kept on errors", "KernelModule.java",
                        "k.label(\"out\");\n        mutex_unlock(module_mutex);",
                        "k.label(\"out\");", "rollback", "rmmod-vs-socket"));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource({"socketFile", "otherFiles"})
    void isCaught(String what, String file, String text, String replacement, String property, String scenario, @TempDir Path folder) throws Exception {
        assertThat(WrongKernel.broken(folder, file, text, replacement, scenario)).as(what).contains(property);
    }
}
