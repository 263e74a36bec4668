package org.sockrace.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;
import static org.sockrace.kernel.Errno.ENOBUFS;
import static org.sockrace.lab.LabTask.fd;
import static org.sockrace.lab.LabTask.zero;

import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LL_Result;
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

/**
 * <b>Suspected:</b> a module of one's own, the repaired example of the guide (model/docs/own-module.md): close runs in a module that is gone.
 * Linux 6.1.
 *
 * <p><b>Run:</b> {@code mvn -B -ntp -pl stress-tests -am verify -Dtest=StressTest -Djcstress.tests=Suspicion_17_OwnModule}
 *
 * <p><b>Conclusion:</b> the class that the checker takes runs on real threads as it is. There is no twin without the owner: between the last module_put of
 * close and its return into the module rmmod would have to do all of its work, and real threads hardly ever meet that.
 */
public final class Suspicion_17_OwnModule {

    private Suspicion_17_OwnModule() { }

    /** A family: that of the guide, with the owner of its proto_ops. */
    public static final class MyProto extends ProtocolModule {
        private static final int PF_MYPROTO = 18;
        private final proto my_prot = proto("my_prot");
        private final proto_ops my_ops = proto_ops("my_ops", this::my_release);
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

    /** A socket is made and closed while its module is unloaded. */
    @JCStressTest
    @Outcome(id = "fd 0, (0|EWOULDBLOCK), ok(, alone)?", expect = ACCEPTABLE, desc = "The socket was there before rmmod, or while it was refused.")
    @Outcome(id = "EAFNOSUPPORT EBADF, 0, ok(, alone)?", expect = ACCEPTABLE, desc = "rmmod was first.")
    @Outcome(expect = FORBIDDEN, desc = "Something broken: close returned into text that was gone, as it does without the owner.")
    @State
    public static class Holds extends Sample {
        private final LabTask user;
        private final LabTask admin;
        private String s;
        private int r;

        /** Made by jcstress, one for each sample. */
        public Holds() {
            super(new Lab(new LabMachine(), KernelConfig.V6_1, MY_PROTO).load("my_proto"));
            user = lab.task("user", 1);
            admin = lab.task("admin", 1);
        }

        @Override
        final void doFirst() {
            int s0 = user.socket();
            s = fd(s0) + " " + zero(user.close(s0));
        }

        @Override
        final void doSecond() {
            r = admin.rmmod("my_proto");
        }

        @Override
        final String results() {
            return s + ", " + zero(r);
        }

        /** The first actor. */
        @Actor
        public void socket() {
            first();
        }

        /** The second actor. */
        @Actor
        public void rmmod() {
            second();
        }

        /** Both have returned. */
        @Arbiter
        public void end(LL_Result result) {
            report(result);
        }
    }
}
