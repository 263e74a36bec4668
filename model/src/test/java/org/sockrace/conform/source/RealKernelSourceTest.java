package org.sockrace.conform.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.check.KernelChoices;
import org.sockrace.conform.source.SourceComparison.Verdict;
import org.sockrace.kernel.KernelVersion;

/** The modelled functions against the skeletons of real kernels. */
class RealKernelSourceTest {

    private static final List<String> VERSIONS = KernelVersion.texts();
    private static final Rules RULES = Rules.bundled();
    private static final LeftOut LEFT_OUT = LeftOut.bundled();
    private static final Marks MARKS = Marks.bundled();
    private static final Map<String, SourceComparison> COMPARISONS = compare();

    private static Map<String, SourceComparison> compare() {
        Map<String, SourceComparison> all = new LinkedHashMap<>();
        for (String version : VERSIONS) {
            all.put(version, SourceComparison.of(skeletons(version), KernelChoices.version(version), RULES, LEFT_OUT, MARKS));
        }
        return all;
    }

    private static Skeletons skeletons(String version) {
        return Skeletons.of(Path.of("src/test/resources/real-kernel/skeletons/linux-" + version + ".txt"), RULES);
    }

    /** Whatever differs is corrected, marked where it is in the model, or left out for a reason. */
    @Test
    void noFunctionDiffersFromThatOfItsVersion() {
        Map<String, List<String>> differences = new LinkedHashMap<>();
        COMPARISONS.forEach((version, c) -> c.functions().forEach(f -> f.differences()
                .forEach(d -> differences.computeIfAbsent(f.function() + " | " + d, line -> new ArrayList<>()).add(version))));
        assertThat(differences).isEmpty();
        COMPARISONS.forEach((version, c) -> assertThat(c.count(Verdict.SAME)).as(version).isGreaterThan(c.functions().size() * 3 / 5));
    }

    /** What a version does not have is known, and nothing else is missed. */
    @Test
    void whatAVersionDoesNotHaveIsKnown() {
        COMPARISONS.forEach((version, c) -> {
            assertThat(c.missing()).as(version).isEmpty();
            assertThat(c.absent()).as(version).containsExactlyElementsOf(RULES.functions().stream().map(Rules.Entry::name)
                    .filter(name -> RULES.without(name, version)).toList());
        });
    }

    /** What the first version of this comparison was checked against by hand. */
    @Test
    void knownDifferencesAreFound() {
        assertThat(of("6.1", "sk_destruct").marked().values()).containsExactly(List.of("C only: rcu_access_pointer()", "C only: if rcu_access_pointer()"));
        assertThat(of("4.4", "packet_init").differences()).isEmpty();
        assertThat(of("6.1", "__sock_create").verdict()).isEqualTo(Verdict.SAME);
    }

    private static SourceComparison.Compared of(String version, String function) {
        return COMPARISONS.get(version).functions().stream().filter(f -> f.function().equals(function)).findFirst().orElseThrow();
    }

    /** A fault in the modelled kernel is seen as a difference from the real one. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "SocketCore | __sock_create | break out_module_put; | break out_sock_release;",
        "SocketCore | __sock_create | if (test(pf == null)) break out_release; | ''",
        "SocketCore | __sock_create | return -ENFILE; | return -EINVAL;",
        "SocketCore | sock_unregister | synchronize_rcu(); | ''",
        "CoreSock | sk_alloc | sk.sk_prot.set(prot); | ''",
        "CoreSock | sk_prot_alloc | if (test(!kernel.module.try_module_get(owner))) | if (test(kernel.module.try_module_get(owner)))",
        "SocketCore | __sock_create | kernel.module.module_put(owner); | ''",
        "SocketCore | __sock_create | kernel.module.try_module_get(owner); | true;",
        "SocketCore | __sock_create | module_put(pf.owner.get(), Counted.PF); | module_put(sock.ops.get().owner.get(), Counted.PF);",
        "MapFdConsumes | __sys_socketpair | sock_release(sock1.value); | sock_release(sock2.value);",
        "MapFdConsumes | __sys_socketpair | kernel.fs.put_unused_fd(fd1); | kernel.fs.put_unused_fd(fd2);",
        "FsFile | fget | if (test(file != rcu_dereference(files.fd.get(fd - FIRST)))) { | if (test(false)) {",
        "AfCan | can_get_proto | rcu_read_lock(); | ''",
        "Pppox | pppox_create | kernel.module.module_put(owner); | ''",
        "CoreSock | proto_register | list_add(prot.node, proto_list); | ''",
        "ModuleSymbols | resolve_symbol_wait | PTR_ERR(ksym.value) != -EBUSY | PTR_ERR(ksym.value) != -ENOENT",
        "ModuleSymbols | simplify_symbols | ksym != null && !IS_ERR(ksym) | ksym != null",
        "ModuleLoader | finished_loading | MODULE_STATE_LIVE, MODULE_STATE_GOING | MODULE_STATE_LIVE, MODULE_STATE_COMING",
        "ModuleLoader | add_unformed_module | err = -EBUSY; | err = -EEXIST;",
        "ModuleLoader | load_module | break free_modinfo; | break free_module;",
        "KernelModule | find_module_all | mod.state.holds(MODULE_STATE_UNFORMED)) continue; | mod.state.holds(MODULE_STATE_GOING)) continue;",
        "KernelModule | try_stop_module | mod.state.set(MODULE_STATE_GOING); | mod.state.set(MODULE_STATE_LIVE);"})
    void aFaultInTheModelIsSeen(String file, String function, String from, String to) {
        Map<String, String> files = JavaModel.bundled();
        assertThat(files.get(file + ".java")).contains(from);
        files.compute(file + ".java", (name, text) -> text.replace(from, to));
        JavaModel model = new JavaModel(KernelChoices.version("6.1"), RULES, files);
        SourceComparison mutant = SourceComparison.of(skeletons("6.1"), model, RULES, LEFT_OUT, MARKS);
        assertThat(mutant.only(function).orElseThrow().count(Verdict.DIFFERS)).isEqualTo(1);
        List<String> before = of("6.1", function).differences();
        assertThat(mutant.only(function).orElseThrow().functions().get(0).differences()).isNotEqualTo(before);
    }

    @Test
    void everythingThatIsLeftOutIsThere() {
        assertThat(LEFT_OUT.stale()).isEmpty();
    }

    /** What is left out everywhere would be left out of the Java, too: what the model does must be left out by function only. */
    @Test
    void nothingThatTheModelDoesIsLeftOutEverywhere() {
        Set<String> hidden = new TreeSet<>();
        for (String version : VERSIONS) {
            JavaModel model = new JavaModel(KernelChoices.version(version), RULES, JavaModel.bundled());
            for (SourceComparison.Compared f : COMPARISONS.get(version).functions()) {
                JavaCompiler compiler = new JavaCompiler(RULES, model, f.function(), skeletons(version).functions().keySet());
                Skeleton java = Follower.follow(f.function(), compiler.compile(model.find(RULES.java(f.function()))), compiler.status());
                java.nodes().stream().filter(n -> n.kind() == Skeleton.Kind.CALL).map(n -> n.text().replaceFirst("[({].*", ""))
                        .filter(call -> LEFT_OUT.outcome("", "call", call) != null).forEach(hidden::add);
            }
        }
        assertThat(hidden).isEmpty();
    }

    @Test
    void everyMarkExplainsSomething() {
        assertThat(MARKS.stale()).isEmpty();
    }

    @Test
    void everyRuleIsAboutAMethod() {
        List<String> missing = new ArrayList<>();
        List<JavaModel> models = VERSIONS.stream().map(v -> new JavaModel(KernelChoices.version(v), RULES, JavaModel.bundled())).toList();
        for (Rules.Entry entry : RULES.functions()) {
            if (models.stream().allMatch(m -> m.find(entry.java()) == null)) {
                missing.add(entry.java());
            }
        }
        for (String name : RULES.all("primitive")) {
            if (models.stream().allMatch(m -> m.methods().stream().noneMatch(f -> f.name().equals(name)))) {
                missing.add(name);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void skeletonsAreReadAsTheyAreWritten() throws IOException {
        Skeletons read = skeletons("4.4");
        assertThat(read.version()).contains("4.4");
        assertThat(read.write()).isEqualTo(Files.readString(Path.of("src/test/resources/real-kernel/skeletons/linux-4.4.txt")));
    }
}
