package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.EPROTOTYPE;
import static org.sockrace.kernel.Net.PF_CAN;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;

/** net/can/af_can.c: the family PF_CAN, a module whose protocols are modules again. */
public final class AfCan extends KernelCode implements ModuleCode {

    /** How many protocols the family can have. */
    public static final int CAN_NPROTO = 8;

    /** The module. */
    final module self;
    private final Kernel kernel;
    private final List<Ptr<can_proto>> proto_tab = new ArrayList<>();
    private final Mutex proto_tab_lock;
    private final net_proto_family can_family_ops;
    /** In this module's text, which the module of the protocol uses. MODEL: it frees packets only. */
    private final sock.destruct_fn can_sock_destruct;

    private AfCan(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        for (int i = 0; i < CAN_NPROTO; i++) {
            proto_tab.add(k.ptr(self.mem, "can.proto_tab[" + i + "]", null));
        }
        this.proto_tab_lock = k.mutex(self.mem, "can.proto_tab_lock");
        this.can_sock_destruct = new sock.destruct_fn(self.mem, this::can_sock_destruct);
        this.can_family_ops = new net_proto_family(k, self.mem, "can_family_ops", PF_CAN, self, this::can_create);
    }

    /** The module can. */
    public static ModuleImage image() {
        return new ModuleImage("can", List.of("net-pf-" + PF_CAN), List.of(), AfCan::new);
    }

    /** can_get_proto: pins the protocol's module while the read-side section still keeps it from going. */
    private can_proto can_get_proto(int protocol) {
        can_proto cp;

        rcu_read_lock();
        cp = rcu_dereference(proto_tab.get(protocol));
        if (cp != null) {
            module owner = cp.prot.get().owner.get();
            if (test(!kernel.module.try_module_get(owner))) {
                cp = null;
            } else if (owner != null) {
                k.own(Counted.CP, owner.refcnt);
            }
        }
        rcu_read_unlock();

        return cp;
    }

    private void can_put_proto(can_proto cp) {
        module owner = cp.prot.get().owner.get();
        kernel.module.module_put(owner);
        if (owner != null) {
            k.disown(Counted.CP, owner.refcnt);
        }
    }

    /** Since 6.13 a family leaves no pointer to the sk that it freed. */
    private void clear_sk_after_failure(socket sock) {
        if (kernel.config.onCreateFailure() == KernelConfig.CreateFailure.FAMILY) {
            sock.sk.set(null);
        }
    }

    private int prot_init(sock sk) {
        proto prot = sk.sk_prot.get();
        proto.init_fn init = prot.init.get();
        return call(prot.text, () -> init.init(sk));
    }

    private int can_create(socket sock, int protocol, int kern) {
        sock sk;
        can_proto cp;
        int err = 0;

        sock.state.set(SS_UNCONNECTED);

        if (test(protocol < 0 || protocol >= CAN_NPROTO)) return -EINVAL;

        cp = can_get_proto(protocol);
        if (test(cp == null)) {
            // The look-up below decides, whatever modprobe says.
            err = kernel.kmod.request_module("can-proto-" + protocol);
            cp = can_get_proto(protocol);
        }

        if (test(cp == null)) return -EPROTONOSUPPORT;

        errout: {
            if (test(cp.type.get() != sock.type.get())) {
                err = -EPROTOTYPE;
                break errout;
            }

            sock.ops.set(cp.ops.get());

            sk = kernel.sock.sk_alloc(PF_CAN, cp.prot.get(), kern);
            if (test(sk == null)) {
                err = -ENOMEM;
                break errout;
            }

            kernel.sock.sock_init_data(sock, sk);
            sk.sk_destruct.set(can_sock_destruct);

            if (sk.sk_prot.get().init.get() != null) {
                err = prot_init(sk);
            }

            if (test(err != 0)) {
                kernel.sock.sock_orphan(sk);
                kernel.sock.sock_put(sk);
                clear_sk_after_failure(sock);
            }
        }
        k.label("errout");
        can_put_proto(cp);
        return err;
    }

    /** can_proto_register, exported to the protocols. */
    int can_proto_register(can_proto cp) {
        int proto = cp.protocol;
        int err;

        if (test(proto < 0 || proto >= CAN_NPROTO)) return -EINVAL;

        err = kernel.sock.proto_register(cp.prot.get(), null);
        if (test(err < 0)) return err;

        mutex_lock(proto_tab_lock);
        if (test(rcu_access_pointer(proto_tab.get(proto)) != null)) {
            err = -EBUSY;
        } else {
            RCU_INIT_POINTER(proto_tab.get(proto), cp);
        }
        mutex_unlock(proto_tab_lock);

        if (test(err < 0)) {
            kernel.sock.proto_unregister(cp.prot.get());
        }
        return err;
    }

    /** can_proto_unregister, exported to the protocols: nobody can have the protocol pinned while its exit runs. */
    void can_proto_unregister(can_proto cp) {
        int proto = cp.protocol;

        mutex_lock(proto_tab_lock);
        BUG_ON(rcu_access_pointer(proto_tab.get(proto)) != cp, "can_proto_unregister: not registered");
        RCU_INIT_POINTER(proto_tab.get(proto), null);
        mutex_unlock(proto_tab_lock);

        synchronize_rcu();

        kernel.sock.proto_unregister(cp.prot.get());
    }

    /** MODEL: the receive path (its cache, packet handlers and their grace periods before sock_unregister) is left out. */
    private int can_init() {
        if (test(k.fails("module_init"))) return -ENOMEM;

        return kernel.socket.sock_register(can_family_ops);
    }

    private void can_exit() {
        kernel.socket.sock_unregister(PF_CAN);
    }

    /** MODEL: the queues that it empties are not modelled. */
    private void can_sock_destruct(sock sk) { }

    @Override
    public init_fn module_init() {
        return this::can_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::can_exit;
    }
}
