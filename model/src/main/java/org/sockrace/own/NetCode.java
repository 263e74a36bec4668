package org.sockrace.own;

import org.sockrace.kernel.AfNetlink;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.NetNamespaces;
import org.sockrace.kernel.net_namespace;
import org.sockrace.kernel.pernet_ops;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.sock;

/** What the code of users has of network namespaces. They come and go by {@link Namespaces}. */
abstract class NetCode extends PacketCode {

    NetCode(Kernel kernel) {
        super(kernel);
    }

    private NetNamespaces namespaces() {
        if (!kernel.namespaces.config) {
            throw new IllegalStateException("there are no network namespaces: take Namespaces namespaces as a parameter of the constructor");
        }
        return kernel.namespaces;
    }

    /** {@code init_net}: the namespace that is there before all and never goes. */
    protected final net_namespace init_net() {
        return namespaces().init_net;
    }

    /** {@code get_net}: another reference for who has one. */
    protected final net_namespace get_net(net_namespace net) {
        return namespaces().get_net(net);
    }

    /** {@code maybe_get_net}: a reference for who has found the namespace, or null if it is being cleaned up. */
    protected final net_namespace maybe_get_net(net_namespace net) {
        return namespaces().maybe_get_net(net);
    }

    /** {@code check_net}: whether it is not yet being cleaned up. */
    protected final boolean check_net(net_namespace net) {
        return namespaces().check_net(net);
    }

    /** {@code put_net}: after the last reference the namespace is cleaned up, soon. */
    protected final void put_net(net_namespace net) {
        namespaces().put_net(net);
    }

    /** {@code get_net_ns_by_id}: the namespace of that number with a reference to it, or null. */
    protected final net_namespace get_net_ns_by_id(int id) {
        return namespaces().get_net_ns_by_id(id);
    }

    /** {@code net_generic}: what those operations keep in the namespace. */
    protected final <T> T net_generic(net_namespace net, pernet_ops<T> ops) {
        return namespaces().pernet.net_generic(net, ops);
    }

    /** {@code register_pernet_subsys}: init runs for each namespace that there is, and for those to come. */
    protected final int register_pernet_subsys(pernet_ops<?> ops) {
        return namespaces().pernet.register_pernet_subsys(ops);
    }

    /** {@code unregister_pernet_subsys}: exit runs for each namespace. */
    protected final void unregister_pernet_subsys(pernet_ops<?> ops) {
        namespaces().pernet.unregister_pernet_subsys(ops);
    }

    /** {@code register_pernet_device}: the same for what comes after all subsystems, and goes before them. */
    protected final int register_pernet_device(pernet_ops<?> ops) {
        return namespaces().pernet.register_pernet_device(ops);
    }

    /** {@code unregister_pernet_device}. */
    protected final void unregister_pernet_device(pernet_ops<?> ops) {
        namespaces().pernet.unregister_pernet_device(ops);
    }

    /** {@code net_ns_barrier}: waits for those who clean up or set up namespaces now. */
    protected final void net_ns_barrier() {
        namespaces().pernet.net_ns_barrier();
    }

    /** {@code sk_alloc}: a sock in that namespace, or null. It has a reference to it if {@code kern} is 0, and none if it is the kernel's own. */
    protected final sock sk_alloc(net_namespace net, int family, proto prot, int kern) {
        NetNamespaces namespaces = namespaces();
        sock sk = kernel.sock.sk_alloc(family, prot, kern);
        if (sk != null) {
            namespaces.sock_net_set(sk, net, kern);
        }
        return sk;
    }

    /**
     * {@code netlink_kernel_release}: the end of a socket that {@link OwnModule#netlink_kernel_create} made.
     *
     * @throws IllegalStateException if the kernel is built without PF_NETLINK
     */
    protected final void netlink_kernel_release(sock sk) {
        netlink().netlink_kernel_release(sk);
    }

    final AfNetlink netlink() {
        if (kernel.netlink == null) {
            throw new IllegalStateException("there is no PF_NETLINK in this kernel: a module of the scenario is that family");
        }
        return kernel.netlink;
    }

    /** {@code sock_net}: the namespace of the sock. */
    protected final net_namespace sock_net(sock sk) {
        return namespaces().sock_net(sk);
    }
}
