package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.kernel.Net.SS_CONNECTED;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;

import java.util.List;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Word;

/** A protocol family as small as it can be, with the mistakes that one wants to study. It is in no kernel, but every step of it is in some family. */
public final class Toy extends KernelCode implements ModuleCode {

    /** Whom the proto_ops name as their owner. */
    public enum OpsOwner {
        /** The module itself, as they should. */
        SELF,
        /** Nobody, as in CAN: only the sk pins the module. */
        NULL,
        /** The first module that this one depends on. */
        OTHER
    }

    /**
     * What is different from the plain family.
     *
     * @param opsOwner whom the proto_ops name as their owner
     * @param createErrors the errors with which create may fail once the sk is attached; if there are none, the fault "create" is ENOBUFS
     * @param leavesSk whether a failed create leaves sock->sk pointing to the sk that it freed
     * @param initFails whether init can fail before it registers the family (fault "module_init")
     * @param initFailsLate whether init can fail after it registered the family (fault "module_init_late")
     * @param familyFirst whether the family is registered first, before what create needs is there
     * @param accepts whether accept makes a connection
     * @param pairs whether socketpair works
     * @param initSocket whether init makes a socket of its own family and keeps it
     * @param sloppy whether the result of sock_register is ignored, and sock_unregister called all the same
     * @param permanent whether there is no exit function
     * @param depends the modules whose symbols it uses
     */
    public record Options(OpsOwner opsOwner, List<Integer> createErrors, boolean leavesSk, boolean initFails, boolean initFailsLate,
            boolean familyFirst, boolean accepts, boolean pairs, boolean initSocket, boolean sloppy, boolean permanent, List<String> depends) {

        /** A family without any mistake. */
        public static final Options PLAIN = new Options(OpsOwner.SELF, List.of(), false, false, false, false, false, false, false, false,
                false, List.of());

        /** Copies the lists. */
        public Options {
            createErrors = List.copyOf(createErrors);
            depends = List.copyOf(depends);
        }
    }

    private final Kernel kernel;
    private final module self;
    private final int family;
    private final Options options;
    private final proto toy_proto;
    private final proto_ops toy_ops;
    private final net_proto_family toy_family_ops;
    private final sock.destruct_fn toy_destruct;
    /** 1 while create can rely on what init prepared. */
    private final Word ready;
    /** The socket that init made. */
    private final Ptr<socket> init_sock;

    private Toy(Kernel kernel, module self, int family, Options options) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        this.family = family;
        this.options = options;
        this.toy_proto = new proto(k, self.mem, "toy_proto", self, null, null, null);
        this.toy_ops = new proto_ops(k, self.mem, "toy_ops", options.opsOwner == OpsOwner.SELF ? self : null, this::toy_release,
                options.accepts ? this::toy_accept : proto_ops::sock_no_accept,
                options.pairs ? this::toy_socketpair : proto_ops::sock_no_socketpair);
        this.toy_family_ops = new net_proto_family(k, self.mem, "toy_family_ops", family, self, this::toy_create);
        this.toy_destruct = new sock.destruct_fn(self.mem, this::toy_destruct);
        this.ready = k.word(self.mem, "toy.ready", 0);
        this.init_sock = k.ptr(self.mem, "toy.init_sock", null);
    }

    /** A module with such a family. */
    public static ModuleImage image(String name, int family, Options options) {
        return new ModuleImage(name, List.of("net-pf-" + family), options.depends, (kernel, self) -> new Toy(kernel, self, family, options));
    }

    // ---- sockets -----------------------------------------------------------------------------------------------------

    private int toy_setup(sock sk) {
        if (options.createErrors.isEmpty()) {
            return k.fails("create") ? -ENOBUFS : 0;
        }
        String[] results = new String[1 + options.createErrors.size()];
        results[0] = "ok";
        for (int i = 1; i < results.length; i++) {
            results[i] = Errno.name(options.createErrors.get(i - 1));
        }
        int result = k.choose("create", results);
        return result == 0 ? 0 : -options.createErrors.get(result - 1);
    }

    private void clear_sk(socket sock) {
        if (!options.leavesSk) {
            sock.sk.set(null);
        }
    }

    private int toy_create(socket sock, int protocol, int kern) {
        sock sk;
        int err;

        BUG_ON(ready.get() == 0, "toy_create: called before init was ready");

        sock.state.set(SS_UNCONNECTED);

        out: {
            out_sk_release: {
                err = -ENOMEM;
                sk = kernel.sock.sk_alloc(family, toy_proto, kern);
                if (test(sk == null)) break out;

                sock.ops.set(toy_ops);
                kernel.sock.sock_init_data(sock, sk);
                sk.sk_destruct.set(toy_destruct);

                err = toy_setup(sk);
                if (test(err != 0)) break out_sk_release;
                return 0;
            }
            k.label("out_sk_release");
            kernel.sock.sk_common_release(sk);
            clear_sk(sock);
        }
        k.label("out");
        return err;
    }

    private void toy_destruct(sock sk) {
        WARN_ON(sk.sk_wmem_alloc.read() != 0, "toy_destruct: packets are queued");
    }

    private int toy_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;

        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);
        kernel.sock.sock_put(sk);
        return 0;
    }

    /** Every call finds a connection: a sock of its own, which gets its socket now. */
    private int toy_accept(socket sock, socket newsock) {
        sock newsk = kernel.sock.sk_alloc(family, toy_proto, 0);
        if (test(newsk == null)) return -ENOMEM;

        kernel.sock.sock_init_data(null, newsk);
        newsk.sk_destruct.set(toy_destruct);
        kernel.sock.sock_graft(newsk, newsock);
        newsock.state.set(SS_CONNECTED);
        return 0;
    }

    private int toy_socketpair(socket sock1, socket sock2) {
        sock1.state.set(SS_CONNECTED);
        sock2.state.set(SS_CONNECTED);
        return 0;
    }

    // ---- the module --------------------------------------------------------------------------------------------------

    /** What create relies on; also, as relocation does, the addresses that only the loader knows. */
    private int toy_prepare(boolean mayFail, String fault) {
        k.might_sleep("toy_prepare");
        if (test(mayFail && k.fails(fault))) return -ENOMEM;
        if (options.opsOwner == OpsOwner.OTHER) {
            toy_ops.owner.set(self.target_list.get(0).get());
        }
        ready.set(1);
        return 0;
    }

    private int toy_sock_register() {
        int err = kernel.socket.sock_register(toy_family_ops);
        return options.sloppy ? 0 : err;
    }

    private int toy_init_socket() {
        Out<socket> res = new Out<>();
        int err;

        if (!options.initSocket) return 0;

        err = kernel.socket.sock_create_kern(family, SOCK_STREAM, 0, res);
        if (test(err < 0)) return err;
        init_sock.set(res.value);
        return 0;
    }

    private void toy_release_init_socket() {
        if (init_sock.get() != null) {
            kernel.socket.sock_release(init_sock.get());
            init_sock.set(null);
        }
    }

    @Override
    public int init() {
        return options.familyFirst ? init_family_first() : init_family_last();
    }

    /** The order that is safe: nothing but registering can still fail, unless the options say otherwise. */
    private int init_family_last() {
        int err;

        out: {
            out_proto: {
                out_sock: {
                    err = kernel.sock.proto_register(toy_proto, self.name);
                    if (test(err != 0)) break out;

                    err = toy_prepare(options.initFails, "module_init");
                    if (test(err != 0)) break out_proto;

                    err = toy_sock_register();
                    if (test(err != 0)) break out_proto;

                    err = toy_init_socket();
                    if (test(err != 0)) break out_sock;

                    err = options.initFailsLate && k.fails("module_init_late") ? -EINVAL : 0;
                    if (test(err != 0)) break out_sock;
                    return 0;
                }
                k.label("out_sock");
                toy_release_init_socket();
                kernel.socket.sock_unregister(family);
            }
            k.label("out_proto");
            kernel.sock.proto_unregister(toy_proto);
        }
        k.label("out");
        return err;
    }

    /** The order that many families had: sockets can be made before what they need is there. */
    private int init_family_first() {
        int err;

        out: {
            out_proto: {
                out_sock: {
                    err = options.initFails && k.fails("module_init") ? -ENOMEM : 0;
                    if (test(err != 0)) break out;

                    err = kernel.sock.proto_register(toy_proto, self.name);
                    if (test(err != 0)) break out;

                    err = toy_sock_register();
                    if (test(err != 0)) break out_proto;

                    err = toy_prepare(options.initFailsLate, "module_init_late");
                    if (test(err != 0)) break out_sock;

                    err = toy_init_socket();
                    if (test(err != 0)) break out_sock;
                    return 0;
                }
                k.label("out_sock");
                toy_release_init_socket();
                kernel.socket.sock_unregister(family);
            }
            k.label("out_proto");
            kernel.sock.proto_unregister(toy_proto);
        }
        k.label("out");
        return err;
    }

    @Override
    public void exit() {
        toy_release_init_socket();
        kernel.socket.sock_unregister(family);
        kernel.sock.proto_unregister(toy_proto);
    }

    @Override
    public boolean hasExit() {
        return !options.permanent;
    }
}
