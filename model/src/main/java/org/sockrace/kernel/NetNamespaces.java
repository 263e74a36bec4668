package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EEXIST;
import static org.sockrace.kernel.Errno.ENOENT;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.rculist.list_add_tail_rcu;
import static org.sockrace.kernel.rculist.list_del_rcu;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;

/**
 * net/core/net_namespace.c, the namespaces: those that come and go, where modules of users ask for them; see {@link PernetOperations} for what is done in
 * each. MODEL: init_net is not in the list, but before it; net_rwsem is a mutex, as nobody reads the list under it; there is one table of ids, that of
 * init_net; the limits of users are left out.
 */
public final class NetNamespaces extends KernelCode {

    /** The largest number of a namespace. */
    public static final int MOST_NETS = 2;

    private final Kernel kernel;
    /** What is done in each. */
    public final PernetOperations pernet;
    /** The namespace that is there before all and never goes. */
    public final net_namespace init_net;
    private final list_head<net_namespace> net_namespace_list;
    private final Mutex net_rwsem;
    private final SpinLock nsid_lock;
    private final List<Ptr<net_namespace>> netns_ids;
    /** Their numbers that are taken: a bit each. */
    private final Word netns_ids_taken;
    /** The files that keep namespaces, as {@code ip netns add} makes them. */
    private final List<Ptr<net_namespace>> files;
    private final Ptr<net_namespace> cleanup_list;
    private work_struct net_cleanup_work;
    /** CONFIG_NET_NS: whether there can be namespaces; set before anything runs. */
    public boolean config;

    NetNamespaces(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        this.pernet = new PernetOperations(kernel);
        this.init_net = new net_namespace(k, k.image(), "init_net", 0);
        this.net_namespace_list = list_head.head(k, k.image(), "net_namespace_list");
        this.net_rwsem = k.mutex(k.image(), "net_rwsem");
        this.nsid_lock = k.spinlock(k.image(), "init_net.nsid_lock");
        List<Integer> numbers = Stream.iterate(1, n -> n <= MOST_NETS, n -> n + 1).toList();
        this.netns_ids = numbers.stream().map(n -> k.<net_namespace>ptr(k.image(), "init_net.netns_ids[" + n + "]", null)).toList();
        this.netns_ids_taken = k.word(k.image(), "init_net.netns_ids", 0);
        this.files = numbers.stream().map(n -> k.<net_namespace>ptr(k.image(), "netns[" + n + "]", null)).toList();
        this.cleanup_list = k.ptr(k.image(), "cleanup_list", null);
    }

    /** net_ns_init: from here on there can be namespaces, as with CONFIG_NET_NS. Done before anything runs. */
    public void net_ns_init() {
        config = true;
        net_cleanup_work = new work_struct(kernel, k.image(), "net_cleanup_work", k.image(), this::cleanup_net);
    }

    // ---- references ----------------------------------------------------------------------------------------------------

    /** get_net: another reference for somebody who has one. */
    public net_namespace get_net(net_namespace net) {
        kernel.refcount.refcount_inc(net.count);
        return net;
    }

    /** maybe_get_net: a reference for somebody who has found the namespace, or NULL if it is being cleaned up. */
    public net_namespace maybe_get_net(net_namespace net) {
        return kernel.refcount.refcount_inc_not_zero(net.count) ? net : null;
    }

    /** check_net: whether it is not yet being cleaned up. */
    public boolean check_net(net_namespace net) {
        return net.count.refs.read() != 0;
    }

    /** put_net: after the last reference the namespace is cleaned up, soon. */
    public void put_net(net_namespace net) {
        if (kernel.refcount.refcount_dec_and_test(net.count)) {
            __put_net(net);
        }
    }

    private void __put_net(net_namespace net) {
        if (llist_add(net)) {
            kernel.workqueue.schedule_work(net_cleanup_work);
        }
    }

    /** llist_add, of lib/llist.c: whether the list was empty. */
    private boolean llist_add(net_namespace net) {
        net_namespace first;
        do {
            first = READ_ONCE(cleanup_list);
            net.cleanup_list.set(first);
        } while (cleanup_list.cmpxchg(first, net) != first);
        return first == null;
    }

    /** net_passive_dec: the memory goes with the last who needs it. */
    private void net_free(net_namespace net) {
        if (net.passive.dec_and_test()) {
            k.free(net.mem);
        }
    }

    /** get_net_ns_by_id: the namespace of that number with a reference to it, or NULL. */
    public net_namespace get_net_ns_by_id(int id) {
        if (id < 1 || id > MOST_NETS) {
            return null;
        }
        rcu_read_lock();
        net_namespace peer = rcu_dereference(netns_ids.get(id - 1));
        if (peer != null) {
            peer = maybe_get_net(peer);
        }
        rcu_read_unlock();
        return peer;
    }

    // ---- namespaces come and go ------------------------------------------------------------------------------------------

    private int setup_net(net_namespace net) {
        int error = 0;
        list_head<pernet_ops<?>> ops;

        out_undo: {
            for (ops = pernet.pernet_list.next.get(); ops != pernet.pernet_list; ops = ops.next.get()) {
                error = pernet.ops_init(ops.entry, net);
                if (test(error < 0)) break out_undo;
            }
            mutex_lock(net_rwsem);
            list_add_tail_rcu(net.list, net_namespace_list);
            mutex_unlock(net_rwsem);
            return error;
        }
        k.label("out_undo");
        pernet.ops_undo_list(ops, List.of(net));
        kernel.rcu.rcu_barrier();
        return error;
    }

    private net_namespace net_alloc(int nsid) {
        k.might_sleep("net_alloc");
        if (test(k.fails("net_alloc"))) return null;
        return k.alloc(Counted.NET_NAMESPACE, Region.Kind.OBJECT, mem -> new net_namespace(k, mem, mem.name(), nsid));
    }

    /** alloc_netid: takes the number. */
    private int alloc_netid(int nsid) {
        int err = -EEXIST;

        spin_lock(nsid_lock);
        int ids = netns_ids_taken.get();
        if (test((ids & 1 << nsid) == 0)) {
            netns_ids_taken.set(ids | 1 << nsid);
            err = 0;
        }
        spin_unlock(nsid_lock);
        return err;
    }

    /** idr_remove: from here on nobody finds the namespace by the number, which is free. */
    private void idr_remove(int nsid) {
        spin_lock(nsid_lock);
        RCU_INIT_POINTER(netns_ids.get(nsid - 1), null);
        netns_ids_taken.set(netns_ids_taken.get() & ~(1 << nsid));
        spin_unlock(nsid_lock);
    }

    private int create(int nsid) {
        net_namespace net = net_alloc(nsid);
        if (test(net == null)) return -ENOMEM;

        pernet.down_read();
        int rv = setup_net(net);
        pernet.up_read();

        if (test(rv < 0)) {
            net_free(net);
            return rv;
        }
        k.keeps(k.image(), Counted.NET_NAMESPACE, net.mem);
        rcu_assign_pointer(netns_ids.get(nsid - 1), net);
        files.get(nsid - 1).xchg(net);
        return 0;
    }

    /**
     * copy_net_ns, and all else that {@code ip netns add} does: a new namespace, which a file keeps.
     *
     * @param nsid its number, 1 to {@link #MOST_NETS}
     * @return 0; -EEXIST while there is one of that number; -ENOMEM, or what an init function returned
     */
    public int copy_net_ns(int nsid) {
        int rv = alloc_netid(nsid);
        if (test(rv < 0)) return rv;

        rv = create(nsid);
        if (test(rv < 0)) idr_remove(nsid);
        return rv;
    }

    /** ip netns del: the file goes, and its reference: 0, or -ENOENT. */
    public int put_net(int nsid) {
        net_namespace net = files.get(nsid - 1).xchg(null);
        if (test(net == null)) return -ENOENT;
        k.yields(k.image(), Counted.NET_NAMESPACE, net.mem);
        put_net(net);
        return 0;
    }

    /** for_each_net: all namespaces. */
    List<net_namespace> all() {
        List<net_namespace> nets = new ArrayList<>(List.of(init_net));
        for (list_head<net_namespace> net = net_namespace_list.next.get(); net != net_namespace_list; net = net.next.get()) {
            nets.add(net.entry);
        }
        return nets;
    }

    private void cleanup_net(work_struct work) {
        List<net_namespace> net_exit_list = new ArrayList<>();

        for (net_namespace net = cleanup_list.xchg(null); net != null; net = net.cleanup_list.get()) {
            net_exit_list.add(net);
        }

        pernet.down_read();

        // Don't let anyone else find us.
        mutex_lock(net_rwsem);
        net_exit_list.forEach(net -> list_del_rcu(net.list));
        mutex_unlock(net_rwsem);

        net_exit_list.forEach(net -> idr_remove(net.nsid));

        pernet.ops_undo_list(pernet.pernet_list, net_exit_list);

        pernet.up_read();

        // Callbacks may be using the namespaces.
        kernel.rcu.rcu_barrier();

        net_exit_list.forEach(this::net_free);
    }

    // ---- socks in a namespace --------------------------------------------------------------------------------------------

    /** What sk_alloc does with a namespace: a user's sock has a reference, one of the kernel none; since 6.14 that keeps the memory. */
    public void sock_net_set(sock sk, net_namespace net, int kern) {
        sk.sk_net_refcnt.set(kern == 0 ? 1 : 0);
        if (kern == 0) {
            get_net(net);
            k.keeps(sk.mem, Counted.NET_NAMESPACE, net.mem);
        } else if (kernel.since(6, 14, "6.6.103", "6.12.43")) {
            net.passive.inc();
        }
        sk.sk_net.set(net);
    }

    /** sock_net. */
    public net_namespace sock_net(sock sk) {
        return sk.sk_net.get();
    }

    /** What __sk_destruct does with it. */
    void sk_put_net(sock sk, net_namespace net) {
        if (sk.sk_net_refcnt.get() != 0) {
            k.yields(sk.mem, Counted.NET_NAMESPACE, net.mem);
            put_net(net);
        } else if (kernel.since(6, 14, "6.6.103", "6.12.43")) {
            net_free(net);
        }
    }
}
