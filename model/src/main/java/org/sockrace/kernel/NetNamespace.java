package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.rculist.list_add_tail;
import static org.sockrace.kernel.rculist.list_del;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;

/**
 * net/core/net_namespace.c: what each part of the network does for a namespace. MODEL: there is one namespace; it is there before all and never goes. MODEL:
 * the lock that 4.17 made a rwsem has its new name before, too.
 */
public final class NetNamespace extends KernelCode {

    private final Kernel kernel;
    /** The namespace. */
    public final net init_net;
    final list_head<pernet_operations> pernet_list;
    /** Guards pernet_list; until 4.16 that was a mutex, net_mutex. */
    final Mutex pernet_ops_rwsem;

    NetNamespace(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
        this.init_net = new net(k, kernel.config.version());
        this.pernet_list = list_head.head(k, k.image(), "pernet_list");
        this.pernet_ops_rwsem = k.mutex(k.image(), "pernet_ops_rwsem");
    }

    /** MODEL: the memory that the namespace gets of it is only a failure that may happen. */
    private int ops_init(pernet_operations ops) {
        int err = -ENOMEM;

        out: {
            if (ops.id) {
                k.might_sleep("ops_init");
                if (test(k.fails("module_init"))) break out;
            }
            err = 0;
            if (ops.init.get() != null) {
                pernet_operations.init_fn init = ops.init.get();
                err = call(ops.text, () -> init.init());
            }
            if (test(err == 0)) return 0;
        }
        k.label("out");
        return err;
    }

    private void ops_exit_list(pernet_operations ops) {
        if (ops.exit.get() != null) {
            pernet_operations.exit_fn exit = ops.exit.get();
            call(ops.text, () -> exit.exit());
        }
    }

    /**
     * free_exit_list, or (since 6.16) ops_undo_single: undoes what init did in the namespaces in that list, that is, in the one or in none. MODEL: that of
     * 6.16 makes a list of this one part, and asks whether to hold rtnl_mutex; memory of the namespace is left out.
     */
    private void free_exit_list(pernet_operations ops, boolean net_exit_list) {
        if (kernel.since(5, 3)) {
            synchronize_rcu();
        }
        if (net_exit_list) {
            ops_exit_list(ops);
        }
    }

    /** MODEL: memory of the namespace is left out, so that nobody reads it while init is undone. */
    private int __register_pernet_operations(pernet_operations ops) {
        int error;

        list_add_tail(ops.list, pernet_list);
        k.keeps(k.image(), Counted.REGISTERED, ops.text);
        out_undo: {
            if (ops.init.get() != null || ops.id) {
                error = ops_init(ops);
                if (test(error != 0)) break out_undo;
            }
            return 0;
        }
        k.label("out_undo");
        list_del(ops.list);
        k.yields(k.image(), Counted.REGISTERED, ops.text);
        free_exit_list(ops, false);
        return error;
    }

    private void __unregister_pernet_operations(pernet_operations ops) {
        list_del(ops.list);
        k.yields(k.image(), Counted.REGISTERED, ops.text);
        free_exit_list(ops, true);
    }

    /** Until some version between 2.6.32 and 3.10. What init left to callbacks is not waited for. */
    private int register_pernet_operations_2_6_32(pernet_operations ops) {
        int error;

        list_add_tail(ops.list, pernet_list);
        k.keeps(k.image(), Counted.REGISTERED, ops.text);
        out_undo: {
            if (ops.init.get() != null) {
                pernet_operations.init_fn init = ops.init.get();
                error = call(ops.text, () -> init.init());
                if (test(error != 0)) break out_undo;
            }
            return 0;
        }
        k.label("out_undo");
        list_del(ops.list);
        k.yields(k.image(), Counted.REGISTERED, ops.text);
        k.label("undone");
        return error;
    }

    /** MODEL: memory of the namespace, which exit frees then, is left out. */
    private void unregister_pernet_operations_2_6_32(pernet_operations ops) {
        list_del(ops.list);
        k.yields(k.image(), Counted.REGISTERED, ops.text);
        ops_exit_list(ops);
    }

    /** MODEL: no init leaves anything to callbacks. */
    private int register_pernet_operations(pernet_operations ops) {
        int error;

        if (!kernel.since(3, 10)) return register_pernet_operations_2_6_32(ops);

        error = __register_pernet_operations(ops);
        if (error != 0) {
            kernel.rcu.rcu_barrier();
        }
        return error;
    }

    /** MODEL: no exit leaves anything to callbacks. */
    private void unregister_pernet_operations(pernet_operations ops) {
        if (!kernel.since(3, 10)) {
            unregister_pernet_operations_2_6_32(ops);
            return;
        }
        __unregister_pernet_operations(ops);
        kernel.rcu.rcu_barrier();
    }

    /** register_pernet_subsys: runs the init function for each namespace that there is, and for those to come. */
    public int register_pernet_subsys(pernet_operations ops) {
        int error;

        mutex_lock(pernet_ops_rwsem);
        error = register_pernet_operations(ops);
        mutex_unlock(pernet_ops_rwsem);
        return error;
    }

    /** unregister_pernet_subsys: runs the exit function for each namespace, and waits for all callbacks. */
    public void unregister_pernet_subsys(pernet_operations ops) {
        mutex_lock(pernet_ops_rwsem);
        unregister_pernet_operations(ops);
        mutex_unlock(pernet_ops_rwsem);
    }

    /** register_pernet_device: the same for what must come after all subsystems. MODEL: only the order of namespaces to come would show the difference. */
    public int register_pernet_device(pernet_operations ops) {
        int error;

        mutex_lock(pernet_ops_rwsem);
        error = register_pernet_operations(ops);
        mutex_unlock(pernet_ops_rwsem);
        return error;
    }

    /** unregister_pernet_device. */
    public void unregister_pernet_device(pernet_operations ops) {
        mutex_lock(pernet_ops_rwsem);
        unregister_pernet_operations(ops);
        mutex_unlock(pernet_ops_rwsem);
    }
}
