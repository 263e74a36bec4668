package org.sockrace.kernel.history;

import static org.sockrace.kernel.Errno.EAFNOSUPPORT;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENFILE;
import static org.sockrace.kernel.Net.PF_INET;
import static org.sockrace.kernel.Net.PF_PACKET;
import static org.sockrace.kernel.Net.SOCK_MAX;
import static org.sockrace.kernel.Net.SOCK_PACKET;

import org.sockrace.kernel.Counted;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.NetSocket;
import org.sockrace.kernel.Out;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.socket;

/**
 * __sock_create of 2.6.20 and 2.6.21: security_socket_post_create can refuse the socket, and the way out is that of a family that was not found, which leaves
 * the read-side section a second time. 2.6.22 goes to out_sock_release.
 */
final class PostCreateUnlocksTwice extends NetSocket {

    PostCreateUnlocksTwice(Kernel kernel) {
        super(kernel);
    }

    @Override
    public int __sock_create(int family, int type, int protocol, Out<socket> res, int kern) {
        int err;
        socket sock;
        net_proto_family pf;

        if (test(family < 0 || family >= kernel.config.nproto())) return -EAFNOSUPPORT;
        if (test(type < 0 || type >= SOCK_MAX)) return -EINVAL;

        // Here and not in the family's create: that would load a module from within a module.
        if (test(family == PF_INET && type == SOCK_PACKET)) {
            if (warned.get() == 0) {
                warned.set(1);
            }
            family = PF_PACKET;
        }

        err = kernel.security.security_socket_create(family, type, protocol, kern);
        if (test(err != 0)) return err;

        sock = sock_alloc();
        if (test(sock == null)) return -ENFILE;

        sock.type.set(type);

        // Whatever comes of it: the look-up below decides.
        if (test(rcu_access_pointer(net_families.get(family)) == null)) {
            kernel.kmod.request_module("net-pf-" + family);
        }

        out_sock_release: {
            out_release: {
                out_module_put: {
                    out_module_busy: {
                        rcu_read_lock();
                        pf = rcu_dereference(net_families.get(family));
                        err = -EAFNOSUPPORT;
                        if (test(pf == null)) break out_release;

                        // From here on the family cannot go away, so the read-side section may end.
                        if (test(!try_module_get(pf.owner.get(), Counted.PF))) break out_release;

                        rcu_read_unlock();

                        err = pf_create(pf, sock, protocol, kern);
                        if (test(err < 0)) break out_module_put;

                        // Whoever made the socket's functions must stay as long as the socket.
                        if (test(!try_module_get(sock.ops.get().owner.get(), sock))) break out_module_busy;

                        // The family itself may now go: the socket no longer needs it.
                        module_put(pf.owner.get(), Counted.PF);
                        err = kernel.security.security_socket_post_create(sock, family, type, protocol, kern);
                        if (test(err != 0)) break out_release;
                        res.value = sock;
                        return 0;
                    }
                    k.label("out_module_busy");
                    err = -EAFNOSUPPORT;
                }
                k.label("out_module_put");
                sock.ops.set(null);
                module_put(pf.owner.get(), Counted.PF);
                break out_sock_release;
            }
            k.label("out_release");
            rcu_read_unlock();
        }
        k.label("out_sock_release");
        sock_release(sock);
        return err;
    }
}
