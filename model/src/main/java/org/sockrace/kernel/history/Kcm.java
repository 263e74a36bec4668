package org.sockrace.kernel.history;

import static org.sockrace.kernel.Errno.ENFILE;
import static org.sockrace.kernel.Errno.ENOIOCTLCMD;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Errno.EPROTONOSUPPORT;
import static org.sockrace.kernel.Errno.ESOCKTNOSUPPORT;
import static org.sockrace.kernel.Net.PF_KCM;
import static org.sockrace.kernel.Net.SOCK_DGRAM;
import static org.sockrace.kernel.Net.SOCK_SEQPACKET;

import java.util.List;
import org.sockrace.kernel.Counted;
import org.sockrace.kernel.FsIoctl;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.ModuleCode;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Out;
import org.sockrace.kernel.file;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;
import org.sockrace.machine.KernelCode;

/**
 * net/kcm/kcmsock.c, a sketch: sockets and their clones. As in 4.19 and later; see {@link KcmCloneFirst} for what was before. MODEL: the multiplexor that a
 * socket and its clones share is left out, and with it every other module that one is attached to.
 */
class Kcm extends KernelCode implements ModuleCode {

    /** The kernel that the module is loaded into. */
    protected final Kernel kernel;
    /** The protocol. */
    protected final proto kcm_proto;
    private final proto_ops kcm_dgram_ops;
    private final proto_ops kcm_seqpacket_ops;
    private final net_proto_family kcm_family_ops;

    Kcm(Kernel kernel, module self) {
        super(kernel.k);
        this.kernel = kernel;
        this.kcm_proto = new proto(k, self.mem, "kcm_proto", self, null, null, null, null);
        this.kcm_dgram_ops = ops(self, "kcm_dgram_ops");
        this.kcm_seqpacket_ops = ops(self, "kcm_seqpacket_ops");
        this.kcm_family_ops = new net_proto_family(k, self.mem, "kcm_family_ops", PF_KCM, self, this::kcm_create);
    }

    private proto_ops ops(module owner, String name) {
        return new proto_ops(k, owner.mem, owner.mem, name, owner, this::kcm_release, proto_ops::sock_no_accept,
                proto_ops::sock_no_socketpair, this::kcm_ioctl);
    }

    static ModuleImage image(ModuleImage.Linker code) {
        return new ModuleImage("kcm", List.of("net-pf-" + PF_KCM), List.of(), code);
    }

    /** __module_get with the note whose reference it is. */
    protected final void module_get(module owner, socket user) {
        kernel.module.__module_get(owner);
        k.own(Counted.OPS, owner.refcnt);
        k.keeps(user.mem, Counted.OPS, owner.mem);
    }

    /** kcm_clone: another socket of the same kind, and its file. */
    protected int kcm_clone(socket osock, Out<Integer> fd) {
        Out<file> file = new Out<>();
        int err;
        int newfd;

        newfd = kernel.fs.get_unused_fd_flags(0);
        if (test(newfd < 0)) return newfd;

        err = kcm_clone_file(osock, file);
        if (test(err != 0)) {
            kernel.fs.put_unused_fd(newfd);
            return err;
        }
        kernel.fs.fd_install(newfd, file.value);
        fd.value = newfd;
        return 0;
    }

    private int kcm_clone_file(socket osock, Out<file> newfile) {
        socket newsock;
        sock newsk;

        newsock = kernel.socket.sock_alloc();
        if (test(newsock == null)) return -ENFILE;

        newsock.type.set(osock.type.get());
        newsock.ops.set(osock.ops.get());

        module_get(newsock.ops.get().owner.get(), newsock);

        newsk = kernel.sock.sk_alloc(PF_KCM, kcm_proto, 0);
        if (test(newsk == null)) {
            kernel.socket.sock_release(newsock);
            return -ENOMEM;
        }
        kernel.sock.sock_init_data(newsock, newsk);

        return kernel.socket.sock_alloc_file(newsock, 0, newfile);
    }

    /** MODEL: the number is copied to the user without fail. */
    private int kcm_ioctl(socket sock, int cmd, Out<Integer> fd) {
        if (cmd == FsIoctl.SIOCKCMCLONE) {
            return kcm_clone(sock, fd);
        }
        return -ENOIOCTLCMD;
    }

    private int kcm_create(socket sock, int protocol, int kern) {
        sock sk;

        switch (sock.type.get()) {
            case SOCK_DGRAM -> sock.ops.set(kcm_dgram_ops);
            case SOCK_SEQPACKET -> sock.ops.set(kcm_seqpacket_ops);
            default -> {
                return -ESOCKTNOSUPPORT;
            }
        }

        if (test(protocol != 0)) return -EPROTONOSUPPORT;

        sk = kernel.sock.sk_alloc(PF_KCM, kcm_proto, kern);
        if (test(sk == null)) return -ENOMEM;

        kernel.sock.sock_init_data(sock, sk);
        return 0;
    }

    private int kcm_release(socket sock) {
        sock sk = sock.sk.get();

        if (test(sk == null)) return 0;

        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);
        kernel.sock.sock_put(sk);
        return 0;
    }

    private int kcm_init() {
        int err = kernel.sock.proto_register(kcm_proto, "KCM");

        if (test(err != 0)) return err;
        err = kernel.socket.sock_register(kcm_family_ops);
        if (test(err != 0)) {
            k.label("sock_register_fail");
            kernel.sock.proto_unregister(kcm_proto);
        }
        return err;
    }

    private void kcm_exit() {
        kernel.socket.sock_unregister(PF_KCM);
        kernel.sock.proto_unregister(kcm_proto);
    }

    @Override
    public init_fn module_init() {
        return this::kcm_init;
    }

    @Override
    public exit_fn module_exit() {
        return this::kcm_exit;
    }
}
