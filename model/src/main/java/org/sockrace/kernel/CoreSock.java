package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENOSPC;
import static org.sockrace.kernel.rculist.list_add;
import static org.sockrace.kernel.rculist.list_del;
import static org.sockrace.kernel.sock.SOCK_DEAD;
import static org.sockrace.kernel.sock.SOCK_RCU_FREE;

import java.util.Objects;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.SpinLock;

/** net/core/sock.c: struct sock, which takes and drops a reference to its protocol's module by itself. */
public class CoreSock extends KernelCode {

    protected final Kernel kernel;
    private final Mutex proto_list_mutex;
    /** Until some version between 2.6.32 and 3.10: what is the mutex later. MODEL: readers exclude each other too. */
    private final SpinLock proto_list_lock;
    final list_head<proto> proto_list;
    private final rcu_head.callback __sk_destruct;

    @SuppressWarnings("this-escape") protected CoreSock(Kernel kernel) { // The callback is called when all is made.
        super(kernel.k);
        this.kernel = kernel;
        this.proto_list_mutex = kernel.since(3, 10) ? k.mutex(k.image(), "proto_list_mutex") : null;
        this.proto_list_lock = kernel.since(3, 10) ? null : k.spinlock(k.image(), "proto_list_lock");
        this.__sk_destruct = new rcu_head.callback(k.image(), this::__sk_destruct);
        this.proto_list = list_head.head(k, k.image(), "proto_list");
    }

    // ---- allocation and freeing --------------------------------------------------------------------------------------

    protected sock sk_prot_alloc(proto prot, @SuppressWarnings("UnusedVariable") int family) {
        sock sk;
        kmem_cache slab;

        slab = prot.slab.get();
        if (slab != null) {
            sk = kernel.slab.kmem_cache_alloc(slab);
            if (test(sk == null)) return sk;
            sk_prot_clear_sk(sk, prot.obj_size.get());
        } else {
            prot.obj_size.get();
            sk = kernel.slab.kmalloc();
        }

        if (sk != null) {
            out_free: {
                out_free_sec: {
                    if (test(kernel.security.security_sk_alloc(sk) != 0)) break out_free;

                    module owner = prot.owner.get();
                    if (test(!kernel.module.try_module_get(owner))) break out_free_sec;
                    own_sk(sk, owner);
                    return sk;
                }
                k.label("out_free_sec");
                kernel.security.security_sk_free(sk);
            }
            k.label("out_free");
            if (slab != null) {
                kernel.slab.kmem_cache_free(slab, sk);
            } else {
                kernel.slab.kfree(sk);
            }
            return null;
        }
        return sk;
    }

    /** MODEL: every allocation is a new object, whose cells are clear. */
    protected final void sk_prot_clear_sk(sock sk, @SuppressWarnings("UnusedVariable") int size) { Objects.requireNonNull(sk); }

    protected final void own_sk(sock sk, module owner) {
        if (owner != null) {
            k.own(Counted.SK, owner.refcnt);
            k.keeps(sk.mem, Counted.SK, owner.mem);
        }
    }

    private void sk_prot_free(proto prot, sock sk) {
        kmem_cache slab;
        module owner;

        owner = prot.owner.get();
        slab = prot.slab.get();

        kernel.security.security_sk_free(sk);
        if (slab != null) {
            kernel.slab.kmem_cache_free(slab, sk);
        } else {
            kernel.slab.kfree(sk);
        }
        // Last, from here and not from the module's text: afterwards that may be gone.
        kernel.module.module_put(owner);
        if (owner != null) {
            k.disown(Counted.SK, owner.refcnt);
        }
    }

    /**
     * sk_alloc: a sock of this protocol with a reference to its module, or null. MODEL: the namespace comes later, by {@link NetNamespaces#sock_net_set}, where
     * a module of a user's own asks for namespaces; elsewhere there is one, which nobody counts.
     */
    public sock sk_alloc(int family, proto prot, int kern) {
        sock sk;

        sk = sk_prot_alloc(prot, family);
        if (test(sk != null)) {
            sk.sk_prot_creator.set(prot);
            sk.sk_prot.set(prot);
            sk.sk_wmem_alloc.set(1);
            k.own(Counted.WMEM, sk.sk_wmem_alloc);
        }
        return sk;
    }

    private void __sk_destruct(rcu_head head) {
        sock sk = (sock) head.container;
        net_namespace net = kernel.namespaces.config ? sk.sk_net.get() : null;

        if (sk.sk_destruct.get() != null) {
            sock.destruct_fn destruct = sk.sk_destruct.get();
            call(destruct.text(), () -> destruct.function().call(sk));
        }
        if (net != null) kernel.namespaces.sk_put_net(sk, net);
        sk_prot_free(sk.sk_prot_creator.get(), sk);
    }

    private void sk_destruct(sock sk) { // MODEL: no socket is in a group of SO_REUSEPORT, which waits for a grace period too.
        if (kernel.since(4, 7) && sock_flag(sk, SOCK_RCU_FREE)) {
            kernel.rcu.call_rcu(sk.sk_rcu, __sk_destruct);
        } else {
            __sk_destruct(sk.sk_rcu);
        }
    }

    private void __sk_free(sock sk) {
        sk_destruct(sk);
    }

    /** sk_free: frees the sock unless packets of it are still queued; legal before sock_init_data too. */
    public void sk_free(sock sk) {
        boolean last = sk.sk_wmem_alloc.dec_and_test();
        k.disown(Counted.WMEM, sk.sk_wmem_alloc);
        if (last) {
            __sk_free(sk);
        }
    }

    /** sock_hold: another reference for somebody who has one. */
    public void sock_hold(sock sk) {
        sk.sk_refcnt.inc();
        k.own(Counted.SKREF, sk.sk_refcnt);
    }

    /** __sock_put: gives a reference back that is known not to be the last. */
    public void __sock_put(sock sk) {
        sk.sk_refcnt.dec();
        k.disown(Counted.SKREF, sk.sk_refcnt);
    }

    /** sock_put: gives a reference back. */
    public void sock_put(sock sk) {
        boolean last = sk.sk_refcnt.dec_and_test();
        k.disown(Counted.SKREF, sk.sk_refcnt);
        if (last) {
            sk_free(sk);
        }
    }

    // ---- the tables of socks -------------------------------------------------

    /** sk_unhashed: whether the sock is in no table. */
    public boolean sk_unhashed(sock sk) {
        return sk.sk_node.get() == null;
    }

    private void __sk_add_node(sock sk, hlist_head list) {
        list.change();
        sk.sk_node.set(list);
    }

    private boolean __sk_del_node_init(sock sk) {
        hlist_head list = sk.sk_node.get();

        if (list == null) return false;
        list.change();
        sk.sk_node.set(null);
        return true;
    }

    /** sk_add_node: enters the sock into the table of its protocol, which holds a reference. */
    public void sk_add_node(sock sk, hlist_head list) {
        sock_hold(sk);
        __sk_add_node(sk, list);
    }

    /** sk_del_node_init: takes the sock out of that table, if it is in it. */
    public boolean sk_del_node_init(sock sk) {
        boolean rc = __sk_del_node_init(sk);

        if (rc) {
            __sock_put(sk);
        }
        return rc;
    }

    // ---- using a sock ------------------------------------------------------------------------------------------------

    /** lock_sock: others that want to use the sock sleep. MODEL: packets that come meanwhile are not kept for later. */
    public void lock_sock(sock sk) {
        mutex_lock(sk.sk_lock);
    }

    /** release_sock. */
    public void release_sock(sock sk) {
        mutex_unlock(sk.sk_lock);
    }

    /** sock_flag: whether the sock has that flag. */
    public boolean sock_flag(sock sk, int flag) {
        return (sk.sk_flags.get() & flag) != 0;
    }

    /** sock_set_flag. */
    public void sock_set_flag(sock sk, int flag) {
        sk.sk_flags.set(sk.sk_flags.get() | flag);
    }

    // ---- attaching to a socket ---------------------------------------------------------------------------------------

    /** sock_init_data: the sock becomes usable, and the socket's own unless that is null. MODEL: what depends on its type later is left out. */
    public void sock_init_data(socket sock, sock sk) {
        if (kernel.receive.packets) kernel.skb.skb_queue_head_init(sk.sk_receive_queue);
        sk.sk_socket.set(sock);
        if (sock != null) {
            sk.sk_type.set(sock.type.get());
            sock.sk.set(sk);
        }
        sk.sk_refcnt.set(1);
        k.own(Counted.SKREF, sk.sk_refcnt);
        if (sock != null) {
            k.keeps(sock.mem, Counted.SKREF, sk.mem);
        }
    }

    /** sock_orphan: the sock loses its socket. MODEL: nobody comes from below meanwhile, with a packet. */
    public void sock_orphan(sock sk) {
        spin_lock(sk.sk_callback_lock);
        sock_set_flag(sk, SOCK_DEAD);
        sk.sk_socket.set(null);
        spin_unlock(sk.sk_callback_lock);
    }

    /** sock_graft: gives the sock of an accepted connection its socket. MODEL: nobody comes from below, with a packet. */
    public void sock_graft(sock sk, socket parent) {
        if (kernel.since(4, 13)) {
            WARN_ON(parent.sk.get() != null, "sock_graft: the socket has a sock already");
        }
        spin_lock(sk.sk_callback_lock);
        parent.sk.set(sk);
        sk.sk_socket.set(parent);
        k.keeps(parent.mem, Counted.SKREF, sk.mem);
        spin_unlock(sk.sk_callback_lock);
    }

    /** sk_common_release: the end of most protocols' socks. MODEL: few protocols hash anything; packets, which destroy frees, are left out. */
    public void sk_common_release(sock sk) {
        if (sk.sk_prot.get().destroy.get() != null) {
            prot_destroy(sk);
        }
        if (sk.sk_prot.get().unhash.get() != null) {
            prot_unhash(sk);
        }
        // 6.10, and the stable kernels from 5.15 on; 6.13 took it back.
        if (kernel.since(6, 10, "5.15.215", "6.1.166", "6.6.87") && !kernel.since(6, 13)) {
            if (sk.sk_socket.get() != null) {
                sk.sk_socket.get().sk.set(null);
            }
        }
        sock_orphan(sk);
        sock_put(sk);
    }

    /** sk->sk_prot->destroy(sk). MODEL: packets, which destroy frees, are left out. */
    private void prot_destroy(sock sk) {
        proto prot = sk.sk_prot.get();
        proto.sock_fn destroy = prot.destroy.get();
        call(prot.text, () -> destroy.call(sk));
    }

    /** sk->sk_prot->unhash(sk). */
    private void prot_unhash(sock sk) {
        proto prot = sk.sk_prot.get();
        proto.sock_fn unhash = prot.unhash.get();
        call(prot.text, () -> unhash.call(sk));
    }

    // ---- protocols -----------------------------------------------------------------------------------------------

    /** assign_proto_idx: the number under which statistics are kept; there are 64, and before 5.9 (5.4.301 has it) nobody asked whether one was left. */
    private int assign_proto_idx() {
        return k.fails("proto_idx") ? -ENOSPC : 0;
    }

    /**
     * proto_register: makes the protocol's slab cache, and lists the protocol. The caches of connections that are not yet, or no longer, established are left
     * out. MODEL: until 5.9 out returns a constant: nothing but the cache fails there; the number is taken last, and nobody notices if there is none.
     *
     * @param slabName the cache's name, or null for a protocol without one (alloc_slab 0)
     */
    public int proto_register(proto prot, String slabName) {
        int ret = -ENOBUFS;

        out: {
            out_free_timewait_sock_slab: {
                if (slabName != null) {
                    prot.slab.set(kernel.slab.kmem_cache_create(slabName, prot.text));
                    if (test(prot.slab.get() == null)) break out;
                }

                if (kernel.since(3, 10)) mutex_lock(proto_list_mutex);
                else spin_lock(proto_list_lock);
                if (kernel.since(5, 9, "5.4.301")) {
                    ret = assign_proto_idx();
                    if (test(ret != 0)) {
                        mutex_unlock(proto_list_mutex);
                        break out_free_timewait_sock_slab;
                    }
                }
                list_add(prot.node, proto_list);
                if (kernel.since(3, 10)) mutex_unlock(proto_list_mutex);
                else spin_unlock(proto_list_lock);
                return 0;
            }
            k.label("out_free_timewait_sock_slab");
            k.label("out_free_request_sock_slab");
            if (slabName != null) {
                kernel.slab.kmem_cache_destroy(prot.slab.get(), prot.text);
                prot.slab.set(null);
            }
        }
        k.label("out");
        return ret;
    }

    /** proto_unregister: destroys the slab cache, without waiting for anybody. Whoever unregisters what is not registered follows the poison. */
    public void proto_unregister(proto prot) {
        if (kernel.since(3, 10)) mutex_lock(proto_list_mutex);
        else spin_lock(proto_list_lock);
        list_del(prot.node);
        if (kernel.since(3, 10)) mutex_unlock(proto_list_mutex);
        else spin_unlock(proto_list_lock);

        if (kernel.since(4, 3) || prot.slab.get() != null) {
            kernel.slab.kmem_cache_destroy(prot.slab.get(), prot.text);
            prot.slab.set(null);
        }
    }
}
