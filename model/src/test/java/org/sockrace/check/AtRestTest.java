package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong kernels that only the state at rest can see, or a scenario with a module that others lack: the catalogue notices each. */
class AtRestTest {

    private static final String BALANCE = "refcount-balance";

    /** What is wrong, the file, the text, what stands in its place, the property that is broken, and the scenario that shows it. */
    static Stream<Arguments> references() {
        return Stream.of(
                arguments("accept takes no reference", "NetSocket.java",
                        "kernel.module.__module_get(owner);",
                        "if (true) return;", BALANCE, "accept-alone"),
                arguments("one descriptor is given back twice, the other never", "NetSocket.java",
                        "kernel.fs.put_unused_fd(fd2);\n                                kernel.fs.put_unused_fd(fd1);",
                        "kernel.fs.put_unused_fd(fd2);\n                                kernel.fs.put_unused_fd(fd2);", BALANCE, "socketpair-alone"),
                arguments("a socket that is gone is counted", "AfUnix.java",
                        "unix_nr_socks.dec();\n        k.disown(Counted.UNIX_NR_SOCKS, unix_nr_socks);\n        k.yields",
                        "k.yields", BALANCE, "socketpair-alone"),
                arguments("a socket that was not made is counted", "AfUnix.java",
                        "unix_nr_socks.dec();\n            k.disown(Counted.UNIX_NR_SOCKS, unix_nr_socks);",
                        "", BALANCE, "socketpair-alone"),
                arguments("a reader of the table is counted for ever", "AfNetlink.java",
                        "nl_table_users.dec_and_test();\n        k.disown(Counted.NL_TABLE_USERS, nl_table_users);",
                        "", BALANCE, "netlink-alone-3-10"));
    }

    /** What memory holds in the end, though the code that says of itself what it keeps is as it was. */
    static Stream<Arguments> memory() {
        return Stream.of(
                arguments("the slab cache of unix outlives it", "AfUnix.java",
                        "kernel.sock.proto_unregister(unix_dgram_proto);\n        if (kernel.since(5, 15))",
                        "if (kernel.since(5, 15))", BALANCE, "unix-vs-rmmod"),
                arguments("a protocol of phonet stays in the table", "AfPhonet.java",
                        "RCU_INIT_POINTER(proto_tab.get(protocol), null);",
                        "", BALANCE, "phonet-protocols"),
                arguments("an entry of inetsw outlives its module", "AfInet.java",
                        "list_del_rcu(p.list);",
                        "", BALANCE, "l2tp-alone"),
                arguments("a family stays in the table", "SocketCore.java",
                        "RCU_INIT_POINTER(net_families.get(family), null);",
                        "", BALANCE, "insmod-fails"),
                arguments("a neighbour points back to an entry that left", "rculist.java",
                        "next.prev.set(prev);",
                        "", BALANCE, "inet-protocols-leave"),
                arguments("a neighbour does not point back to an entry that came", "rculist.java",
                        "prev.next.store(entry, Order.RELEASE);\n        next.prev.set(entry);",
                        "prev.next.store(entry, Order.RELEASE);", BALANCE, "inet-protocols-change"));
    }

    /** Two modules, or a call, that no scenario had. */
    static Stream<Arguments> scenarios() {
        return Stream.of(
                arguments("inetsw is changed without its lock", "AfInet.java",
                        "spin_lock(inetsw_lock);\n            list_del_rcu(p.list);\n            spin_unlock(inetsw_lock);",
                        "list_del_rcu(p.list);", BALANCE, "inet-protocols-leave"),
                arguments("the table of CAN protocols is tested without its lock", "AfCan.java",
                        "if (kernel.since(3, 10)) mutex_lock(proto_tab_lock);\n        else spin_lock(proto_tab_spinlock);\n"
                                + "        there = kernel.since(4, 19) ? rcu_access_pointer(proto_tab.get(proto)) : proto_tab.get(proto).get();\n        if",
                        "there = kernel.since(4, 19) ? rcu_access_pointer(proto_tab.get(proto)) : proto_tab.get(proto).get();\n"
                                + "        mutex_lock(proto_tab_lock);\n        if", "outcomes", "can-protocol-taken"),
                arguments("phonet looks for a protocol outside a section", "AfPhonet.java",
                        "rcu_read_lock();", "", "rcu-usage", "pep-vs-rmmod"),
                arguments("phonet pins no protocol", "AfPhonet.java",
                        "if (test(!kernel.module.try_module_get(owner))) {", "if (false) {", BALANCE, "pep-vs-rmmod"),
                arguments("pppox keeps its reference", "Pppox.java",
                        "kernel.module.module_put(owner);\n            if (owner != null) k.disown(Counted.CP, owner.refcnt);", "", BALANCE, "pppox-alone"),
                arguments("release does not lock the inode", "SocketCore.java",
                        "inode_lock(inode);", "", "no-use-after-free", "fchownat-vs-close-6-1"),
                arguments("dup keeps the file when there is no descriptor", "FsFile.java",
                        "} else {\n                fput(file);\n            }", "}", BALANCE, "dup-fails"),
                arguments("dup2 takes its reference behind the lock", "FsFile.java",
                        "get_file(file);\n            rcu_assign_pointer(files.fd.get(fd - FIRST), file);",
                        "rcu_assign_pointer(files.fd.get(fd - FIRST), file);\n            spin_unlock(files.file_lock);\n            get_file(file);\n"
                                + "            spin_lock(files.file_lock);", "no-use-after-free", "dup2-vs-close-shared"),
                arguments("no memory for the sock, another error", "AfPacket.java",
                        "err = -ENOBUFS;", "err = -Errno.ENOMEM;", "outcomes", "socket-alone"));
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource({"references", "memory", "scenarios"})
    void theRightKernelHoldsThere(String what, String file, String text, String replacement, String property, String scenario) {
        assertThat(WrongKernel.check(scenario)).as(what).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {4}")
    @MethodSource({"references", "memory", "scenarios"})
    void isCaught(String what, String file, String text, String replacement, String property, String scenario) throws Exception {
        assertThat(WrongKernel.broken(file, text, replacement, scenario)).as(what).contains(property);
    }

    @Test
    void theSetUpKeepsTheSameRules() {
        assertThatThrownBy(() -> WrongKernel.broken("AfInet6.java", "spin_lock(inetsw6_lock);\n\n        out: {", "out: {",
                "module l2tp_ip6; T0: s = socket(PF_INET6, SOCK_DGRAM, IPPROTO_L2TP)"))
                .hasStackTraceContaining("inetsw6_lock released by a task that does not hold it");
        assertThatThrownBy(() -> WrongKernel.broken("SocketCore.java", "rcu_read_unlock();\n", "\n",
                "module af_packet; setup: s = socket(PF_PACKET); T0: c = close(s)")).hasStackTraceContaining("in a read-side critical section");
    }
}
