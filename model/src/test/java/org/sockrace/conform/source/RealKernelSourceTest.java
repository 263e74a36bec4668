package org.sockrace.conform.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.Golden;
import org.sockrace.check.KernelChoices;
import org.sockrace.conform.source.SourceComparison.Verdict;

/** The modelled functions against the skeletons of real kernels. */
class RealKernelSourceTest {

    private static final List<String> VERSIONS = List.of("4.4", "6.1", "6.19");
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

    /** A new difference fails; this list is to shrink to nothing. */
    @Test
    void noFunctionDiffersThatDidNotDifferBefore() {
        StringBuilder text = new StringBuilder();
        COMPARISONS.forEach((version, c) -> {
            text.append(version).append(": ").append(c.count(Verdict.SAME)).append(" the same, ").append(c.count(Verdict.MARKED)).append(" as marked, ")
                    .append(c.count(Verdict.DIFFERS)).append(" differ; not there: ").append(String.join(" ", c.absent())).append('\n');
            for (SourceComparison.Compared f : c.functions()) {
                f.differences().forEach(d -> text.append(version).append(' ').append(f.function()).append(" | ").append(d).append('\n'));
            }
        });
        Golden.check("conform-source.txt", text.toString());
    }

    /** What the first version of this comparison was checked against by hand. */
    @Test
    void knownDifferencesAreFound() {
        assertThat(of("6.1", "add_unformed_module").differences()).contains("Java only: again:");
        assertThat(of("6.1", "sk_common_release").differences()).containsExactly("C only: if .sk_socket");
        assertThat(of("4.4", "packet_init").differences()).contains("Java only: if register_pernet_subsys()");
        assertThat(of("6.1", "unix_create1").differences()).contains("C: result -ENFILE, Java: result 0");
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
        "AfCan | can_get_proto | rcu_read_lock(); | ''",
        "Pppox | pppox_create | put_owner(pppox_protos.get(protocol).get()); | ''",
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
