package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls that do what a function of the family does: they reach it, and only where there is one. */
class OwnCallsTest {

    private static final String SOURCE = """
            import org.sockrace.kernel.*;
            import org.sockrace.own.ProtocolModule;

            public final class Full extends ProtocolModule {
                private final proto full_prot = proto("full_prot");
                private final proto_ops full_ops = proto_ops("full_ops", OWNERrelease(this::full_release).bind((s, n) -> full(n)).connect((s, n) -> full(n + 1))
                        .listen(this::full_listen).accept(this::full_accept).shutdown((s, n) -> full(n + 2)).setsockopt((s, n) -> full(n + 3))
                        .getsockopt((s, n) -> full(n + 4)).ioctl((s, n) -> full(n + 5)).sendmsg((s, n) -> full(n + 6)).recvmsg((s, n) -> full(n + 7))
                        .getname((s, peer) -> full(peer == 0 ? 16 : -Errno.ENOTCONN)).poll((s, n) -> full(n << 4 | 8 | 3)));
                private final net_proto_family full_family = family("full_family", 18, this::full_create);

                public Full(Kernel kernel, module self) { super(kernel, self); }

                private int full(int n) { k.might_sleep("full"); return n; }

                private int full_create(socket sock, int protocol, int kern) {
                    sock sk = kernel.sock.sk_alloc(18, full_prot, kern);
                    if (test(sk == null)) return -Errno.ENOBUFS;
                    kernel.sock.sock_init_data(sock, sk);
                    sock.ops.set(full_ops);
                    return 0;
                }

                private int full_listen(socket sock, int backlog) {
                    sock.state.set(backlog);
                    return 0;
                }

                private int full_accept(socket sock, socket newsock) {
                    if (test(sock.state.get() == 0)) return -Errno.EINVAL;
                    sock sk = kernel.sock.sk_alloc(18, full_prot, 0);
                    if (test(sk == null)) return -Errno.ENOBUFS;
                    kernel.sock.sock_init_data(newsock, sk);
                    return 0;
                }

                private int full_release(socket sock) {
                    sock sk = sock.sk.get();
                    if (sk == null) return 0;
                    kernel.sock.sock_orphan(sk);
                    sock.sk.set(null);
                    kernel.sock.sock_put(sk);
                    return 0;
                }

                @Override protected int init() { return kernel.socket.sock_register(full_family); }

                @Override protected void exit() { kernel.socket.sock_unregister(18); }
            }
            """;

    @TempDir
    private Path folder;
    private Path source;
    private String out;
    private String err;

    @BeforeEach
    void write() throws IOException {
        source = Files.writeString(folder.resolve("Full.java"), SOURCE.replace("OWNER", ""));
    }

    private int run(String... args) {
        StringWriter o = new StringWriter();
        StringWriter e = new StringWriter();
        int code = Main.run(new PrintWriter(o), new PrintWriter(e), args);
        out = o.toString();
        err = e.toString();
        assertThat(err).doesNotContain("\tat ").doesNotContain("internal error");
        return code;
    }

    private int check(String program) {
        return run("check", "--module", source.toString(), "-e", program);
    }

    @ParameterizedTest
    @CsvSource({"bind, 7", "connect, 8", "shutdown, 9", "setsockopt, 10", "getsockopt, 11", "ioctl, 12", "sendmsg, 13", "recvmsg, 14"})
    void aCallReachesItsFunctionWithItsArgument(String call, String result) {
        assertThat(check("T0: s = socket(18); n = " + call + "(s, 7); z = " + call + "(s); b = " + call + "(s, -9); c = close(s)")).as(err)
                .isEqualTo(ExitCode.MET);
        int zero = Integer.parseInt(result) - 7;
        String below = zero < 1 ? "EBADF" : "-?[A-Z0-9]+";
        assertThat(out).containsPattern("(?m)^ +fd +" + result + " +" + zero + " +" + below + " +0 +always");
    }

    @Test
    void aDescriptorThatIsNoneIsNotTakenToAnyFunction() {
        for (String call : new String[] {"bind", "connect", "listen", "shutdown", "setsockopt", "getsockopt", "ioctl", "sendmsg", "recvmsg"}) {
            assertThat(check("T0: n = " + call + "(3, 7); s = socket(18)")).as(err).isEqualTo(ExitCode.MET);
            assertThat(out).containsPattern("(?m)^ +EBADF +fd +always");
        }
    }

    /** A name has a length, which nobody is told; who is not connected has no peer. */
    @Test
    void namesOfASocket() {
        assertThat(check("T0: s = socket(18); n = getsockname(s); p = getpeername(s); c = close(s); m = getsockname(s); q = getpeername(s)")).as(err)
                .isEqualTo(ExitCode.MET);
        assertThat(out).containsPattern("(?m)^ +fd +0 +ENOTCONN +0 +EBADF +EBADF +always");
    }

    /** Of what the family says, those that were asked for, and errors; and of a closed descriptor that it is closed. */
    @Test
    void pollTellsWhatItWasAskedFor() {
        assertThat(check("T0: s = socket(18); n = poll(s, 1); p = poll(s, 6); z = poll(s); c = close(s); q = poll(s, 1)")).as(err).isEqualTo(ExitCode.MET);
        assertThat(out).containsPattern("(?m)^ +fd +25 +10 +8 +0 +32 +always");
    }

    @Test
    void onlyAListenerAccepts() {
        assertThat(check("T0: s = socket(18); a = accept(s); l = listen(s, 1); m = listen(s, 2); b = accept(s); c = close(b); r = rmmod(full); d = close(s)"))
                .as(out + err).isEqualTo(ExitCode.MET);
        assertThat(out).containsPattern("(?m)^ +fd +EINVAL +0 +0 +fd +0 +EWOULDBLOCK +0 +always");
    }

    /** The socket keeps the module, and the call keeps the socket: unless neither its functions nor its sock are anybody's. */
    @ParameterizedTest
    @ValueSource(strings = {"bind", "connect", "listen", "shutdown", "setsockopt", "getsockopt", "ioctl", "sendmsg", "recvmsg", "poll"})
    void aCallOutlivesItsModuleOnlyIfNobodyOwnsTheFunctions(String call) throws IOException {
        String program = "setup: s = socket(18); T0: n = " + call + "(s, 1) || T1: r = rmmod(full)";
        assertThat(check(program)).as(out).isEqualTo(ExitCode.MET);
        assertThat(out).contains("holds").contains("exhaustive");
        Files.writeString(source, SOURCE.replace("OWNER", "null, ").replace("proto(\"full_prot\")",
                "new proto(k, self.mem, \"full_prot\", null, null, null, null, null)"));
        assertThat(check(program)).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("no-use-after-unload").contains("full was freed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bind", "connect", "sendmsg", "recvmsg"})
    void whatIsCopiedMayFault(String call) {
        assertThat(check("faults copy; T0: s = socket(18); n = " + call + "(s, 20)")).as(err).isEqualTo(ExitCode.MET);
        assertThat(out).containsPattern("fd +EFAULT +sometimes").containsPattern("fd +2[0-9] +sometimes");
    }

    @Test
    void aToyHasNoneOfThem() {
        assertThat(run("check", "-e", "module toy family=PF_TOY; T0: s = socket(PF_TOY); a = bind(s); b = connect(s); c = listen(s); d = shutdown(s);"
                + "e = setsockopt(s); f = getsockopt(s); g = ioctl(s); h = sendmsg(s); i = recvmsg(s); j = getsockname(s); k = getpeername(s);"
                + "l = poll(s, 1)")).as(err).isEqualTo(ExitCode.MET);
        assertThat(out).containsPattern("(?m)^ +fd( +EOPNOTSUPP){11} +0 +always");
    }

    /** A real socket of that family can be bound: nobody must be told that it cannot. */
    @ParameterizedTest
    @CsvSource({"connect, PF_PACKET, packet_ops", "listen, PF_INET, inet_stream_ops", "ioctl, PF_INET, inet_stream_ops", "sendmsg, PF_UNIX, unix_stream_ops",
        "poll, PF_UNIX, unix_stream_ops", "getsockname, PF_INET, inet_stream_ops"})
    void ofFamiliesOfLinuxTheyAreNotModelled(String call, String family, String ops) {
        String module = family.equals("PF_PACKET") ? "module af_packet; " : "";
        String answer = "error: " + call + "(s): the modelled kernel does not have the " + call + " of " + ops;
        for (String command : new String[] {"check", "explain", "prove"}) {
            assertThat(run(command, "-e", module + "T0: s = socket(" + family + "); n = " + call + "(s)")).isEqualTo(ExitCode.USAGE);
            assertThat(err.lines().findFirst().orElse("")).startsWith(answer);
            assertThat(err.lines()).hasSize(1);
        }
        assertThat(run("check", "-e", module + "setup: s = socket(" + family + "); n = " + call + "(s); T0: c = close(s)")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains(answer);
    }

    /** What a function returns can be said of an outcome, whatever it is. */
    @Test
    void anyNumberIsAResult() throws IOException {
        Path race = Files.writeString(folder.resolve("numbers.race"), """
                module full source=Full.java
                T0: s = socket(18); n = sendmsg(s, 1500)
                outcome n
                  1506  acceptable
                """);
        assertThat(run("check", race.toString())).as(out + err).isEqualTo(ExitCode.MET);
        assertThat(run("check", Files.writeString(race, Files.readString(race).replace("1506", "1507")).toString())).isEqualTo(ExitCode.UNEXPECTED);
    }
}
