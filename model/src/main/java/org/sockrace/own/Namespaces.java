package org.sockrace.own;

import static org.sockrace.kernel.Errno.EINVAL;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.NetNamespaces;

/**
 * Network namespaces that come and go: for modules that register what they do for each. A module that takes it as a parameter of its constructor makes these
 * functions calls of the scenario.
 */
public final class Namespaces extends BuiltIn {

    /** Made with the kernel. */
    public Namespaces(Kernel kernel) {
        super(kernel);
        kernel.namespaces.net_ns_init();
    }

    private static boolean exists(int nsid) {
        return nsid >= 1 && nsid <= NetNamespaces.MOST_NETS;
    }

    /** Makes the namespace of that number, 1 or 2, which is kept until {@link #put_net}: 0, or a negative errno; -EEXIST until the last one is gone. */
    public int copy_net_ns(int nsid) {
        return exists(nsid) ? kernel.namespaces.copy_net_ns(nsid) : -EINVAL;
    }

    /** Gives that up: 0, or -ENOENT if there is nothing to be given up. Without other references the namespace is cleaned up, soon. */
    public int put_net(int nsid) {
        return exists(nsid) ? kernel.namespaces.put_net(nsid) : -EINVAL;
    }
}
