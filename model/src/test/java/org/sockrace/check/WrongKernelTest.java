package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
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
                arguments("descriptor lock not released", "FdTable.java",
                        "spin_unlock(files.file_lock);",
                        "", "rcu-usage", "socket-alone"),
                arguments("unregister leaves the slot", "SocketCore.java",
                        "RCU_INIT_POINTER(net_families.get(family), null);",
                        "", "unregister-contract", "rmmod-vs-socket"),
                arguments("module_mutex kept on errors", "KernelModule.java",
                        "k.label(\"out\");\n        mutex_unlock(module_mutex);",
                        "k.label(\"out\");", "rollback", "rmmod-vs-socket"));
    }

    /** Until 3.18: counters of each processor, which are added up while all stand still, or, until 3.12, while they change. */
    static Stream<Arguments> counters() {
        return Stream.of(
                arguments("what was taken is added up first", "ModuleRefs.java",
                        "decs = mod.decs.value();\n        smp_rmb();\n        incs = mod.incs.value();",
                        "incs = mod.incs.value();\n        decs = mod.decs.value();", "no-use-after-unload", "rmmod-waits-vs-accept-3-10"),
                arguments("module_put wakes nobody", "ModuleRefs.java",
                        "wake_up_process(module);",
                        "", "no-deadlock", "rmmod-waits-vs-accept-3-10"),
                arguments("module_put wakes before it counts", "ModuleRefs.java",
                        "__this_cpu_inc(module.decs);\n            } else {\n                local_dec(__module_ref_addr(module, PUTS));\n            }\n"
                                + "            if (!kernel.since(3, 13) && !module_is_live(module)) {",
                        "if (!module_is_live(module)) wake_up_process(module);\n            __this_cpu_inc(module.decs);\n            }\n"
                                + "            if (false) {", "no-deadlock", "rmmod-waits-vs-accept-3-10"),
                arguments("asleep before the look at the counters", "ModuleRefs.java",
                        "set_current_state(mod, TASK_UNINTERRUPTIBLE);\n            if (module_refcount(mod) == 0) break;",
                        "if (module_refcount(mod) == 0) break;\n            set_current_state(mod, TASK_UNINTERRUPTIBLE);",
                        "no-deadlock", "rmmod-waits-vs-accept-3-10"),
                arguments("going without waiting for those who have looked already", "ModuleRefs.java",
                        "synchronize_sched();",
                        "", "no-use-after-unload", "kernel 3.10; module af_packet; T0: s = socket(PF_PACKET, SOCK_RAW, 0) || T1: r = rmmod(af_packet, wait)"),
                arguments("the others do not stand still", "StopMachine.java",
                        "spin_lock(stopped);\n        ret = fn.getAsInt();\n        spin_unlock(stopped);",
                        "ret = fn.getAsInt();", "no-use-after-unload", "stop-machine-3-16"),
                arguments("a reference is counted that was not taken", "ModuleRefs.java",
                        "__this_cpu_inc(module.decs);",
                        "", "no-deadlock", "rmmod-waits-vs-accept-3-10"));
    }

    private static final String TOY = "module toy family=PF_TOY accept=yes; ";
    private static final String BALANCE = "refcount-balance";

    /** References that are leaked, dropped, or given to the wrong one, while something else stays open that might hide it. */
    static Stream<Arguments> leaks() {
        return Stream.of(
                arguments("file not put by close, open elsewhere", "FsFile.java",
                        "spin_unlock(files.file_lock);\n            return filp_close(file);",
                        "spin_unlock(files.file_lock);\n            return 0;", BALANCE, "T0: s = socket(PF_UNIX); d = dup(s); c = close(s)"),
                arguments("dup2 puts the wrong file", "FsFile.java",
                        "filp_close(tofree);",
                        "filp_close(file);", BALANCE, "T0: s = socket(PF_UNIX); t = socket(PF_UNIX); d = dup2(s, t)"),
                arguments("dup2 takes no reference", "FsFile.java",
                        "get_file(file);",
                        "", BALANCE, "T0: s = socket(PF_UNIX); t = socket(PF_UNIX); d = dup2(s, t)"),
                arguments("the last fput frees nothing, two descriptors elsewhere", "FsFileTable.java",
                        "if (test(file_ref_put(file))) {\n            __fput(file);",
                        "if (test(file_ref_put(file))) {\n            return;", BALANCE,
                        "T0: s = socket(PF_UNIX); d = dup(s); t = socket(PF_UNIX); c = close(t)"),
                arguments("dentry keeps its inode", "FsInode.java",
                        "iput(inode);\n        k.free(dentry.mem);",
                        "k.free(dentry.mem);", BALANCE, "T0: s = socket(PF_UNIX); t = socket(PF_UNIX); c = close(t)"),
                arguments("peer not put", "AfUnix.java",
                        "kernel.sock.sock_put(skpair);",
                        "", BALANCE, "T0: p = socketpair(PF_UNIX); c = close(p.0)"),
                arguments("closed end of a pair left in the list", "AfUnix.java",
                        "unix_remove_socket(sk);\n\n        spin_lock(sk.lock);",
                        "spin_lock(sk.lock);", BALANCE, "T0: p = socketpair(PF_UNIX); c = close(p.0)"),
                arguments("both ends of a pair keep each other", "AfUnix.java",
                        "kernel.sock.sock_put(skpair);",
                        "", BALANCE, "T0: p = socketpair(PF_UNIX); c = close(p.0); d = close(p.1); s = socket(PF_UNIX)"));
    }

    private static final String PACKET = "module af_packet; ";

    /** What is still registered when its memory has gone. */
    static Stream<Arguments> registrations() {
        return Stream.of(
                arguments("packet handler outlives its sock", "PacketReceive.java",
                        "kernel.dev.__dev_remove_pack(sk.prot_hook);",
                        "", BALANCE, PACKET + "T0: s = socket(PF_PACKET, SOCK_RAW, 3); c = close(s)"),
                arguments("notifier outlives its module", "AfPacket.java",
                        "kernel.dev.unregister_netdevice_notifier(packet_netdev_notifier);\n            kernel.net.unregister_pernet_subsys(packet_net_ops);"
                                + "\n            kernel.socket",
                        "kernel.net.unregister_pernet_subsys(packet_net_ops);\n            kernel.socket", BALANCE, PACKET + "T0: r = rmmod(af_packet)"),
                arguments("pernet operations outlive their module, loaded and removed by one task", "AfPacket.java",
                        "kernel.net.unregister_pernet_subsys(packet_net_ops);\n            kernel.socket",
                        "kernel.socket", BALANCE, "module af_packet loaded=no; T0: i = insmod(af_packet); r = rmmod(af_packet)"),
                arguments("counters not freed", "AfPacket.java",
                        "packet_free_pending(sk);",
                        "", BALANCE, PACKET + "T0: s = socket(PF_PACKET, SOCK_RAW, 3); c = close(s)"));
    }

    static Stream<Arguments> otherLeaks() {
        return Stream.of(
                arguments("sk kept by release, another is open", "Toy.java",
                        "kernel.sock.sock_put(sk);\n        return 0;",
                        "return 0;", BALANCE, TOY + "T0: s = socket(PF_TOY); t = socket(PF_TOY); c = close(s)"),
                arguments("owner of the functions not put, another is open", "SocketCore.java",
                        "kernel.module.module_put(owner);\n            if (owner != null) {\n                k.disown(Counted.OPS, owner.refcnt);\n"
                                + "            }",
                        "", BALANCE, TOY + "T0: s = socket(PF_TOY); t = socket(PF_TOY); c = close(s)"),
                arguments("owner of the protocol not put, another is open", "CoreSock.java",
                        "kernel.module.module_put(owner);\n        if (owner != null) {\n            k.disown(Counted.SK, owner.refcnt);\n        }",
                        "", BALANCE, TOY + "T0: s = socket(PF_TOY); t = socket(PF_TOY); c = close(s)"),
                arguments("kernel socket without its inode's last put", "SocketCore.java",
                        "kernel.fs.iput(sock);\n            return;",
                        "return;", BALANCE, TOY + "T0: k = sock_create_kern(PF_TOY); j = sock_create_kern(PF_TOY); sock_release(k)"),
                arguments("accepted sk without a socket", "Toy.java",
                        "kernel.sock.sock_graft(newsk, newsock);",
                        "", BALANCE, TOY + "T0: s = socket(PF_TOY); t = accept(s)"),
                arguments("slab cache outlives its module", "Toy.java",
                        "kernel.socket.sock_unregister(family);\n        kernel.sock.proto_unregister(toy_proto);\n        if (",
                        "kernel.socket.sock_unregister(family);\n        if (", BALANCE, TOY + "T0: s = socket(PF_UNIX); r = rmmod(toy)"));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource({"leaks", "otherLeaks", "registrations"})
    void theRightKernelHoldsThere(String what, String file, String text, String replacement, String property, String program) {
        assertThat(WrongKernel.check(program)).as(what).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource({"socketFile", "otherFiles", "counters", "leaks", "otherLeaks", "registrations"})
    void isCaught(String what, String file, String text, String replacement, String property, String scenario) throws Exception {
        assertThat(WrongKernel.broken(file, text, replacement, scenario)).as(what).contains(property);
    }
}
