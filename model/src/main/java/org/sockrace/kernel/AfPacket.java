package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPERM;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Net.PF_PACKET;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_PACKET;
import static org.sockrace.kernel.Net.SOCK_RAW;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;

import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/**
 * net/packet/af_packet.c: the family PF_PACKET, the module af_packet. MODEL: sockets are bound to no device, so nothing is hooked into the
 * receive path.
 */
public class AfPacket extends KernelCode implements ModuleCode {

    /** The kernel that uses this module. */
    protected final Kernel kernel;
    /** The protocol; it has no slab cache of its own. */
    protected final proto packet_proto;
    /** The family. */
    protected final net_proto_family packet_family_ops;
    private final proto_ops packet_ops;
    private final proto_ops packet_ops_spkt;
    private final sock.destruct_fn packet_sock_destruct;
    /** 1 while the list of sockets and its mutex can be used. MODEL: all three lie in struct net. */
    private final Word packet_net;
    private final Mutex sklist_lock;

    AfPacket(Kernel kernel, module self) {
        this(kernel, self.mem, self);
    }

    private AfPacket(Kernel kernel, Region mem, module owner) {
        super(kernel.k);
        this.kernel = kernel;
        this.packet_proto = new proto(k, mem, "packet_proto", owner, null, null, null, null);
        this.packet_ops = ops(mem, owner, "packet_ops");
        this.packet_ops_spkt = ops(mem, owner, "packet_ops_spkt");
        this.packet_family_ops = new net_proto_family(k, mem, "packet_family_ops", PF_PACKET, owner, this::packet_create);
        this.packet_sock_destruct = new sock.destruct_fn(mem, this::packet_sock_destruct);
        this.packet_net = k.word(mem, "packet.net", 0);
        this.sklist_lock = k.mutex(mem, "packet.sklist_lock");
    }

    private proto_ops ops(Region mem, module owner, String name) {
        return new proto_ops(k, mem, name, owner, this::packet_release, proto_ops::sock_no_accept, proto_ops::sock_no_socketpair);
    }

    /** The module af_packet as in 6.1: it registers its family last. */
    public static ModuleImage image() {
        return new ModuleImage("af_packet", List.of("net-pf-" + PF_PACKET), List.of(), AfPacket::new);
    }

    /** The family as a part of the kernel image; the set-up calls init once. */
    public static AfPacket builtIn(Kernel kernel) {
        return new AfPacket(kernel, kernel.k.image(), null);
    }

    // ---- making -----------------------------------------------------------------------------------------------------

    private int packet_alloc_pending() {
        k.might_sleep("packet_alloc_pending");
        return k.fails("create") ? -ENOBUFS : 0;
    }

    /** Since 6.13 what can fail comes before sock_init_data, so that a failure leaves no pointer to the sk. */
    private boolean allocates_pending_first() {
        return kernel.config.onCreateFailure() == KernelConfig.CreateFailure.FAMILY;
    }

    private int packet_alloc_pending_first() {
        return allocates_pending_first() ? packet_alloc_pending() : 0;
    }

    /** The reference that sock_init_data made is never put: it goes with the memory. */
    private int packet_alloc_pending_later() {
        int err = allocates_pending_first() ? 0 : packet_alloc_pending();
        if (err != 0) {
            k.disown(Counted.SKREF, null);
        }
        return err;
    }

    private int packet_create(socket sock, int protocol, int kern) {
        sock sk;
        int err;

        if (test(!kernel.current().capable(task_struct.capability.CAP_NET_RAW))) return -EPERM;
        if (test(sock.type.get() != SOCK_DGRAM && sock.type.get() != SOCK_RAW && sock.type.get() != SOCK_PACKET)) return -ESOCKTNOSUPPORT;

        sock.state.set(SS_UNCONNECTED);

        out: {
            out2: {
                err = -ENOBUFS;
                sk = kernel.sock.sk_alloc(PF_PACKET, packet_proto, kern);
                if (test(sk == null)) break out;

                sock.ops.set(packet_ops);
                if (sock.type.get() == SOCK_PACKET) {
                    sock.ops.set(packet_ops_spkt);
                }

                err = packet_alloc_pending_first();
                if (test(err != 0)) break out2;

                kernel.sock.sock_init_data(sock, sk);

                err = packet_alloc_pending_later();
                if (test(err != 0)) break out2;

                sk.sk_destruct.set(packet_sock_destruct);

                BUG_ON(packet_net.get() == 0, "packet_create: the list of sockets is not initialised");
                mutex_lock(sklist_lock);
                kernel.sock.sk_add_node(sk);
                k.keeps(sock.mem, Counted.SKREF, sk.mem);
                mutex_unlock(sklist_lock);
                return 0;
            }
            k.label("out2");
            kernel.sock.sk_free(sk);
        }
        k.label("out");
        return err;
    }

    private void packet_sock_destruct(sock sk) {
        WARN_ON(sk.sk_wmem_alloc.read() != 0, "packet_sock_destruct: packets are queued");
    }

    private int packet_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;

        mutex_lock(sklist_lock);
        kernel.sock.sk_del_node_init(sk);
        mutex_unlock(sklist_lock);

        // synchronize_net: after it no packet can be on its way to the socket.
        synchronize_rcu();

        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);

        kernel.sock.sock_put(sk);
        return 0;
    }

    // ---- the module --------------------------------------------------------------------------------------------------

    /** register_pernet_subsys(&packet_net_ops). */
    protected final int register_pernet_subsys(String fault) {
        k.might_sleep("register_pernet_subsys");
        if (test(k.fails(fault))) return -ENOMEM;
        packet_net.set(1);
        return 0;
    }

    /** unregister_pernet_subsys(&packet_net_ops). */
    protected final void unregister_pernet_subsys() {
        k.might_sleep("unregister_pernet_subsys");
        packet_net.set(0);
    }

    /** MODEL: the notifier of devices is left out. */
    protected int packet_init() {
        int rc;

        out: {
            out_pernet: {
                out_proto: {
                    rc = register_pernet_subsys("module_init");
                    if (test(rc != 0)) break out;

                    rc = kernel.sock.proto_register(packet_proto, null);
                    if (test(rc != 0)) break out_pernet;

                    rc = kernel.socket.sock_register(packet_family_ops);
                    if (test(rc != 0)) break out_proto;
                    return 0;
                }
                k.label("out_proto");
                kernel.sock.proto_unregister(packet_proto);
            }
            k.label("out_notifier");
            k.label("out_pernet");
            unregister_pernet_subsys();
        }
        k.label("out");
        return rc;
    }

    protected void packet_exit() {
        kernel.socket.sock_unregister(PF_PACKET);
        kernel.sock.proto_unregister(packet_proto);
        unregister_pernet_subsys();
    }

    @Override
    public init_fn module_init() {
        return this::packet_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::packet_exit;
    }
}
