package org.sockrace.kernel.history;

import static org.sockrace.kernel.Errno.EAFNOSUPPORT;
import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENFILE;
import static org.sockrace.kernel.Errno.ENOBUFS;
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
import org.sockrace.machine.Atomic;

/**
 * The table of families until 2.6.18: no RCU. A reader raises a counter, waits until no writer has the lock, and keeps the counter up while the whole socket
 * is made, sleeping or not; a writer takes the lock, and gives it back again as long as there are readers. Each side writes its own word and then reads the
 * other's, which is right if all processors see that order: the barrier that this takes is missing, which {@code --memory lkmm} shows. MODEL: what
 * security_socket_post_create returns is ignored, as it returned nothing then.
 */
final class FamilyLock extends NetSocket {

    private final Atomic net_family_lockct;

    FamilyLock(Kernel kernel) {
        super(kernel);
        this.net_family_lockct = k.atomic(k.image(), "net_family_lockct", 0);
    }

    private void net_family_write_lock() {
        spin_lock(net_family_lock);
        while (net_family_lockct.read() != 0) {
            spin_unlock(net_family_lock);

            yield_to_readers();
            spin_lock(net_family_lock);
        }
    }

    /** yield, whose caller looks again when others have run. MODEL: until there are no readers; a yield after which there are some changes nothing. */
    private void yield_to_readers() {
        k.wait_event(net_family_lockct.is(0));
    }

    private void net_family_write_unlock() {
        spin_unlock(net_family_lock);
    }

    private void net_family_read_lock() {
        net_family_lockct.inc();
        spin_unlock_wait();
    }

    private void spin_unlock_wait() {
        k.smp_cond_load_acquire(net_family_lock.isFree());
    }

    private void net_family_read_unlock() {
        net_family_lockct.dec();
    }

    @Override
    public int sock_register(net_proto_family ops) {
        int err;

        if (test(ops.family >= kernel.config.nproto())) return -ENOBUFS;

        net_family_write_lock();
        err = -EEXIST;
        if (net_families.get(ops.family).get() == null) {
            net_families.get(ops.family).set(ops);
            k.registered(ops, true);
            err = 0;
        }
        net_family_write_unlock();
        return err;
    }

    @Override
    public void sock_unregister(int family) {
        net_proto_family old;

        net_family_write_lock();
        old = net_families.get(family).get();
        net_families.get(family).set(null);
        net_family_write_unlock();
        k.registered(old, false);
    }

    @Override
    public int __sock_create(int family, int type, int protocol, Out<socket> res, int kern) {
        int err;
        socket sock;

        if (test(family < 0 || family >= kernel.config.nproto())) return -EAFNOSUPPORT;
        if (test(type < 0 || type >= SOCK_MAX)) return -EINVAL;

        if (test(family == PF_INET && type == SOCK_PACKET)) {
            if (warned.get() == 0) {
                warned.set(1);
            }
            family = PF_PACKET;
        }

        err = kernel.security.security_socket_create(family, type, protocol, kern);
        if (test(err != 0)) return err;

        // A look that no lock protects; the one below decides.
        if (READ_ONCE(net_families.get(family)) == null) {
            kernel.kmod.request_module("net-pf-" + family);
        }

        out: {
            out_release: {
                out_module_put: {
                    net_family_read_lock();
                    if (test(net_families.get(family).get() == null)) {
                        err = -EAFNOSUPPORT;
                        break out;
                    }

                    sock = sock_alloc();
                    if (test(sock == null)) {
                        err = -ENFILE;
                        break out;
                    }
                    sock.type.set(type);

                    err = -EAFNOSUPPORT;
                    if (test(!try_module_get(net_families.get(family).get().owner.get(), Counted.PF))) break out_release;

                    err = pf_create(net_families.get(family).get(), sock, protocol, kern);
                    if (test(err < 0)) {
                        sock.ops.set(null);
                        break out_module_put;
                    }

                    if (test(!try_module_get(sock.ops.get().owner.get(), sock))) {
                        sock.ops.set(null);
                        err = -EAFNOSUPPORT;
                        break out_module_put;
                    }

                    module_put(net_families.get(family).get().owner.get(), Counted.PF);
                    res.value = sock;
                    kernel.security.security_socket_post_create(sock, family, type, protocol, kern);
                    err = 0;
                    break out;
                }
                k.label("out_module_put");
                module_put(net_families.get(family).get().owner.get(), Counted.PF);
            }
            k.label("out_release");
            sock_release(sock);
        }
        k.label("out");
        net_family_read_unlock();
        return err;
    }
}
