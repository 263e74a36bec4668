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

    static final List<Reordered> ALL = List.of(
            new Reordered("__sock_release: module_put before ->release", "SocketCore.java", ordered(
                    PUT, "",
                    "            ops_release(sock);\n", PUT + "            ops_release(sock);\n")),
            new Reordered("sock_unregister: synchronize_rcu before the slot is cleared", "SocketCore.java", ordered(
                    "        spin_unlock(net_family_lock);\n\n        synchronize_rcu();\n", "        spin_unlock(net_family_lock);\n\n",
                    "        BUG_ON(family < 0 || family >= kernel.config.nproto(), \"sock_unregister(\" + family + \")\");\n", "        synchronize_rcu();\n")),
            new Reordered("__sock_create: the family's module_put before the try_module_get of the ops", "SocketCore.java", ordered(
                    "                        module_put(pf.owner.get(), Counted.PF);\n                        err = kernel.security",
                    "                        err = kernel.security",
                    "                        if (test(!try_module_get(sock.ops.get().owner.get(), sock)))",
                    "                        module_put(pf.owner.get(), Counted.PF);\n                        if (test(!try_module_get(sock.ops.get().owner.get(), sock)))")),
            new Reordered("accept: fd_install before ->accept can fail", "NetSocket.java", ordered(
                    "                    kernel.fs.fd_install(newfd, newfile.value);\n                    err = newfd;\n                    break out_put;\n                }\n"
                            + "                k.label(\"out_fd\");\n                work",
                    "                    err = newfd;\n                    break out_put;\n                }\n                k.label(\"out_fd\");\n                work",
                    "                    err = ops_accept(sock, newsock);\n                    if (test(err < 0)) break out_fd;\n",
                    "                    kernel.fs.fd_install(newfd, newfile.value);\n                    err = ops_accept(sock, newsock);\n"
                            + "                    if (test(err < 0)) break out_fd;\n")));

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
