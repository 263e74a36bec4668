package org.sockrace.lincheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.sockrace.kernel.Errno.ENOBUFS;

import java.util.List;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Test;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;
import org.sockrace.lab.Lab;
import org.sockrace.lab.LabMachine;
import org.sockrace.lab.LabTask;
import org.sockrace.own.ProtocolModule;

/** A module of one's own, the example of the guide (model/docs/own-module.md): close runs in a module that is gone. */
class OwnModuleTest {

    /** In so many executions it must have broken. */
    private static final int BREAKS = 2000;

    /** A family whose author forgot .owner in the proto_ops: nothing keeps the module while there are sockets. */
    public static final class MyProto extends ProtocolModule {
        private static final int PF_MYPROTO = 18;
        private final proto my_prot = proto("my_prot");
        private final proto_ops my_ops = proto_ops("my_ops", null, this::my_release);
        private final net_proto_family my_family = family("my_family", PF_MYPROTO, this::my_create);

        public MyProto(Kernel kernel, module self) { super(kernel, self); }

        private int my_create(socket sock, int protocol, int kern) {
            sock sk = kernel.sock.sk_alloc(PF_MYPROTO, my_prot, kern);
            if (test(sk == null)) return -ENOBUFS;
            kernel.sock.sock_init_data(sock, sk);
            sock.ops.set(my_ops);
            return 0;
        }

        private int my_release(socket sock) {
            kernel.sock.sock_put(sock.sk.get());
            return 0;
        }

        @Override protected int init() { return kernel.socket.sock_register(my_family); }

        @Override protected void exit() { kernel.socket.sock_unregister(PF_MYPROTO); }
    }

    /** As a module file on disk, from which instances are loaded. */
    private static final ModuleImage MY_PROTO = new ModuleImage("my_proto", List.of(), List.of(), MyProto::new);

    private static final class CloseAgainstRmmod extends Prepared<CloseAgainstRmmod.World> {

        /** A kernel with two tasks, one of which has a socket. */
        private record World(Lab lab, LabTask user, LabTask admin, int fd) {
            static World make() {
                Lab lab = new Lab(new LabMachine(), KernelConfig.V6_1, MY_PROTO).load("my_proto");
                LabTask user = lab.task("user", 1);
                return new World(lab, user, lab.task("admin", 0), user.socket());
            }
        }

        CloseAgainstRmmod() {
            super(BREAKS, World::make);
        }

        @Override
        void race(World world) {
            Other<String> rmmod = Other.start(() -> Calls.result(world.admin.rmmod("my_proto")));
            String results = Calls.result(world.user.close(world.fd)) + " " + rmmod.await();
            if (!world.lab.broken().equals(Lab.OK)) {
                throw new AssertionError(results + ": " + world.lab.broken() + " " + world.lab.violations());
            }
        }
    }

    @Test
    void closeAgainstRmmod() {
        LincheckAssertionError found = assertThrows(LincheckAssertionError.class, new CloseAgainstRmmod()::check);

        assertThat(found.getMessage()).contains("no-use-after-unload");
    }
}
