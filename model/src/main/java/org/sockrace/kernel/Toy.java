package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.kernel.Net.SS_CONNECTED;
import static org.sockrace.kernel.Net.SS_UNCONNECTED;
import static org.sockrace.kernel.sock.SOCK_RCU_FREE;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;

/**
 * A protocol family as small as it can be, with the mistakes that one wants to study. It is in no kernel, but every step of
 * it is in some family.
 */
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

    /** What a family may do otherwise than the plain one. */
    public enum Quirk {
        /** A failed create leaves sock->sk pointing to the sk that it freed. */
        LEAVES_SK,
        /** init can fail before it registers the family (fault "module_init"). */
        INIT_FAILS,
        /** init can fail after it registered the family (fault "module_init_late"). */
        INIT_FAILS_LATE,
        /** Where init can fail last, it does. */
        INIT_NEVER_WORKS,
        /** Where create can fail, it does. */
        CREATE_NEVER_WORKS,
        /** The family is registered before what create needs is there. */
        FAMILY_FIRST,
        /** accept makes a connection. */
        ACCEPTS,
        /** socketpair works. */
        PAIRS,
        /** init makes a socket of its own family and keeps it. */
        INIT_SOCKET,
        /** The result of sock_register is ignored, and sock_unregister is called all the same. */
        SLOPPY,
        /** There is no exit function. */
        PERMANENT,
        /** Readers may look at a sk: a callback of the core frees it (SOCK_RCU_FREE, since 4.7). */
        RCU_FREE,
        /** Each sk has data of its own, which a callback in the module's text frees; exit waits for that. */
        RCU_DATA,
        /** Exit does not. */
        NO_BARRIER,
        /** The callback is never queued. */
        NO_CALLBACK,
        /** The callback frees nothing. */
        CALLBACK_LEAKS
    }

    /**
     * What is different from the plain family.
     *
     * @param opsOwner whom the proto_ops name as their owner
     * @param createErrors the errors with which create may fail once the sk is attached; if there are none, the fault "create" is ENOBUFS
     * @param depends the modules whose symbols it uses
     * @param requests what init asks modprobe for, first of all
     * @param quirks what else it does otherwise
     */
    public record Options(OpsOwner opsOwner, List<Integer> createErrors, List<String> depends, List<String> requests, Set<Quirk> quirks) {

        /** A family without any mistake. */
        public static final Options PLAIN = new Options(OpsOwner.SELF, List.of(), List.of(), List.of(), Set.of());

        /** Copies the collections. */
        public Options {
            createErrors = List.copyOf(createErrors);
            depends = List.copyOf(depends);
            requests = List.copyOf(requests);
            quirks = Set.copyOf(quirks);
        }

        /** The same with another owner of the proto_ops. */
        public Options owner(OpsOwner owner) {
            return new Options(owner, createErrors, depends, requests, quirks);
        }

        /** The same with a create that may fail with any of these errors. */
        public Options errors(Integer... errnos) {
            return new Options(opsOwner, List.of(errnos), depends, requests, quirks);
        }

        /** The same, using symbols of these modules. */
        public Options uses(String... modules) {
            return new Options(opsOwner, createErrors, List.of(modules), requests, quirks);
        }

        /** The same with these quirks and no others. */
        public Options with(Quirk... which) {
            return new Options(opsOwner, createErrors, depends, requests, Set.of(which));
        }

        private boolean has(Quirk quirk) {
            return quirks.contains(quirk);
        }
    }

    private final Kernel kernel;
    private final module self;
    private final int family;
    private final Options options;
    private final proto toy_proto;
    private final proto_ops toy_ops;
    private final net_proto_family toy_family_ops;
    /** MODEL: it only complains about packets, and there are none. */
    private final sock.destruct_fn toy_destruct;
    private final rcu_head.callback toy_free_data;
    /** 1 while create can rely on what init prepared. */
    private final Word ready;

    private Toy(Kernel kernel, module self, int family, Options options) {
        super(kernel.k);
        this.kernel = kernel;
        this.self = self;
        this.family = family;
        this.options = options;
        this.toy_proto = new proto(k, self.mem, "toy_proto", self, null, null, null, null);
        this.toy_ops = new proto_ops(k, self.mem, "toy_ops", options.opsOwner == OpsOwner.SELF ? self : null, new proto_functions(this::toy_release)
                .socketpair(options.has(Quirk.PAIRS) ? this::toy_socketpair : proto_ops::sock_no_socketpair)
                .accept(options.has(Quirk.ACCEPTS) ? this::toy_accept : proto_ops::sock_no_accept));
        this.toy_family_ops = new net_proto_family(k, self.mem, "toy_family_ops", family, self, this::toy_create);
        this.toy_destruct = new sock.destruct_fn(self.mem, this::toy_destruct);
        this.toy_free_data = new rcu_head.callback(self.mem, this::toy_free_data);
        this.ready = k.word(self.mem, "toy.ready", 0);
    }

    /** A module with such a family. */
    public static ModuleImage image(String name, int family, Options options) {
        return new ModuleImage(name, List.of("net-pf-" + family), options.depends,
                (kernel, self) -> new Toy(kernel, self, family, options));
    }

    // ---- sockets -----------------------------------------------------------------------------------------------------

    private int toy_setup(@SuppressWarnings("UnusedVariable") sock sk) {
        if (options.createErrors.isEmpty()) {
            return k.fails("create") ? -ENOBUFS : 0;
        }
        List<Integer> results = Stream.concat(options.has(Quirk.CREATE_NEVER_WORKS) ? Stream.of() : Stream.of(0), options.createErrors.stream()).toList();
        int result = results.size() == 1 ? 0 : k.choose("create", results.stream().map(err -> err == 0 ? "ok" : Errno.name(err)).toArray(String[]::new));
        return -results.get(result);
    }

    private void toy_alloc_data(sock sk) {
        if (options.has(Quirk.RCU_FREE)) {
            kernel.sock.sock_set_flag(sk, SOCK_RCU_FREE);
        }
        if (options.has(Quirk.RCU_DATA)) {
            toy_data data = k.alloc(Counted.TOY_DATA, Region.Kind.OBJECT, mem -> new toy_data(k, mem));
            sk.sk_user_data.set(data);
            k.keeps(sk.mem, Counted.TOY_DATA, data.mem);
        }
    }

    private void toy_put_data(sock sk) {
        if (options.has(Quirk.RCU_DATA) && sk.sk_user_data.get() instanceof toy_data data && !options.has(Quirk.NO_CALLBACK)) {
            k.yields(sk.mem, Counted.TOY_DATA, data.mem);
            kernel.rcu.call_rcu(data.rcu, toy_free_data);
        }
    }

    private void toy_free_data(rcu_head head) {
        if (!options.has(Quirk.CALLBACK_LEAKS)) {
            k.free(head.mem);
        }
    }

    private void clear_sk(socket sock) {
        if (!options.has(Quirk.LEAVES_SK)) {
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
                toy_alloc_data(sk);

                err = toy_setup(sk);
                if (test(err != 0)) break out_sk_release;
                return 0;
            }
            k.label("out_sk_release");
            toy_put_data(sk);
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

        toy_put_data(sk);
        kernel.sock.sock_orphan(sk); // MODEL: nobody comes from below, with a packet for the socket.
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

    /** Whether that is the last place where init can fail, and it never works. */
    private boolean always(Quirk failing) {
        return options.has(Quirk.INIT_NEVER_WORKS) && (failing == Quirk.INIT_FAILS_LATE || !options.has(Quirk.INIT_FAILS_LATE));
    }

    /** What create relies on; also, as relocation does, the addresses that only the loader knows. */
    private int toy_prepare(Quirk failing, String fault) {
        k.might_sleep("toy_prepare");
        if (test(options.has(failing) && (always(failing) || k.fails(fault)))) return -ENOMEM;
        if (options.opsOwner == OpsOwner.OTHER) {
            toy_ops.owner.set(self.symbols.get(0).get());
        }
        ready.set(1);
        return 0;
    }

    private int toy_sock_register() {
        int err = kernel.socket.sock_register(toy_family_ops);
        return options.has(Quirk.SLOPPY) ? 0 : err;
    }

    /** MODEL: exit does not look for this socket again, because exit cannot run while it is there. */
    private int toy_init_socket(Out<socket> res) {
        int err = options.has(Quirk.INIT_SOCKET) ? kernel.socket.sock_create_kern(family, SOCK_STREAM, 0, res) : 0;
        if (res.value != null) {
            k.keeps(self.mem, Counted.INODE, res.value.mem);
        }
        return err;
    }

    private void toy_release_init_socket(Out<socket> res) {
        if (res.value != null) {
            k.yields(self.mem, Counted.INODE, res.value.mem);
            kernel.socket.sock_release(res.value);
        }
    }

    private int toy_init() {
        options.requests.forEach(kernel.kmod::request_module);
        return options.has(Quirk.FAMILY_FIRST) ? init_family_first() : init_family_last();
    }

    /** The order that is safe: nothing but registering can still fail, unless the options say otherwise. */
    private int init_family_last() {
        Out<socket> res = new Out<>();
        int err;

        out: {
            out_proto: {
                out_sock: {
                    err = kernel.sock.proto_register(toy_proto, self.name);
                    if (test(err != 0)) break out;

                    err = toy_prepare(Quirk.INIT_FAILS, "module_init");
                    if (test(err != 0)) break out_proto;

                    err = toy_sock_register();
                    if (test(err != 0)) break out_proto;

                    err = toy_init_socket(res);
                    if (test(err != 0)) break out_sock;

                    err = options.has(Quirk.INIT_FAILS_LATE) && (always(Quirk.INIT_FAILS_LATE) || k.fails("module_init_late")) ? -EINVAL : 0;
                    if (test(err != 0)) break out_sock;
                    return 0;
                }
                k.label("out_sock");
                toy_release_init_socket(res);
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
        Out<socket> res = new Out<>();
        int err;

        out: {
            out_proto: {
                out_sock: {
                    err = options.has(Quirk.INIT_FAILS) && (always(Quirk.INIT_FAILS) || k.fails("module_init")) ? -ENOMEM : 0;
                    if (test(err != 0)) break out;

                    err = kernel.sock.proto_register(toy_proto, self.name);
                    if (test(err != 0)) break out;

                    err = toy_sock_register();
                    if (test(err != 0)) break out_proto;

                    err = toy_prepare(Quirk.INIT_FAILS_LATE, "module_init_late");
                    if (test(err != 0)) break out_sock;

                    err = toy_init_socket(res);
                    if (test(err != 0)) break out_sock;
                    return 0;
                }
                k.label("out_sock");
                toy_release_init_socket(res);
                kernel.socket.sock_unregister(family);
            }
            k.label("out_proto");
            kernel.sock.proto_unregister(toy_proto);
        }
        k.label("out");
        return err;
    }

    private void toy_exit() {
        kernel.socket.sock_unregister(family);
        kernel.sock.proto_unregister(toy_proto);
        if (options.has(Quirk.RCU_DATA) && !options.has(Quirk.NO_BARRIER)) {
            kernel.rcu.rcu_barrier();
        }
    }

    @Override
    public init_fn module_init() {
        return this::toy_init;
    }

    @Override
    public exit_fn module_exit() {
        return options.has(Quirk.PERMANENT) ? null : this::toy_exit;
    }
}
