package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.ENOSPC;
import static org.sockrace.kernel.rculist.list_add_tail;
import static org.sockrace.kernel.rculist.list_del;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/**
 * net/core/net_namespace.c, what is done in each of several namespaces: for what modules of users register. Bundled families register with {@link
 * NetNamespace}, where there is init_net alone. MODEL: exit_rtnl is left out; pre_exit is there in all versions.
 */
public final class PernetOperations extends KernelCode {

    private final Kernel kernel;
    final list_head<pernet_ops<?>> pernet_list;
    private final Ptr<list_head<pernet_ops<?>>> first_device;
    /** Guards pernet_list, since 4.17: those who set namespaces up, or clean them up, are readers. */
    private final rw_semaphore pernet_ops_rwsem;
    /** The same until 4.16. */
    private final Mutex net_mutex;
    /** The numbers of data that are taken: a bit each. */
    private final Word net_generic_ids;

    PernetOperations(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        this.pernet_list = list_head.head(k, k.image(), "namespaces.pernet_list");
        this.first_device = k.ptr(k.image(), "first_device", pernet_list);
        this.pernet_ops_rwsem = new rw_semaphore(kernel, k.image(), "namespaces.pernet_ops_rwsem");
        this.net_mutex = k.mutex(k.image(), "net_mutex");
        this.net_generic_ids = k.word(k.image(), "net_generic_ids", 0);
    }

    // ---- the lock --------------------------------------------------------------------------------------------------------

    /** down_read(&pernet_ops_rwsem); until 4.16 there is net_mutex instead. */
    void down_read() {
        if (kernel.since(4, 17)) {
            kernel.rwsem.down_read(pernet_ops_rwsem);
        } else {
            mutex_lock(net_mutex);
        }
    }

    /** up_read(&pernet_ops_rwsem). */
    void up_read() {
        if (kernel.since(4, 17)) {
            kernel.rwsem.up_read(pernet_ops_rwsem);
        } else {
            mutex_unlock(net_mutex);
        }
    }

    private void down_write() {
        if (kernel.since(4, 17)) {
            kernel.rwsem.down_write(pernet_ops_rwsem);
        } else {
            mutex_lock(net_mutex);
        }
    }

    private void up_write() {
        if (kernel.since(4, 17)) {
            kernel.rwsem.up_write(pernet_ops_rwsem);
        } else {
            mutex_unlock(net_mutex);
        }
    }

    /** net_ns_barrier: waits for those who clean up or set up namespaces now. */
    public void net_ns_barrier() {
        down_write();
        up_write();
    }

    // ---- what each part of the network has in a namespace ---------------------------------------------------------------

    /** net_generic: the data that those operations have in the namespace. */
    @SuppressWarnings("unchecked") // It was made by them.
    public <T> T net_generic(net_namespace net, pernet_ops<T> ops) {
        int id = ops.id.get();
        BUG_ON(id == 0, "net_generic(" + net + ", " + ops + "): it is not registered yet, and has no id");
        net_namespace.generic data = net.gen.get(id - 1).get();
        return data == null ? null : (T) data.data();
    }

    private net_namespace.generic kzalloc(pernet_ops<?> ops, Region mem) {
        Object data = ops.size.apply(mem);
        k.within(mem, data);
        return new net_namespace.generic(mem, data);
    }

    int ops_init(pernet_ops<?> ops, net_namespace net) {
        net_namespace.generic data = null;
        int err = -ENOMEM;

        out: {
            if (ops.size != null) {
                k.might_sleep("ops_init");
                if (test(k.fails("net_alloc"))) break out;
                data = k.alloc(ops.toString(), Region.Kind.OBJECT, mem -> kzalloc(ops, mem));
                k.keeps(net.mem, ops.toString(), data.mem());
                net.gen.get(ops.id.get() - 1).set(data);
            }
            err = 0;
            if (ops.init != null) {
                err = call(ops.text, () -> ops.init.init(net));
            }
            if (test(err == 0)) return 0;

            if (data != null) {
                if (kernel.since(6, 1, "5.15.77", "5.4.223")) {
                    net.gen.get(ops.id.get() - 1).set(null);
                }
                free(net, ops, data);
            }
        }
        k.label("out");
        return err;
    }

    private void free(net_namespace net, pernet_ops<?> ops, net_namespace.generic data) {
        k.free(data.mem());
        k.yields(net.mem, ops.toString(), data.mem());
    }

    private void ops_pre_exit_list(pernet_ops<?> ops, List<net_namespace> net_exit_list) {
        if (ops.pre_exit != null) {
            net_exit_list.forEach(net -> call(ops.text, () -> ops.pre_exit.exit(net)));
        }
    }

    private void ops_exit_list(pernet_ops<?> ops, List<net_namespace> net_exit_list) {
        if (ops.exit != null) {
            net_exit_list.forEach(net -> call(ops.text, () -> ops.exit.exit(net)));
        }
        if (ops.exit_batch != null) {
            call(ops.text, () -> ops.exit_batch.exit_batch(net_exit_list));
        }
    }

    private void ops_free_list(pernet_ops<?> ops, List<net_namespace> net_exit_list) {
        if (ops.size != null) {
            net_exit_list.forEach(net -> free(net, ops, net.gen.get(ops.id.get() - 1).get()));
        }
    }

    /** ops_undo_list, of 6.16: undoes what was registered before that place, in reverse order. */
    void ops_undo_list(list_head<pernet_ops<?>> saved_ops, List<net_namespace> net_exit_list) {
        for (list_head<pernet_ops<?>> ops = saved_ops.prev.get(); ops != pernet_list; ops = ops.prev.get()) {
            ops_pre_exit_list(ops.entry, net_exit_list);
        }

        // Others may be reading the list of namespaces, or what pre_exit took away.
        synchronize_rcu();

        for (list_head<pernet_ops<?>> ops = saved_ops.prev.get(); ops != pernet_list; ops = ops.prev.get()) {
            ops_exit_list(ops.entry, net_exit_list);
        }
        for (list_head<pernet_ops<?>> ops = saved_ops.prev.get(); ops != pernet_list; ops = ops.prev.get()) {
            ops_free_list(ops.entry, net_exit_list);
        }
    }

    /** ops_undo_single: the same of operations that are in the list no more. */
    private void ops_undo_single(pernet_ops<?> ops, List<net_namespace> net_exit_list) {
        ops_pre_exit_list(ops, net_exit_list);
        synchronize_rcu();
        ops_exit_list(ops, net_exit_list);
        ops_free_list(ops, net_exit_list);
    }

    // ---- parts of the network come and go --------------------------------------------------------------------------------

    private int __register_pernet_operations(list_head<pernet_ops<?>> list, pernet_ops<?> ops) {
        List<net_namespace> net_exit_list = new ArrayList<>();
        int error = 0;

        list_add_tail(ops.list, list);
        k.keeps(k.image(), Counted.REGISTERED, ops.text);
        out_undo: {
            if (ops.init != null || ops.size != null) {
                for (net_namespace net : kernel.namespaces.all()) {
                    error = ops_init(ops, net);
                    if (test(error != 0)) break out_undo;
                    net_exit_list.add(net);
                }
            }
            return 0;
        }
        k.label("out_undo");
        list_del(ops.list);
        k.yields(k.image(), Counted.REGISTERED, ops.text);
        ops_undo_single(ops, net_exit_list);
        return error;
    }

    private void __unregister_pernet_operations(pernet_ops<?> ops) {
        list_del(ops.list);
        k.yields(k.image(), Counted.REGISTERED, ops.text);
        ops_undo_single(ops, kernel.namespaces.all());
    }

    /** ida_alloc_min: the first number that is free, or -ENOSPC. */
    private int ida_alloc() {
        int ids = net_generic_ids.get();
        for (int id = 1; id <= net_namespace.MOST_IDS; id++) {
            if ((ids & 1 << id) == 0) {
                net_generic_ids.set(ids | 1 << id);
                return id;
            }
        }
        return -ENOSPC;
    }

    /** MODEL: what points to data of that number goes with it; the C leaves it, and nobody can ask for it any more. */
    private void ida_free(int id) {
        kernel.namespaces.all().forEach(net -> net.gen.get(id - 1).set(null));
        net_generic_ids.set(net_generic_ids.get() & ~(1 << id));
    }

    private int register_pernet_operations(list_head<pernet_ops<?>> list, pernet_ops<?> ops) {
        int error;

        if (ops.size != null) {
            error = ida_alloc();
            if (test(error < 0)) return error;
            ops.id.set(error);
        }
        error = __register_pernet_operations(list, ops);
        if (error != 0) {
            kernel.rcu.rcu_barrier();
            if (ops.size != null) {
                ida_free(ops.id.get());
            }
        }
        return error;
    }

    private void unregister_pernet_operations(pernet_ops<?> ops) {
        __unregister_pernet_operations(ops);
        kernel.rcu.rcu_barrier();
        if (ops.size != null) {
            ida_free(ops.id.get());
        }
    }

    /** register_pernet_subsys: init runs for each namespace that there is, and for those to come, in the order in which parts are registered. */
    public int register_pernet_subsys(pernet_ops<?> ops) {
        down_write();
        int error = register_pernet_operations(first_device.get(), ops);
        up_write();
        return error;
    }

    /** unregister_pernet_subsys: pre_exit and exit run for each namespace, and all callbacks are waited for. */
    public void unregister_pernet_subsys(pernet_ops<?> ops) {
        down_write();
        unregister_pernet_operations(ops);
        up_write();
    }

    /** register_pernet_device: the same for what comes after all subsystems, and goes before them. */
    public int register_pernet_device(pernet_ops<?> ops) {
        down_write();
        int error = register_pernet_operations(pernet_list, ops);
        if (error == 0 && first_device.get() == pernet_list) {
            first_device.set(ops.list);
        }
        up_write();
        return error;
    }

    /** unregister_pernet_device. */
    public void unregister_pernet_device(pernet_ops<?> ops) {
        down_write();
        if (first_device.get() == ops.list) {
            first_device.set(ops.list.next.get());
        }
        unregister_pernet_operations(ops);
        up_write();
    }
}
