package org.sockrace.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sockrace.lab.LabTask.fd;
import static org.sockrace.lab.LabTask.zero;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.socket;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.own.OwnFile;
import org.sockrace.own.ProtocolModule;

/** Modules of the user's own on real threads: the files that sockrace check takes, and classes. */
class OwnFileTest {

    private static final Path GUIDE = Path.of(System.getProperty("basedir", ""), "docs", "own-module");

    @TempDir
    private Path folder;

    private static Lab lab(OwnFile module) {
        return new Lab(new LabMachine(), KernelConfig.V6_1, module);
    }

    private static Lab lab(String file) {
        return lab(OwnFile.of(GUIDE.resolve(file)));
    }

    @Test
    void aFamilyInAFile() {
        Lab lab = lab("MyProto.java").load("my_proto");
        LabTask task = lab.task("task", 1);

        int fd = task.socket(18, 1, 0);
        assertThat(fd(fd)).isEqualTo("fd");
        assertThat(zero(task.close(fd))).isEqualTo("0");
        assertThat(zero(task.rmmod("my_proto"))).isEqualTo("0");
        assertThat(lab.broken()).isEqualTo(Lab.OK);
    }

    @Test
    void functionsOfWhatItRegistersWith() {
        Lab lab = lab("MyFs.java");
        LabTask task = lab.task("task", 1);
        IntSupplier mount = lab.function("mount");

        assertThat(zero(task.call(mount))).isEqualTo("ENODEV");
        lab.load("my_fs");
        assertThat(zero(task.call(mount))).isEqualTo("0");
        assertThat(lab.broken()).isEqualTo(Lab.OK);
        assertThatThrownBy(() -> lab.function("muont")).isInstanceOf(CodeException.class).hasMessageContaining("did you mean 'mount'?");
        assertThatThrownBy(() -> new Lab(new LabMachine()).function("mount")).hasMessageContaining("no module of the user's own");
    }

    @Test
    void callsOnASocket() {
        Lab lab = lab("bugs/Vsock.java").load("vsock");
        LabTask task = lab.task("task", 1);

        int fd = task.socket(18, 1, 0);
        assertThat(fd(fd)).isEqualTo("fd");
        assertThat(zero(task.call(calls -> calls.sys_bind(fd, 1)))).isEqualTo("EOPNOTSUPP");
        assertThat(zero(task.call(calls -> calls.sys_connect(fd, 1)))).isEqualTo("0");
        task.close(fd);
        assertThat(lab.broken()).isEqualTo(Lab.OK);
    }

    @Test
    void whatRunsByItselfIsRefused() {
        assertThatThrownBy(() -> lab("bugs/Tipc.java").load("tipc")).isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("works, timers, kernel threads").hasMessageContaining("sockrace check");
        assertThatThrownBy(() -> lab("bugs/Smc.java")).isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("namespaces");
    }

    @Test
    void whatIsNoModuleIsRefused() throws Exception {
        assertThatThrownBy(() -> OwnFile.of(Path.of("nothing.java"))).isInstanceOf(UncheckedIOException.class).hasMessageContaining("cannot read nothing.java");
        assertThatThrownBy(() -> OwnFile.of(Path.of("my.race"))).hasMessageContaining("no file with Java source");
        Path wrong = Files.writeString(folder.resolve("Wrong.java"), "class Wrong { int x = y; }");
        assertThatThrownBy(() -> OwnFile.of(wrong)).isInstanceOf(CodeException.class).hasMessageContaining("cannot find symbol");
        Path plain = Files.writeString(folder.resolve("Plain.java"), "class Plain { }");
        assertThatThrownBy(() -> lab(OwnFile.of(plain))).isInstanceOf(CodeException.class).hasMessageContaining("has no module");
    }

    @Test
    void aLoopMayGoRoundForEver() throws Exception {
        Path file = Files.writeString(folder.resolve("Busy.java"), """
                import org.sockrace.kernel.*;
                import org.sockrace.own.*;
                public final class Busy extends OwnModule {
                    public Busy(Kernel kernel, module self) { super(kernel, self); }
                    @Override protected int init() { long x = 1; for (int i = 0; i < 21_000_000; i++) x += i; return x == 0 ? -1 : 0; }
                    @Override protected void exit() { }
                }
                """);
        assertThat(lab(OwnFile.of(file)).load("busy").broken()).isEqualTo(Lab.OK);
    }

    @Test
    void aClassOfTheClassPath() {
        OwnFile file = OwnFile.of(OfTheTests.class);
        assertThat(file.name()).isEqualTo("of_the_tests");
        Lab lab = lab(file).load("of_the_tests");
        assertThat(fd(lab.task("task", 1).socket(18, 1, 0))).isEqualTo("fd");
        assertThat(lab.broken()).isEqualTo(Lab.OK);
    }

    /** A family. */
    static final class OfTheTests extends ProtocolModule {
        private final proto prot = proto("my_prot");
        private final proto_ops ops = proto_ops("my_ops", this::release);
        private final net_proto_family family = family("my_family", 18, this::create);

        OfTheTests(Kernel kernel, module self) {
            super(kernel, self);
        }

        private int create(socket sock, int protocol, int kern) {
            kernel.sock.sock_init_data(sock, kernel.sock.sk_alloc(18, prot, kern));
            sock.ops.set(ops);
            return 0;
        }

        private int release(socket sock) {
            kernel.sock.sock_put(sock.sk.get());
            return 0;
        }

        @Override
        protected int init() {
            return kernel.socket.sock_register(family);
        }

        @Override
        protected void exit() {
            kernel.socket.sock_unregister(18);
        }
    }
}
