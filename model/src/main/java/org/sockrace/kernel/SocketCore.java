package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EAFNOSUPPORT;
import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.ENFILE;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Net.NPROTO;
import static org.sockrace.kernel.Net.PF_INET;
import static org.sockrace.kernel.Net.PF_PACKET;
import static org.sockrace.kernel.Net.SOCK_MAX;
import static org.sockrace.kernel.Net.SOCK_PACKET;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/** net/socket.c, the first half: the table of protocol families, and how a socket is made and released. */
public abstract class SocketCore extends KernelCode {

    /** The kernel that this file is a part of. */
    protected final Kernel kernel;
    private static final CellNames NAMES = new CellNames("net_families", NPROTO);
    /** The families, by number. */
    protected final List<Ptr<net_proto_family>> net_families = new ArrayList<>(NPROTO);
    /** Guards them against others who write. */
    protected final SpinLock net_family_lock;
    /** A static variable of __sock_create: read and written by all without any order, which is harmless. MODEL: nobody reads what it prints once. */
    protected final Word warned;

    protected SocketCore(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        for (int family = 0; family < NPROTO; family++) {
            net_families.add(k.ptr(k.image(), NAMES.of(family), null));
        }
        this.net_family_lock = k.spinlock(k.image(), "net_family_lock");
        this.warned = k.word(k.image(), "warned", 0);
    }

    // ---- families ----------------------------------------------------------------------------------------------------

    /**
     * sock_register: publishes a family. Its owner must be ready to make sockets before. MODEL: until some version between 2.6.32 and 3.10 the look under the
     * lock has no name.
     */
    public int sock_register(net_proto_family ops) {
        int err;

        if (test(ops.family >= kernel.config.nproto())) return -ENOBUFS;

        spin_lock(net_family_lock);
        if (test(rcu_dereference_protected(net_families.get(ops.family)) != null)) {
            err = -EEXIST;
        } else {
            if (kernel.since(3, 10)) {
                rcu_assign_pointer(net_families.get(ops.family), ops);
            } else {
                // Nothing sees to it that who finds the pointer finds what it points to.
                net_families.get(ops.family).set(ops);
            }
            k.registered(ops, true);
            err = 0;
        }
        spin_unlock(net_family_lock);
        return err;
    }

    /**
     * sock_unregister: withdraws whatever family is there, and waits for those who have just looked it up; those who already hold a
     * reference to its module are not waited for. MODEL: the load is there only to say what was withdrawn; it is marked as it is since some version between
     * 2.6.32 and 3.10, as is the store, since nothing need come before either.
     */
    public void sock_unregister(int family) {
        net_proto_family old;

        BUG_ON(family < 0 || family >= kernel.config.nproto(), "sock_unregister(" + family + ")");

        spin_lock(net_family_lock);
        old = rcu_dereference_protected(net_families.get(family));
        RCU_INIT_POINTER(net_families.get(family), null);
        spin_unlock(net_family_lock);

        synchronize_rcu();
        k.registered(old, false);
    }

    // ---- making and releasing ----------------------------------------------------------------------------------------

    /** sock_alloc: a socket without a family, or null. MODEL: nobody counts the sockets in use. */
    public socket sock_alloc() {
        return kernel.fs.new_inode_pseudo();
    }

    /** sock_release: the end of a socket that has no file, or of an unfinished one. */
    public void sock_release(socket sock) {
        __sock_release(sock, null);
    }

    /** __sock_release: the end of a socket; {@code inode} is given if others may reach it by its path. */
    public void __sock_release(socket sock, socket inode) {
        kernel.fentry.__sock_release_entry(sock);

        if (sock.ops.get() != null) {
            module owner = sock.ops.get().owner.get();

            if (inode != null && kernel.config.inodeLockInRelease()) {
                // So that fchownat does not meet a sk on its way out.
                inode_lock(inode);
            }
            ops_release(sock);
            if (kernel.config.coreClearsSk()) {
                // For those families that forget it.
                sock.sk.set(null);
            }
            if (inode != null && kernel.config.inodeLockInRelease()) {
                inode_unlock(inode);
            }
            sock.ops.set(null);
            kernel.module.module_put(owner);
            if (owner != null) {
                k.disown(Counted.OPS, owner.refcnt);
            }
        }

        if (test(sock.file.get() == null)) {
            kernel.fs.iput(sock);
            return;
        }
        sock.file.set(null);
    }

    /** sock->ops->release(sock), whose result is ignored. */
    private void ops_release(socket sock) {
        proto_ops ops = sock.ops.get();
        proto_ops.release_fn release = ops.release.get();
        call(ops.text, () -> release.release(sock));
    }

    private void inode_lock(socket inode) {
        mutex_lock(inode.i_rwsem);
    }

    private void inode_unlock(socket inode) {
        mutex_unlock(inode.i_rwsem);
    }

    /** sock_close: the last reference to the file is gone. */
    public int sock_close(socket inode, file filp) {
        __sock_release(inode, inode);
        return 0;
    }

    /** __sock_create: looks the family up, and has it make a socket. */
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

        // Whatever comes of it: the look-up below decides. MODEL: the look is marked, as it is since some version between 2.6.32 and 3.10.
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
                        if (test(err < 0)) {
                            // The family has freed the sock: who sees to it that nobody finds it?
                            switch (kernel.config.onCreateFailure()) {
                                case NOBODY -> { }
                                case CORE -> sock.sk.set(null);
                                case FAMILY -> {
                                    if (kernel.since(6, 13)) {
                                        WARN_ON(sock.sk.get() != null, "create failed and left sock->sk");
                                    }
                                }
                            }
                            break out_module_put;
                        }

                        // Whoever made the socket's functions must stay as long as the socket.
                        if (test(!try_module_get(sock.ops.get().owner.get(), sock))) break out_module_busy;

                        // The family itself may now go: the socket no longer needs it.
                        module_put(pf.owner.get(), Counted.PF);
                        err = kernel.security.security_socket_post_create(sock, family, type, protocol, kern);
                        if (test(err != 0)) break out_sock_release;
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

    /** pf->create(net, sock, protocol, kern). */
    protected final int pf_create(net_proto_family pf, socket sock, int protocol, int kern) {
        net_proto_family.create_fn create = pf.create.get();
        return call(pf.text, () -> create.create(sock, protocol, kern));
    }

    /** try_module_get with the note whose reference it is. */
    protected final boolean try_module_get(module owner, String kind) {
        boolean got = kernel.module.try_module_get(owner);
        if (got && owner != null) {
            k.own(kind, owner.refcnt);
        }
        return got;
    }

    /** The same for a socket, which keeps it. */
    protected final boolean try_module_get(module owner, socket user) {
        boolean got = try_module_get(owner, Counted.OPS);
        if (got && owner != null) {
            k.keeps(user.mem, Counted.OPS, owner.mem);
        }
        return got;
    }

    /** module_put with the note whose reference it was. */
    protected final void module_put(module owner, String kind) {
        kernel.module.module_put(owner);
        if (owner != null) {
            k.disown(kind, owner.refcnt);
        }
    }

    /** sock_create_lite: a socket of the kernel's own that no family has made: 0 or a negative errno. */
    public int sock_create_lite(int family, int type, int protocol, Out<socket> res) {
        int err;
        socket sock = null;

        out: {
            out_release: {
                err = kernel.security.security_socket_create(family, type, protocol, 1);
                if (test(err != 0)) break out;

                sock = sock_alloc();
                if (test(sock == null)) {
                    err = -ENOMEM;
                    break out;
                }

                sock.type.set(type);
                err = kernel.security.security_socket_post_create(sock, family, type, protocol, 1);
                if (test(err != 0)) break out_release;
                break out;
            }
            k.label("out_release");
            sock_release(sock);
            sock = null;
        }
        k.label("out");
        res.value = sock;
        return err;
    }

    /** sock_create: a socket for a user. */
    public int sock_create(int family, int type, int protocol, Out<socket> res) {
        return __sock_create(family, type, protocol, res, 0);
    }

    /** sock_create_kern: a socket for the kernel itself. */
    public int sock_create_kern(int family, int type, int protocol, Out<socket> res) {
        return __sock_create(family, type, protocol, res, 1);
    }

    /** sockfs_setattr, which there is since 4.10: changes the owner of a socket that is known by its path only, under the lock of its inode. */
    public int sockfs_setattr(socket sock, int uid) {
        if (test(checks_sk() && sock.sk.get() == null)) return -ENOENT;

        sock.sk.get().sk_uid.set(uid);
        return 0;
    }

    /** Since 4.18: the file may have been closed meanwhile. */
    private boolean checks_sk() {
        return kernel.config.inodeLockInRelease();
    }
}
