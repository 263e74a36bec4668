package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.report.html.Pages;

/** Modules of the user's own, from the command line: found out, told apart from their repairs, and whatever is wrong with them is said in a line. */
class OwnModuleTest {

    private static final Path DOCS = Path.of("docs", "own-module");
    private static final String PROGRAM = "T0: s = socket(18) || T1: r = rmmod(my_proto)";
    private static final int MOST_LINES = 20;

    @TempDir
    private Path folder;
    private String out;
    private String err;

    private int run(String... args) {
        StringWriter o = new StringWriter();
        StringWriter e = new StringWriter();
        int code = Main.run(new PrintWriter(o), new PrintWriter(e), args);
        out = o.toString();
        err = e.toString();
        assertThat(err).doesNotContain("\tat ").doesNotContain("internal error");
        return code;
    }

    private static String example(String name) throws IOException {
        return Files.readString(DOCS.resolve(name));
    }

    /** MyProto with another text in place of one that it has. */
    private Path changed(String from, String to) throws IOException {
        String text = example("MyProto.java");
        assertThat(text).contains(from);
        int at = text.indexOf(from);
        return Files.writeString(folder.resolve("MyProto.java"), text.substring(0, at) + to + text.substring(at + from.length()));
    }

    // ---- the examples ------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "my-proto | MyProto.java | my_ops\", null, | my_ops\", | unregister-contract, no-use-after-unload",
        "my-fs | MyFs.java | rcu_read_unlock(); | ; | no-use-after-unload"
    })
    void whatIsPlantedIsFoundAndTheRepairHolds(String name, String file, String mistake, String repair, String broken) throws IOException {
        assertThat(run("check", DOCS.resolve(name + ".race").toString())).as(err).isEqualTo(ExitCode.MET);
        assertThat(out).contains("breaks   " + name, broken, "as expected");
        String repaired = example(file).replace(mistake, repair);
        if (file.equals("MyFs.java")) {
            repaired = repaired.replace("if (test(type == null || !try_module_get(type.self))) return -ENODEV;",
                    "boolean got = type != null && try_module_get(type.self); rcu_read_unlock(); if (test(!got)) return -ENODEV;");
        }
        assertThat(repaired).isNotEqualTo(example(file));
        Files.writeString(folder.resolve(file), repaired);
        String race = example(name + ".race").replaceFirst("expect breaks.*", "expect holds");
        assertThat(run("check", Files.writeString(folder.resolve(name + ".race"), race).toString())).as(out + err).isEqualTo(ExitCode.MET);
        assertThat(out).contains("holds").contains("exhaustive");
    }

    /** Public bugs of protocols and modules: each breaks as it says, and its repair holds. */
    @Test
    void bugsBreakAndTheirRepairsHold() {
        assertThat(run("check", "-f", DOCS.resolve("bugs").toString())).as(out + err).isEqualTo(ExitCode.MET);
        assertThat(out).contains("67 scenarios · 32 hold · 35 break as expected · 0 unexpected");
    }

    /** A table whose entries belong to modules, as it should be, and with the section ended, or the semaphore given back, too early. */
    @Test
    void aTableOfModules() {
        assertThat(run("check", DOCS.resolve("tcp-cong.race").toString(), DOCS.resolve("tcp-cong-late.race").toString(),
                DOCS.resolve("alg-type.race").toString())).as(out + err).isEqualTo(ExitCode.MET);
        assertThat(out).contains("2 hold · 2 break as expected").contains("alg-type-late: holds in alg-type");
    }

    /** One module that does not compile must not keep the others from being proven. */
    @Test
    void whatCannotBeCompiledIsSaidAndTheNextScenarioIsProven() throws IOException {
        Path source = Files.writeString(folder.resolve("MyProto.java"), example("MyProto.java").replaceFirst(";", ""));
        assertThat(run("prove", "--module", source.toString(), "-e", "T0: s = socket(18) || T1: r = rmmod(my_proto)", "socket-alone"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("MyProto.java:1:").contains(": error: ");
        assertThat(out).contains("proven for every N  socket-alone").contains("1 failed");
    }

    /** Lines that hold more than an import, a comment or a brace. */
    @ParameterizedTest
    @ValueSource(strings = {"MyProto.java", "MyFs.java"})
    void anExampleHasTwentyLines(String file) throws IOException {
        assertThat(example(file).lines().map(String::strip).filter(l -> !l.matches("|import .*|/\\*.*|\\*.*|}"))).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    /** The guide shows the files. */
    @Test
    void theGuideShowsTheFiles() throws IOException {
        String guide = Files.readString(DOCS.resolveSibling("own-module.md"));
        for (String file : List.of("MyProto.java", "MyFs.java")) {
            assertThat(guide).contains(example(file).substring(example(file).indexOf("public final class")));
        }
    }

    /** What jcstress and Lincheck are shown beside the example differs from it in the owner. */
    @Test
    void theRepairOfTheExampleIsItsOwner() throws IOException {
        String text = example("MyProto.java");
        assertThat(body(example("MyProtoOwned.java"))).isEqualTo(body(text).replace("MyProto ", "MyProtoOwned ").replace("MyProto(", "MyProtoOwned(")
                .replace("null, this::my_release", "this::my_release"));
        assertThat(run("check", "-f", DOCS.resolve("my-proto-owned.race").toString())).isZero();
        assertThat(out).contains("holds").contains("exhaustive");
    }

    private static String body(String text) {
        return text.substring(text.indexOf("public final class"));
    }

    @Test
    void itsLinesAreInEveryFormat() throws IOException {
        String race = DOCS.resolve("my-fs.race").toString();
        run("explain", race);
        assertThat(out).contains("MyFs type = rcu_dereference(").contains("file_systems my_fs -> NULL");
        run("check", race, "--format", "json", "--html", folder.resolve("page.html").toString());
        assertThat(out).contains("MyFs.java").contains("mount");
        assertThat(Pages.written(folder.resolve("page.html"))).contains("MyFs type = rcu_dereference(file_systems)");
        run("check", "--module", DOCS.resolve("MyFs.java").toString(), "-e", "T0: m = call(mount) || T1: r = rmmod(my_fs)", "--format", "sarif");
        assertThat(out).contains("docs/own-module/MyFs.java");
    }

    /** Such an object is shown as what it is, and not by a number that differs from run to run. */
    @Test
    void whatHasNoNameOfItsOwnIsShownByItsClass() throws IOException {
        Path file = changed("private int my_release(socket sock) {", "private final org.sockrace.machine.Ptr<Box> box = k.ptr(self.mem, \"box\", null);\n"
                + "    private static final class Box { }\n\n    private int my_release(socket sock) {\n"
                + "        box.set(k.alloc(\"box\", org.sockrace.machine.Region.Kind.OBJECT, mem -> new Box()));\n"
                + "        WARN_ON(box.get() != null, \"it is there\");\n");
        assertThat(run("check", "--module", file.toString(), "-e", "T0: s = socket(18); c = close(s)")).as(out + err).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("NULL -> Box").doesNotContain("Box@");
    }

    /** What is printed to replay an execution does so: the program names the module. */
    @Test
    void theProgramOfACommandLineNamesTheModule() throws IOException {
        Path source = Files.writeString(folder.resolve("MyProto.java"), example("MyProto.java"));
        String program = "T0: s = socket(18); c = close(s) || T1: r = rmmod(my_proto)";
        assertThat(run("explain", "--module", source.toString(), "-e", program)).isEqualTo(ExitCode.UNEXPECTED);
        String replay = out.lines().filter(l -> l.startsWith("replay")).findFirst().orElseThrow();
        String again = "module my_proto source=" + source + "; " + program;
        assertThat(replay).contains(again);
        assertThat(run("replay", "-e", again, "0x96,1x28")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("reproduced");
    }

    // ---- what is wrong with it -------------------------------------------------------------------------------------------

    private void assertAnswer(String line) {
        int code = run("check", "--module", folder.resolve("MyProto.java").toString(), "-e", PROGRAM);
        assertThat(err.lines().findFirst().orElse("").replace(folder + "/", "")).as(out + err).startsWith(line);
        assertThat(code).isEqualTo(ExitCode.USAGE);
        assertThat(out).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "return -ENOBUFS; | return -ENOBUFS | MyProto.java:23:46: error: ';' expected",
        "sock_init_data(sock, sk); | sock_init_date(sock); | MyProto.java:24:20: error: cannot find symbol: method sock_init_date(org.sockrace.kernel.socket)",
        "import org.sockrace.kernel.sock; | '' | MyProto.java:22:9: error: cannot find symbol: class sock (import org.sockrace.kernel.sock;)",
        "my_ops\", null | my_ops\", (rcu_head.callback) null | MyProto.java:16:67: error: package rcu_head does not exist (import org.sockrace.kernel.rcu_head",
        "private static final int PF | private final Nothing n; static final int PF | MyProto.java:14:19: error: cannot find symbol: class Nothing",
        "class MyProto | class MyProtos | MyProto.java:19:12: error: invalid method declaration; return type required",
        "public final class MyProto | abstract class MyProto | error: MyProto.java: the class MyProto needs exactly one constructor",
        "import static | package org.sockrace.kernel; import static | MyProto.java:1:1: error: this package is sockrace's own",
        "private static final int PF | private static int n; static final int PF | MyProto.java:14:5: error: the field n is state outside the machine's cells",
        "private static final int PF | final int[] n = {0}; static final int PF | MyProto.java:14:5: error: the field n is state outside the machine's cells",
        "return 0; | return (int) Math.random(); | MyProto.java:26:22: error: Math.random() is different each time",
        "return 0; | return new java.util.Random(1).nextInt(); | MyProto.java:26:16: error: new java.util.Random(1).nextInt() is different each time",
        "return 0; | return k.fails(\"creat\") ? 1 : 0; | MyProto.java:26:24: error: no scenario has the fault 'creat': did you mean 'create'?",
        "return 0; | try { return 0; } finally { } | MyProto.java:26:9: error: modelled code cannot use try",
        "return 0; | synchronized (this) { return 0; } | MyProto.java:26:9: error: the machine does not see synchronized",
        "return 0; | for (int i = 0; i < 1; i += 0) ; return 0; | MyProto.java:26: error: my_create: a loop does not end",
        "return 0; | int[] a = {1}; return a[kern + 3]; | MyProto.java:26: error: my_create: ArrayIndexOutOfBoundsException: Index 3 out of bounds",
        "return 0; | return deep(1); } private int deep(int n) { return deep(n + 1) + 1; | MyProto.java:26: error: deep: StackOverflowError",
        "sock.ops.set(my_ops); | sock.ops.set(proto_ops(\"x\", this::my_release)); | MyProto.java:25: error: my_create does not do the same again",
        "{ super(kernel, self); } | { super(kernel, null); } | MyProto.java:19: error: the constructor: a NULL pointer is dereferenced",
        "return kernel.socket.sock_register(my_family); | throw new IllegalStateException(\"oh\"); | MyProto.java:34: error: init: IllegalStateException: oh",
        "return kernel.socket.sock_register(my_family); | String s = null; return s.length(); | MyProto.java:34: error: init: a NULL pointer is dereferenced"
    })
    @Timeout(60)
    void aMistakeIsSaidInALine(String from, String to, String answer) throws IOException {
        changed(from, to);
        assertAnswer(answer);
    }

    /** A clock that the rules do not know of: the code is run again, and does something else. */
    @Test
    void whatIsDifferentEachTimeIsSeen() throws IOException {
        changed("return 0;", "int n = new java.util.concurrent.atomic.AtomicReference<>(new int[0]).toString().hashCode() & 63; "
                + "while (n-- > 0) sock.ops.get(); return 0;");
        assertThat(run("check", "--module", folder.resolve("MyProto.java").toString(), "-e", PROGRAM)).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("my_create does not do the same again");
    }

    @Test
    void anEndlessLoopOfPrimitivesIsAVerdict() throws IOException {
        changed("return 0;", "while (true) sock.ops.get();");
        assertThat(run("check", "--module", folder.resolve("MyProto.java").toString(), "-e", PROGRAM)).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).contains("termination");
    }

    @Test
    void aPointerOfItsOwnMustSayWhereItPoints() throws IOException {
        changed("return 0;", "p.set(B); return 0; } private static final class Box { } private static final Box B = new Box();"
                + "private final org.sockrace.machine.Ptr<Box> p = k.ptr(self.mem, \"p\", null); { ");
        assertAnswer("MyProto.java: error: a pointer is to point to an object of the class Box, of which the machine does not know where it is");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "module own source=None.java; T0: close(3) | error: cannot read None.java, the source of own: no such file",
        "module own source=java.lang.String; T0: close(3) | error: java.lang.String has no module",
        "module own source=no.such.Class; T0: close(3) | error: there is no class no.such.Class on the class path",
        "module own source=\"\"; T0: close(3) | error: expected a file with Java source",
        "module own source=A.java owner=self; T0: close(3) | error: 'owner' is for toys: the source of own says what it does",
        "T0: call(mount) | error: there is no function 'mount': only a module of your own has some",
        "module af_packet source=A.java; T0: close(3) | error: the modelled kernel has a module af_packet: give your own another name",
        "module sctpx; T0: close(3) | error: unknown module 'sctpx': a toy, which may have any name, needs family=PF_TOY, and one of your own source=FILE.java"
    })
    void aStatementThatCannotBeIsAnswered(String program, String answer) {
        assertThat(run("check", "-e", program)).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith(answer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "call(mont) | error: no BuiltIn of the scenario's modules has a public function 'mont' that returns an int: did you mean 'mount'?",
        "call(mount, 1) | error: mount takes no argument, not 1"
    })
    void aFunctionThatIsNotThereIsAnswered(String call, String answer) {
        assertThat(run("check", "--module", DOCS.resolve("MyFs.java").toString(), "-e", "T0: " + call)).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith(answer);
    }

    @Test
    void itIsForProgramsAndNotForMutants() {
        String source = DOCS.resolve("MyProto.java").toString();
        assertThat(run("check", "--module", source, "rmmod-vs-socket")).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: --module is for a program after -e");
        assertThat(run("check", "--module", "x.txt", "-e", PROGRAM)).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: 'x.txt' is no file with Java source");
        assertThat(run("mutate", "--sample", "1", "--module", source, "-e", PROGRAM)).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: mutate makes mistakes in the modelled kernel");
        assertThat(run("export", "--to", folder.toString(), "--module", source, "-e", "T0: s = socket(18)")).isEqualTo(ExitCode.USAGE);
        assertThat(err).startsWith("error: nothing of ad-hoc can run on a real kernel");
    }

    /** As on a Java without tools. */
    @Test
    void withoutACompilerItSaysSo() throws IOException, InterruptedException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--limit-modules", "java.se",
                "-XX:TieredStopAtLevel=1", "-cp", classes, Main.class.getName(), "check", DOCS.resolve("my-proto.race").toString()))
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said).isEqualTo("error: docs/own-module/MyProto.java has to be compiled, and this Java has no compiler: run sockrace with a JDK"
                + System.lineSeparator());
        assertThat(process.exitValue()).isEqualTo(ExitCode.USAGE);
    }

    // ---- new -------------------------------------------------------------------------------------------------------------

    @Test
    void whatIsBegunHolds() throws IOException {
        assertThat(run("new", "TestProto", "--to", folder.toString())).as(err).isEqualTo(ExitCode.MET);
        String race = folder.resolve("TestProto.race").toString();
        assertThat(run("check", race)).as(out + err).isEqualTo(ExitCode.MET);
        assertThat(out).contains("holds    test_proto").contains("exhaustive");
        String source = folder.resolve("TestProto.java").toString();
        for (String kernel : List.of("2.6.32", "3.10", "6.1", "7.1")) {
            assertThat(run("check", "--module", source, "-e", "kernel " + kernel + "; T0: s = socket(18); close(s) || T1: r = rmmod(test_proto); faults all"))
                    .as(kernel + out + err).isEqualTo(ExitCode.MET);
        }
        String before = Files.readString(Path.of(source));
        assertThat(run("new", "TestProto", "--to", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("TestProto.java is there already, and is not overwritten");
        assertThat(Files.readString(Path.of(source))).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"1x, cannot be the name of a class", "class, cannot be the name of a class", "Kernel, the modelled kernel has a 'Kernel' already",
        "CanRaw, the modelled kernel has a 'can_raw' already", "a/b, cannot be the name of a class"})
    void aNameThatCannotBeIsRefused(String name, String why) {
        assertThat(run("new", name, "--to", folder.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains(why);
        assertThat(run("new", "Good", "--to", folder.resolve("none").toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("there is no such folder");
    }

    @ParameterizedTest
    @CsvSource({"MyProto, my_proto", "L2tpIp, l2tp_ip", "my, my", "HTTPServer, http_server", "A, a"})
    void modulesAreCalledAsLinuxCallsThem(String className, String module) {
        assertThat(OwnModuleName.of(className)).isEqualTo(module);
    }
}
