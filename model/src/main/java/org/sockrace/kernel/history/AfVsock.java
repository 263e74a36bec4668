package org.sockrace.kernel.history;

import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.ENODEV;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Net.PF_VSOCK;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_SEQPACKET;
import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.kernel.Net.SS_FREE;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;

import java.util.List;
import org.sockrace.kernel.Counted;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.ModuleCode;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;

/**
 * net/vmw_vsock/af_vsock.c, a sketch: datagram sockets, which get their transport when they are made. MODEL: connections, and the transports that only they
 * have, are left out, and with them the device and the tables of sockets. Before 5.5, whose
 * text this is, there was one transport for all.
 */
final class AfVsock extends KernelCode implements ModuleCode {

    /** The module. */
    final module self;
    private final Kernel kernel;
    private final Ptr<vsock_transport> transport_dgram;
    private final Mutex vsock_register_mutex;
    private final proto vsock_proto;
    private final proto_ops vsock_dgram_ops;
    private final proto_ops vsock_stream_ops;
    private final proto_ops vsock_seqpacket_ops;
    private final net_proto_family vsock_family_ops;
    private final sock.destruct_fn vsock_sk_destruct;

    AfVsock(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        this.transport_dgram = k.ptr(self.mem, "transport_dgram", null);
        this.vsock_register_mutex = k.mutex(self.mem, "vsock_register_mutex");
        this.vsock_proto = new proto(k, self.mem, "vsock_proto", self, null, null, null, this::vsock_close);
        this.vsock_dgram_ops = ops(self, "vsock_dgram_ops");
        this.vsock_stream_ops = ops(self, "vsock_stream_ops");
        this.vsock_seqpacket_ops = ops(self, "vsock_seqpacket_ops");
        this.vsock_family_ops = new net_proto_family(k, self.mem, "vsock_family_ops", PF_VSOCK, self, this::vsock_create);
        this.vsock_sk_destruct = new sock.destruct_fn(self.mem, this::vsock_sk_destruct);
    }

    private proto_ops ops(module owner, String name) {
        return new proto_ops(k, owner.mem, name, owner, this::vsock_release, proto_ops::sock_no_accept, proto_ops::sock_no_socketpair);
    }

    static ModuleImage image() {
        return new ModuleImage("vsock", List.of("net-pf-" + PF_VSOCK), List.of(), AfVsock::new);
    }

    // ---- transports ------------------------------------------------------------------------------------------------

    /** vsock_core_register, exported to the transports. MODEL: no signal interrupts the wait for the lock. */
    int vsock_core_register(vsock_transport t) {
        int err = 0;

        mutex_lock(vsock_register_mutex);
        err_busy: {
            if (test(transport_dgram.get() != null)) {
                err = -EBUSY;
                break err_busy;
            }
            transport_dgram.set(t);
        }
        k.label("err_busy");
        mutex_unlock(vsock_register_mutex);
        return err;
    }

    /** vsock_core_unregister, exported to the transports. */
    void vsock_core_unregister(vsock_transport t) {
        mutex_lock(vsock_register_mutex);
        if (transport_dgram.get() == t) {
            transport_dgram.set(null);
        }
        mutex_unlock(vsock_register_mutex);
    }

    private void vsock_deassign_transport(sock vsk) {
        vsock_transport transport = (vsock_transport) vsk.sk_user_data.get();

        if (transport == null) return;

        vsock_transport.destruct_fn destruct = transport.destruct.get();
        call(transport.text, () -> destruct.destruct(vsk));
        module owner = transport.module.get();
        kernel.module.module_put(owner);
        k.disown(Counted.TRANSPORT, owner.refcnt);
        vsk.sk_user_data.set(null);
    }

    private boolean try_module_get(sock vsk, module owner) {
        boolean got = kernel.module.try_module_get(owner);
        if (got) {
            k.own(Counted.TRANSPORT, owner.refcnt);
            k.keeps(vsk.mem, Counted.TRANSPORT, owner.mem);
        }
        return got;
    }

    private int init(vsock_transport new_transport, sock vsk) {
        vsock_transport.init_fn init = new_transport.init.get();
        return call(new_transport.text, () -> init.init(vsk));
    }

    /**
     * vsock_assign_transport. 687aa0c5581b "vsock: Fix transport_* TOCTOU" (6.16, CVE-2025-38461) made it pin the transport's module under the lock under which
     * transports go. MODEL: the sock has no transport yet.
     */
    private int vsock_assign_transport(sock vsk) {
        vsock_transport new_transport;
        int ret;

        if (kernel.since(6, 16)) {
            mutex_lock(vsock_register_mutex);
            new_transport = transport_dgram.get();
            if (test(new_transport == null || !try_module_get(vsk, new_transport.module.get()))) {
                ret = -ENODEV;
                k.label("err");
                mutex_unlock(vsock_register_mutex);
                return ret;
            }
            mutex_unlock(vsock_register_mutex);
        } else {
            new_transport = transport_dgram.get();
            if (test(new_transport == null || !try_module_get(vsk, new_transport.module.get()))) return -ENODEV;
        }

        ret = init(new_transport, vsk);
        if (test(ret != 0)) {
            module owner = new_transport.module.get();
            kernel.module.module_put(owner);
            k.disown(Counted.TRANSPORT, owner.refcnt);
            return ret;
        }

        vsk.sk_user_data.set(new_transport);
        return 0;
    }

    // ---- sockets ---------------------------------------------------------------------------------------------------

    private sock __vsock_create(socket sock, int kern) {
        sock sk = kernel.sock.sk_alloc(PF_VSOCK, vsock_proto, kern);
        if (test(sk == null)) return null;

        kernel.sock.sock_init_data(sock, sk);
        sk.sk_destruct.set(vsock_sk_destruct);
        return sk;
    }

    private int vsock_create(socket sock, int protocol, int kern) {
        sock sk;
        int ret;

        if (test(protocol != 0 && protocol != PF_VSOCK)) return -EPROTONOSUPPORT;

        switch (sock.type.get()) {
            case SOCK_DGRAM -> sock.ops.set(vsock_dgram_ops);
            case SOCK_STREAM -> sock.ops.set(vsock_stream_ops);
            case SOCK_SEQPACKET -> sock.ops.set(vsock_seqpacket_ops);
            default -> {
                return -ESOCKTNOSUPPORT;
            }
        }

        sock.state.set(SS_UNCONNECTED);

        sk = __vsock_create(sock, kern);
        if (test(sk == null)) return -ENOMEM;

        if (sock.type.get() == SOCK_DGRAM) {
            ret = vsock_assign_transport(sk);
            if (test(ret < 0)) {
                if (kernel.since(6, 13)) {
                    sock.sk.set(null);
                }
                kernel.sock.sock_put(sk);
                return ret;
            }
        }
        return 0;
    }

    private void vsock_close(sock sk) { }

    private void vsock_sk_destruct(sock sk) {
        vsock_deassign_transport(sk);
    }

    /** vsock_release, with __vsock_release. MODEL: what the transport itself has to do before is left out, as nothing was sent. */
    private int vsock_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;

        proto.sock_fn close = sk.sk_prot.get().close.get();
        call(sk.sk_prot.get().text, () -> close.call(sk));
        kernel.sock.lock_sock(sk);
        kernel.sock.sock_set_flag(sk, org.sockrace.kernel.sock.SOCK_DEAD);
        kernel.sock.sock_orphan(sk);
        kernel.sock.release_sock(sk);
        kernel.sock.sock_put(sk);
        sock.sk.set(null);
        sock.state.set(SS_FREE);
        return 0;
    }

    // ---- the module ------------------------------------------------------------------------------------------------

    private int vsock_init() {
        int err = kernel.sock.proto_register(vsock_proto, "AF_VSOCK");
        if (test(err != 0)) return err;

        err = kernel.socket.sock_register(vsock_family_ops);
        if (test(err != 0)) {
            k.label("err_unregister_proto");
            kernel.sock.proto_unregister(vsock_proto);
        }
        return err;
    }

    private void vsock_exit() {
        kernel.socket.sock_unregister(PF_VSOCK);
        kernel.sock.proto_unregister(vsock_proto);
    }

    @Override
    public init_fn module_init() {
        return this::vsock_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::vsock_exit;
    }
}
