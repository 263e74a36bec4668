package org.sockrace.stress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.explain.SourceText;

/**
 * A defect that no operator of {@code mutate} makes: the same statements in another order.
 *
 * @param name what comes where it must not
 * @param file the file of the kernel
 * @param changes what stands there, exactly once, and what stands there then
 */
record Reordered(String name, String file, Map<String, String> changes) {

    private static final String PUT = """
                        kernel.module.module_put(owner);
                        if (owner != null) {
                            k.disown(Counted.OPS, owner.refcnt);
                        }
            """;

    private static final String UNLOCK = "        spin_unlock(net_family_lock);\n\n";
    private static final String WAIT = "        synchronize_rcu();\n";
    private static final String FIRST_LINE = "        BUG_ON(family < 0 || family >= kernel.config.nproto(), \"sock_unregister(\" + family + \")\");\n";
    private static final String PUT_FAMILY = "                        module_put(pf.owner.get(), Counted.PF);\n";
    private static final String DENY = "                        err = kernel.security.security_socket_post_create";
    private static final String GET_OPS = "                        if (test(!try_module_get(sock.ops.get().owner.get(), sock)))";
    private static final String INSTALL = "                    kernel.fs.fd_install(newfd, newfile.value);\n";
    private static final String INSTALLED = """
                                err = newfd;
                                break out_put;
                            }
                            k.label("out_fd");
                            work
            """.stripTrailing();
    private static final String ACCEPT = "                    err = ops_accept(sock, newsock);\n                    if (test(err < 0)) break out_fd;\n";

    static final List<Reordered> ALL = List.of(
            new Reordered("__sock_release: module_put before ->release", "SocketCore.java", ordered(
                    PUT, "",
                    "            ops_release(sock);\n", PUT + "            ops_release(sock);\n")),
            new Reordered("sock_unregister: synchronize_rcu before the slot is cleared", "SocketCore.java", ordered(
                    UNLOCK + WAIT, UNLOCK,
                    FIRST_LINE, WAIT)),
            new Reordered("__sock_create: the family's module_put before the try_module_get of the ops", "SocketCore.java", ordered(
                    PUT_FAMILY + DENY, DENY,
                    GET_OPS, PUT_FAMILY + GET_OPS)),
            new Reordered("accept: fd_install before ->accept can fail", "NetSocket.java", ordered(
                    INSTALL + INSTALLED, INSTALLED,
                    ACCEPT, INSTALL + ACCEPT)));

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            changes.put(pairs[i], pairs[i + 1]);
        }
        return changes;
    }

    /** The file with the defect. */
    String text() {
        String text = String.join("\n", new SourceText().file(file)) + "\n";
        for (Map.Entry<String, String> change : changes.entrySet()) {
            int at = text.indexOf(change.getKey());
            if (at < 0 || text.indexOf(change.getKey(), at + 1) >= 0) {
                throw new IllegalStateException(file + " does not have exactly once:\n" + change.getKey());
            }
            text = text.substring(0, at) + change.getValue() + text.substring(at + change.getKey().length());
        }
        return text;
    }
}
