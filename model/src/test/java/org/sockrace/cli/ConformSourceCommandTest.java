package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.Schemas;
import org.sockrace.kernel.KernelVersion;

/** The command that compares C with the model: what it says, and that no tree makes it stumble. */
class ConformSourceCommandTest {

    private static final String SKELETONS = "src/test/resources/real-kernel/skeletons/linux-6.1.txt";

    @TempDir
    private Path folder;
    private String out;
    private String err;

    private int run(String... args) {
        StringWriter o = new StringWriter();
        StringWriter e = new StringWriter();
        int code = assertTimeoutPreemptively(Duration.ofSeconds(60),
                () -> Main.run(new Session(new FakeEngine(), new PrintWriter(o), new PrintWriter(e), new AtomicBoolean(), false), args));
        out = o.toString().replace("\r\n", "\n");
        Schemas.check(out);
        err = e.toString().replace("\r\n", "\n");
        return code;
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    /** The tree with that net/socket.c is refused with one line. */
    private void refused(String socket, String message) throws IOException {
        file("net/socket.c", socket);
        assertThat(run("conform", "source", folder.toString(), "--kernel", "4.4")).isEqualTo(ExitCode.USAGE);
        assertThat(out).isEmpty();
        assertThat(err).startsWith("error: ").contains(message).hasLineCount(1);
    }

    private static String function(String body) {
        return "int sock_register(struct ops *ops)\n{\n" + body + "\n}\n";
    }

    @Test
    void oneFunctionIsShownSideBySide() throws IOException {
        file("net/socket.c", function("""
                        int err = -ENOBUFS;
                        if (ops->family >= NPROTO)
                                return err;
                        spin_lock(&net_family_lock);
                        if (rcu_dereference_protected(net_families[ops->family], 1))
                                err = -EEXIST;
                        else
                                err = 0;
                        spin_unlock(&net_family_lock);
                        return err;
                """));
        file("Makefile", "VERSION = 4\nPATCHLEVEL = 4\n");
        assertThat(run("conform", "source", folder.toString(), "--function", "sock_register", "--width", "80")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out.lines().skip(1)).containsExactly("",
                "  sock_register differs (net/socket.c:1, SocketCore.java:52)",
                "    Java only: rcu_assign_pointer()",
                "      in C                                  in Java",
                "      if not .family<NPROTO                 if not .family<NPROTO",
                "        return -ENOBUFS                       return -ENOBUFS",
                "      spin_lock(net_family_lock)            spin_lock(net_family_lock)",
                "      rcu_dereference_protected()           rcu_dereference_protected()",
                "      if rcu_dereference_protected()        if rcu_dereference_protected()",
                "        spin_unlock(net_family_lock)          spin_unlock(net_family_lock)",
                "        return -EEXIST                        return -EEXIST",
                "                                          > rcu_assign_pointer()",
                "      spin_unlock(net_family_lock)          spin_unlock(net_family_lock)",
                "      return 0                              return 0");
    }

    /** What the model would not know of a kernel comes first. */
    @Test
    void whatNobodyModelsIsListed() throws IOException {
        file("net/socket.c", function("""
                        spin_lock(&net_family_lock);
                        frobnicate(ops);
                        spin_unlock(&net_family_lock);
                        return 0;
                """));
        file("Makefile", "VERSION = 6\nPATCHLEVEL = 5\n");
        assertThat(run("conform", "source", folder.toString())).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("\n  not there: renamed, removed, or in another file\n    net/socket.c: sock_unregister sock_alloc ",
                "\n  called by the C, and neither modelled nor left out\n    sock_register: frobnicate()\n");
        assertThat(out.indexOf("frobnicate")).isLessThan(out.indexOf("sock_register differs"));
    }

    /** If the function is in a file that is read, what it calls is said. */
    @Test
    void whatAnUnknownFunctionCallsIsSaid() throws IOException {
        String frob = "static void frob(struct ops *ops)\n{\n        if (ops->x) mutex_lock(&l);\n        synchronize_rcu();\n}\n";
        file("net/socket.c", frob + function("frob(ops); return 0;"));
        file("Makefile", "VERSION = 6\nPATCHLEVEL = 6\n");
        run("conform", "source", folder.toString(), "--function", "sock_register");
        assertThat(out).contains("\n    sock_register: frob() (net/socket.c:1), which calls mutex_lock synchronize_rcu\n");
    }

    /** A function that was renamed is no agreement: nothing is known of it. Those that this version does not have are none that are missed. */
    @Test
    void aFunctionThatIsMissedIsADifference() throws IOException {
        String all = Files.readString(Path.of("src/test/resources/real-kernel/skeletons/linux-4.4.txt"));
        file("skeletons", all);
        String skeletons = folder.resolve("skeletons").toString();
        assertThat(run("conform", "source", skeletons)).isEqualTo(ExitCode.MET);
        assertThat(out).contains("\n  of other versions only\n    __sock_release ");
        file("skeletons", all.replace("function sock_alloc ", "function my_sock_alloc "));
        assertThat(run("conform", "source", skeletons)).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).startsWith("DIFFERS").contains(", 1 is not there\n",
                "\n  not there: renamed, removed, or in another file\n    net/socket.c: sock_alloc\n");
        assertThat(out).as("those that call it still do").doesNotContain(" differs (");
        assertThat(run("conform", "source", skeletons, "--function", "sock_alloc")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).startsWith("DIFFERS  " + skeletons + ": of 1 function of the modelled kernel 4.4, 1 is not there\n");
    }

    /** Each kind of function is found by any of its names, or it is said why it is not compared. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sys_socket | __sys_socket: the same",
        "KernelModule.delete_module | sys_delete_module: the same",
        "request_module | __request_module: the same",
        "fput | fput: differs as marked",
        "raw_sock_destruct | 1 is of other versions only",
        "do_accept | error: function 'do_accept' is not compared by itself: it is compared as a part of those that call it",
        "list_add | error: function 'list_add' is not compared by itself: it is taken as one step: lists",
        "printk | error: function 'printk' is not compared by itself: calls of it are left out: messages, tracing, auditing",
        "foo | error: no function 'foo' is compared; without --function, those that are compared are listed"})
    void everyKindOfFunction(String function, String answer) {
        int code = run("conform", "source", SKELETONS, "--function", function);
        assertThat(out + err).contains(answer);
        assertThat(code).isEqualTo(answer.startsWith("error") ? ExitCode.USAGE : ExitCode.MET);
    }

    @Test
    void whatIsNoFileInATreeIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("fs/file.c"));
        refused(function("return 0;"), "fs/file.c: is no file");
        Files.delete(folder.resolve("fs/file.c"));
        Files.createSymbolicLink(folder.resolve("fs/file.c"), folder.resolve("fs/file.c"));
        refused(function("return 0;"), "fs/file.c: is a link that leads nowhere");
        Files.delete(folder.resolve("fs/file.c"));
        Files.createDirectories(folder.resolve("Makefile"));
        assertThat(run("conform", "source", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("its Makefile does not say which version it is");
    }

    @Test
    void aFunctionThatIsTheSameIs0() {
        assertThat(run("conform", "source", SKELETONS, "--function", "__sock_create")).isEqualTo(ExitCode.MET);
        assertThat(out).startsWith("agrees  " + SKELETONS + ": of 1 function of the modelled kernel 6.1, 1 does the same\n")
                .contains("out_module_busy:");
    }

    @Test
    void whatIsWrittenCanBeReadAgain() {
        Path written = folder.resolve("copy");
        assertThat(run("conform", "source", SKELETONS, "--function", "sock_alloc", "--write-skeleton", written.toString())).isEqualTo(ExitCode.MET);
        assertThat(written).hasSameTextualContentAs(Path.of(SKELETONS));
    }

    @Test
    void whatIsNoTreeIsRefused() throws IOException {
        assertThat(run("conform", "source", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: " + folder + ": is no kernel tree: there is no file net/socket.c in it\n");
        assertThat(run("conform", "source", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        file("text", "hello\n");
        assertThat(run("conform", "source", folder.resolve("text").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("is no kernel tree, and no file of skeletons");
        Files.createSymbolicLink(Files.createDirectories(folder.resolve("net")).resolve("socket.c"), folder.resolve("nowhere"));
        assertThat(run("conform", "source", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("there is no file net/socket.c in it");
    }

    @Test
    void aTreeWithoutTheFunctionsIsRefused() throws IOException {
        refused("int x;\n", "has none of the modelled functions");
    }

    @Test
    void theVersionMustBeKnown() throws IOException {
        file("net/socket.c", function("return 0;"));
        assertThat(run("conform", "source", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("its Makefile does not say which version it is; use --kernel");
        file("Makefile", "VERSION = 2\nPATCHLEVEL = 4\n");
        assertThat(run("conform", "source", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("kernel 2.4 is older than the oldest that is modelled, " + KernelVersion.texts().get(0)).hasLineCount(1);
    }

    /** Which version a tree is compared with is said if it is not that of the tree. */
    @Test
    void theNearestVersionIsUsedAndSaid() throws IOException {
        file("net/socket.c", function("return 0;"));
        file("Makefile", "VERSION = 5\nPATCHLEVEL = 10\n");
        assertThat(run("conform", "source", folder.toString())).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains(" functions of the modelled kernel 5.4, 1 differs, ",
                " are not there\n    The tree is Linux 5.10: what changed between the two differs as well.\n");
        assertThat(run("conform", "source", folder.toString(), "--kernel", "6.1.0-56-amd64")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains(" of the modelled kernel 6.1, 1 differs, ", "\n    The tree is Linux 5.10");
    }

    @Test
    void anUnknownFunctionIsRefused() {
        assertThat(run("conform", "source", SKELETONS, "--function", "__sock_creat")).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: no function '__sock_creat' is compared; did you mean '__sock_create'?\n");
    }

    @Test
    void textThatIsNoneOrIsCutOffIsRefused() throws IOException {
        refused("int f;\n\0\n", "net/socket.c:2: byte 0x0: this is no text");
        refused("\u00ff\u00fei\0n\0t\0", "this is no text");
        refused("x".repeat(1 << 20), "the line is longer than 65536 bytes");
        refused(function("a(").replace("}", ""), "is never closed: the file is cut off");
        refused("int sock_register(int family)\n{\n", "is never closed: the file is cut off");
        refused("/* never ends", "net/socket.c:1: the comment that begins here does not end");
        refused(function("a(\"never ends);"), "net/socket.c:3: the literal that begins here does not end");
        refused("}\n", "'}' closes nothing");
        refused(function("goto nowhere; out: return 0;"), "/net/socket.c:1: goto nowhere: there is no such label in sock_register");
        refused(function("return 0; break;"), "/net/socket.c:1: break or continue is in no loop");
        refused(function("a b c d e f g ? ;"), folder + "/net/socket.c:3: ");
        refused("#define BEGIN {\nint sock_register(void) BEGIN return 0; }\n",
                "/net/socket.c:2: '}' closes nothing: the file is cut off, or one of its brackets is in a macro");
    }

    @Test
    void directivesThatDoNotMatchAreRefused() throws IOException {
        refused("#if 1\nint x;\n", "net/socket.c:1: the #if here has no #endif");
        refused("int x;\n#endif\n", "net/socket.c:2: no #if belongs to this line");
        refused("#if 1\n".repeat(1_000), "net/socket.c:65: #if is nested more than 64 levels deep");
        refused("#if (\n#endif\n", "net/socket.c:1: ");
    }

    @Test
    void codeThatIsNestedTooDeeplyIsRefused() throws IOException {
        String deep = "nested more than 250 levels deep";
        refused(function("{".repeat(10_000) + "}".repeat(10_000)), deep);
        refused(function("a = " + "(".repeat(10_000) + "1" + ")".repeat(10_000) + ";"), deep);
        refused(function("a = " + "!".repeat(10_000) + "b;"), deep);
        refused(function("a = " + "(int)".repeat(10_000) + "b;"), deep);
        refused(function("if (a) b(); else ".repeat(3_000) + "c();"), deep);
        refused(function("a = " + "b ? c : ".repeat(5_000) + "d;"), deep);
        refused(function("a = 1" + " + 1".repeat(10_000) + ";"), "more than 500 operators in a row");
        refused(function("a" + "->b".repeat(10_000) + ";"), "more than 500 operators in a row");
    }

    @Test
    void aFunctionThatIsTooLargeIsRefused() throws IOException {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 6_000; i++) {
            body.append("f").append(i).append("();\n");
        }
        refused(function(body.toString()), "has more than 5000 different steps");
    }

    @Test
    void skeletonsThatAreBrokenAreRefused() throws IOException {
        String head = "sockrace-skeletons 1\nkernel 4.4\n";
        for (String text : new String[] {head, head + "function f x:1\n", head + "function f x:1\nreturn 0 -1 \n", head + "function f x:1\ncall 9 -1 g\n",
            head + "function f x:1\nnonsense\n", head + "nonsense\n", "sockrace-skeletons 1\nkernel ?\n", head + "function f x:1\nset 0 -1 g\n"}) {
            file("skeletons", text);
            assertThat(run("conform", "source", folder.resolve("skeletons").toString())).as(text).isEqualTo(ExitCode.USAGE);
            assertThat(err).startsWith("error: ").hasLineCount(1);
        }
    }
}
