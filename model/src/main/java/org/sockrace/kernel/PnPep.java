package org.sockrace.kernel;

import static org.sockrace.kernel.AfPhonet.PN_PROTO_PIPE;
import static org.sockrace.kernel.Net.PF_PHONET;
import static org.sockrace.kernel.Net.SOCK_SEQPACKET;

import java.util.List;
import org.sockrace.machine.KernelCode;

/** net/phonet/pep.c: phonet's pipe protocol, the module pn_pep. Its sockets have phonet's proto_ops, so only the sk pins this module. */
public final class PnPep extends KernelCode implements ModuleCode {

    private final Kernel kernel;
    private final module self;
    private final phonet_protocol pep_pn_proto;
    /** In this module's text. MODEL: it frees packets only. */
    private final sock.destruct_fn pipe_destruct;

    private PnPep(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        proto pep_proto = new proto(k, self.mem, "pep_proto", self, this::pep_init, null, this::pep_sock_unhash, this::pep_sock_close);
        this.pipe_destruct = new sock.destruct_fn(self.mem, this::pipe_destruct);
        this.pep_pn_proto = new phonet_protocol(k, self.mem, "pep_pn_proto", null, pep_proto, SOCK_SEQPACKET);
    }

    /** The module pn_pep. */
    public static ModuleImage image() {
        return new ModuleImage("pn_pep", List.of("net-pf-" + PF_PHONET + "-proto-" + PN_PROTO_PIPE), List.of("phonet"), PnPep::new);
    }

    /** The module phonet, whose symbols were resolved when this one was loaded. */
    private AfPhonet phonet() {
        return (AfPhonet) self.uses(0);
    }

    /** MODEL: the queues that it empties are not modelled. */
    private void pipe_destruct(sock sk) { }

    private int pep_init(sock sk) {
        if (kernel.since(3, 10)) {
            sk.sk_destruct.set(pipe_destruct);
        }
        return 0;
    }

    /** MODEL: pipes that wait to be accepted are left out, so that no socket has a listener or children; and no socket is bound. */
    private void pep_sock_unhash(sock sk) {
        AfPhonet phonet = phonet();

        kernel.sock.lock_sock(sk);
        call(phonet.self.mem, () -> phonet.pn_sock_unhash(sk));
        kernel.sock.release_sock(sk);
    }

    /**
     * The sk is still needed after sk_common_release; when it goes in the end, so does the last reference to the code that is running. It has no result, so
     * a compiler may make a jump of the last call, and never come back here: not with CONFIG_FRAME_POINTER. MODEL: the call comes back. No pipe is connected,
     * or bound to a device. Until some version between 2.6.32 and 3.10 nothing keeps the sk: its memory is used after it was freed.
     */
    private void pep_sock_close(sock sk) {
        if (kernel.since(3, 10)) kernel.sock.sock_hold(sk);
        kernel.sock.sk_common_release(sk);

        kernel.sock.lock_sock(sk);
        kernel.sock.release_sock(sk);

        if (kernel.since(3, 10)) kernel.sock.sock_put(sk);
    }

    /** MODEL: the table's pointer to phonet's proto_ops is set here, not by relocation. */
    private int pep_register() {
        AfPhonet phonet = phonet();
        pep_pn_proto.ops.set(phonet.phonet_stream_ops);
        return call(phonet.self.mem, () -> phonet.phonet_proto_register(PN_PROTO_PIPE, pep_pn_proto));
    }

    private void pep_unregister() {
        AfPhonet phonet = phonet();
        call(phonet.self.mem, () -> phonet.phonet_proto_unregister(PN_PROTO_PIPE, pep_pn_proto));
    }

    @Override
    public init_fn module_init() {
        return this::pep_register;
    }

    @Override
    public exit_fn module_exit() {
        return this::pep_unregister;
    }
}
