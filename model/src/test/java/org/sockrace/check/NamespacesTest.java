package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.explore.Progress;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.pernet_ops;
import org.sockrace.machine.simulated.CodeException;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** Network namespaces for modules: each rule has code that breaks it, and code beside it that keeps it. */
class NamespacesTest {

    private static final String COMES = "c = call(copy_net_ns, 1)";
    private static final String GOES = "p = call(put_net, 1)";
    private static final String SETUP = "setup: call(copy_net_ns, 1)";

    private static Scenario scenario(String type, String... lines) {
        String text = "scenario namespaces\n" + (lines[0].startsWith("module") ? "" : "  " + module(type, "") + "\n")
                + Stream.of(lines).map(line -> "  " + line + "\n").collect(Collectors.joining());
        return ScenarioParser.parse(text, "namespaces.race", "namespaces");
    }

    static String module(String type, String attributes) {
        Class<?> where = Stream.of(NamespaceModules.class, NamespaceSockets.class, NamespaceBatches.class).flatMap(c -> Stream.of(c.getDeclaredClasses()))
                .filter(c -> c.getSimpleName().equals(type)).findFirst().orElseThrow();
        return "module m source=" + where.getName() + attributes;
    }

    private static String unloaded(String type) {
        return module(type, " loaded=no");
    }

    private static CheckReport check(Reductions reductions, String type, String... lines) {
        return Checker.check(scenario(type, lines), CheckOptions.DEFAULT.with(reductions), Progress.NONE);
    }

    private static Set<String> broken(CheckReport report) {
        return report.violations().stream().map(v -> v.property().id()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void breaks(String property, String type, String... lines) {
        CheckReport report = check(Reductions.ALL, type, lines);
        assertThat(broken(report)).as(report.toString()).contains(property);
        assertThat(broken(check(Reductions.NONE, type, lines))).isEqualTo(broken(report));
    }

    private static Set<List<String>> holds(String type, String... lines) {
        CheckReport report = check(Reductions.ALL, type, lines);
        assertThat(report.verdict()).as(report.violations().toString()).isEqualTo(Verdict.HOLDS);
        assertThat(report.exhaustive()).isTrue();
        CheckReport plain = check(Reductions.NONE, type, lines);
        assertThat(plain.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(plain.endings().outcomes()).isEqualTo(report.endings().outcomes());
        return Set.copyOf(report.endings().outcomes());
    }

    @Test
    void eachNamespaceComesAndGoesOnce() {
        holds("Right", "T0: " + COMES + "; " + GOES, "T1: r = rmmod(m)");
        holds("Right", SETUP, "T0: " + GOES + "; d = call(copy_net_ns, 2)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.4", "6.1", "7.1"})
    void inEachVersion(String version) {
        holds("Right", "kernel " + version, SETUP, "T0: " + GOES);
    }

    /** A number is free again when the namespace is gone, and not before. */
    @Test
    void numbers() {
        assertThat(holds("Right", SETUP, "T0: " + COMES + "; " + GOES + "; q = call(put_net, 1); d = call(copy_net_ns, 1); e = call(copy_net_ns, 3)"))
                .containsExactlyInAnyOrder(List.of("EEXIST", "0", "ENOENT", "0", "EINVAL"), List.of("EEXIST", "0", "ENOENT", "EEXIST", "EINVAL"));
    }

    @ParameterizedTest
    @CsvSource({"NeverUnregistered, no-use-after-unload", "UnregisteredTwice, no-null-dereference"})
    void aRuleThatExitBreaksIsFound(String type, String property) {
        breaks(property, type, "T0: r = rmmod(m); " + COMES);
    }

    @Test
    void aNamespaceThatIsThereSeesAModuleGo() {
        breaks("no-use-after-unload", "NeverUnregistered", SETUP, "T0: " + GOES, "T1: r = rmmod(m)");
    }

    @Test
    void dataAreThereOnlyOnceTheyAreRegistered() {
        breaks("kernel-assertion", "AsksFirst", unloaded("AsksFirst"), "T0: i = insmod(m)");
    }

    @Test
    void whatOutlivesItsNamespaceIsFound() {
        breaks("no-use-after-free", "LeavesWork", SETUP, "T0: " + GOES);
        holds("CancelsWork", SETUP, "T0: " + GOES);
    }

    /** exit_batch comes after exit, and for all that go together: of two, who waits for one only is found out. */
    @Test
    void severalGoTogether() {
        holds("BatchCancels", SETUP, "T0: " + GOES);
        breaks("no-use-after-free", "BatchCancelsOne", SETUP + "; call(copy_net_ns, 2)", "T0: " + GOES + "; q = call(put_net, 2)");
    }

    @Test
    void theOrderIsThatOfRegistering() {
        breaks("no-null-dereference", "LeavesInOrder", "T0: r = rmmod(m)");
        breaks("no-null-dereference", "UserFirst", "T0: " + COMES);
        holds("InOrder", SETUP, "T0: " + GOES, "T1: r = rmmod(m)");
        holds("DeviceFirst", SETUP, "T0: " + GOES, "T1: r = rmmod(m)");
        holds("DeviceStays", "T0: " + COMES + "; " + GOES);
    }

    /** A failure in the middle undoes what was done, in each namespace and for each part. */
    @Test
    void halfOfItIsUndone() {
        assertThat(holds("InOrder", unloaded("InOrder"), "faults net_alloc", SETUP, "T0: i = insmod(m)")).contains(List.of("0"), List.of("ENOMEM"));
        assertThat(holds("InOrder", "faults net_alloc", "T0: " + COMES + "; " + GOES))
                .containsExactlyInAnyOrder(List.of("0", "0"), List.of("ENOMEM", "ENOENT"));
    }

    @Test
    void whatReadersFindIsHiddenFirst() {
        breaks("no-use-after-free", "HidesLate", SETUP, "T0: f = call(find)", "T1: " + GOES);
        holds("HidesFirst", SETUP, "T0: f = call(find)", "T1: " + GOES);
    }

    @Test
    void references() {
        assertThat(holds("HidesFirst", SETUP, "T0: g = call(get, 1)", "T1: " + GOES)).containsExactlyInAnyOrder(List.of("0", "0"), List.of("ENOENT", "0"));
        breaks("refcount-balance", "HidesFirst", SETUP, "T0: g = call(keep, 1)", "T1: " + GOES);
        breaks("no-use-after-free", "HidesFirst", SETUP, "T0: g = call(put, 1)", "T1: " + GOES);
        holds("Keeps", unloaded("Keeps"), SETUP, "T0: i = insmod(m)", "T1: " + GOES);
        holds("Keeps", unloaded("Keeps"), SETUP, "T0: i = insmod(m); r = rmmod(m)", "T1: " + GOES);
    }

    @Test
    void aSocketOfAUserKeepsItsNamespace() {
        String socket = "T0: s = socket(" + NamespaceSockets.FAMILY + ", SOCK_STREAM, 1); c = close(s)";
        holds("UsersSocket", SETUP, socket, "T1: " + GOES);
        breaks("no-use-after-free", "KernelsSocket", SETUP, socket, "T1: " + GOES);
        holds("UsersSocket", SETUP, "T0: s = socket(" + NamespaceSockets.FAMILY + ", SOCK_STREAM, 1)", "T1: " + GOES);
    }

    /** From 6.14 on a socket of the kernel keeps the memory, and no more. */
    @Test
    void aSocketOfTheKernelKeepsTheMemory() {
        String socket = "T0: s = socket(" + NamespaceSockets.FAMILY + ", SOCK_STREAM, 1)";
        holds("KernelsSocket", "kernel 6.18", SETUP, socket);
        breaks("refcount-balance", "KernelsSocket", "kernel 6.12", SETUP, socket, "T1: " + GOES);
    }

    @Test
    void aSocketOfTheKernelGoesWithItsNamespace() {
        holds("ControlReleased", SETUP, "T0: " + GOES);
        breaks("refcount-balance", "ControlLeft", SETUP, "T0: " + GOES);
    }

    /** Takes no namespaces. */
    public static final class NotAsked extends AgentModules.Idle {
        private final pernet_ops<Void> ops = pernet_ops("ops", net -> 0, null);

        /** An instance. */
        public NotAsked(Kernel kernel, module self) {
            super(kernel, self);
        }

        @Override
        protected int init() {
            return register_pernet_subsys(ops);
        }
    }

    @Test
    void whoDoesNotAskHasNone() {
        assertThatThrownBy(() -> check(Reductions.ALL, "", "module m source=" + NotAsked.class.getName(), "T0: r = rmmod(m)")).isInstanceOf(CodeException.class)
                .hasMessageContaining("take Namespaces namespaces as a parameter of the constructor");
    }
}
