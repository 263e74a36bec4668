package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.explore.Progress;
import org.sockrace.machine.Property;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.scenario.ScenarioParser;

/** What a scenario's own variables, modules and set-up come to on the machine. */
class SceneTest {

    private static final String TOY = "module toy family=PF_TOY; ";

    private static CheckReport check(String program) {
        return Checker.check(ScenarioParser.parse(program, "", "x"), CheckOptions.DEFAULT.withoutCounterexamples(), Progress.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "T0: k = sock_create_kern(PF_TOY) || T1: sock_release(k)",
        "T0: k = sock_create_kern(PF_TOY); sock_release(k); j = sock_create_kern(PF_TOY); sock_release(j)",
        "T0 x2: k = sock_create_kern(PF_TOY); sock_release(k)",
        "T0 x2: k = sock_create_kern(PF_TOY)",
        "setup: k = sock_create_kern(PF_TOY); T0: sock_release(k)",
        "faults sk_alloc; T0: k = sock_create_kern(PF_TOY) || T1: r = sock_release(k)"
    })
    void whoUsesAnothersSocketWaitsForIt(String program) {
        assertThat(check(TOY + program).verdict()).isEqualTo(Verdict.HOLDS);
    }

    /** Identical threads have a table each, so what the set-up opened is in none of them. */
    @ParameterizedTest
    @ValueSource(strings = {
        "T0 x2: c = close(3)",
        "T0 x2: c = socket(PF_TOY)",
        "T0 x2: c = close(9) || T1: r = rmmod(toy)",
        "T0 x2: c = socket(PF_TOY) || T1: close(3)"
    })
    void aDescriptorOfTheSetUpIsThereOnce(String threads) {
        assertThat(check(TOY + "setup: s = socket(PF_TOY); " + threads).verdict()).isEqualTo(Verdict.HOLDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "T0: k = sock_create_kern(PF_TOY); sock_release(k); sock_release(k)",
        "T0: k = sock_create_kern(PF_TOY); sock_release(k); j = sock_create_kern(PF_TOY); sock_release(k)",
        "T0: k = sock_create_kern(PF_TOY); sock_release(k) || T1: sock_release(k)",
        "setup: k = sock_create_kern(PF_TOY); T0 x2: sock_release(k)"
    })
    void aSocketIsReleasedOnce(String program) {
        CheckReport report = check(TOY + program);
        assertThat(report.violations()).extracting(Violation::property).contains(Property.NO_USE_AFTER_FREE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "module toy family=PF_TOY create=-ENOMEM, T0: s = socket(PF_TOY); ENOMEM",
        "module toy family=PF_TOY create=-ENOMEM|-EINVAL, T0: s = socket(PF_TOY); EINVAL ENOMEM",
        "module toy family=PF_TOY create=ok|-ENOMEM, T0: s = socket(PF_TOY); ENOMEM fd",
        "module toy family=PF_TOY loaded=no init=fails, T0: s = insmod(toy); ENOMEM",
        "module toy family=PF_TOY loaded=no init=fails-late, T0: s = insmod(toy); EINVAL",
        "module toy family=PF_TOY loaded=no init=fails-late registers=first, T0: s = insmod(toy); ENOMEM",
        "module toy family=PF_TOY loaded=no init=ok|fails-late, T0: s = insmod(toy); 0 EINVAL",
        "module toy family=PF_TOY owner=toy, T0: s = socket(PF_TOY); fd"
    })
    void whatAlwaysFailsAndWhatMayFail(String program, String results) {
        assertThat(check(program.replace(", T0", "; T0")).endings().outcomes().stream().map(values -> values.get(0)).toList())
                .containsExactlyElementsOf(List.of(results.split(" ")));
    }

    @Test
    void numbersMayBeHexadecimal() {
        assertThat(check("kernel 4.4 protocol-max=0x10; T0: s = socket(PF_INET, SOCK_DGRAM, 0x11)").endings().outcomes()).containsExactly(List.of("EINVAL"));
    }

    @Test
    void theSetUpSaysWhatIsWrongAndWhere() {
        assertThatThrownBy(() -> check("module a family=PF_TOY; module b family=PF_TOY; T0: close(3)")).isInstanceOf(SetupException.class).hasMessage("""
                module b cannot be loaded in the set-up: EEXIST; write 'loaded=no' if it is not to be there at first
                  module a family=PF_TOY; module b family=PF_TOY; T0: close(3)
                                                 ^""");
        assertThatThrownBy(() -> check("setup: sock_unregister(-1); T0: close(3)")).isInstanceOf(SetupException.class).hasMessage("""
                set-up call sock_unregister(-1) fails: BUG_ON: sock_unregister(-1)
                  setup: sock_unregister(-1); T0: close(3)
                         ^^^^^^^^^^^^^^^""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "T0: s = socket(PF_KEY); PF_KEY is not modelled: calls return what a kernel without it returns",
        "T0: s = socket(PF_PACKET); PF_PACKET is a module, and the scenario has none: 'module af_packet' adds it",
        "kernel 6.1 T0: s = socket(PF_INET, SOCK_STREAM, IPPROTO_MPTCP); this kernel is built without MPTCP: 'kernel 6.1 mptcp=yes' is one with it",
        "T0: s = socket(PF_INET, SOCK_DGRAM, IPPROTO_UDPLITE); this kernel is built without UDP-Lite: 'kernel 4.4 udplite=yes' is one with it",
        "T0: s = socket(PF_INET, SOCK_STREAM, 132); SCTP is a module, and the scenario has none: 'module sctp' adds it",
        "T0: s = socketpair(PF_INET, SOCK_DGRAM, IPPROTO_L2TP); L2TP is a module, and the scenario has none: 'module l2tp_ip' adds it",
        "T0: s = socket(PF_NETLINK, SOCK_RAW, 6); protocol 6 of PF_NETLINK is not modelled: calls return what a kernel without it returns",
        "kernel 6.1, module unix T0: s = socket(PF_UNIX); unix is a module here, but can only be built into a kernel 6.1"
    })
    void whatARealKernelMayHaveIsNoted(String program, String note) {
        assertThat(check(program.replace(", module", "; module").replace(" T0", "; T0")).notes()).containsExactly(note);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "T0: s = socket(-1); t = socket(46); u = socket(PF_ALG, 99)",
        "T0: s = socket(PF_INET); t = socket(PF_INET, SOCK_RAW, 132); u = socket(PF_UNIX); v = socket(PF_NETLINK, SOCK_RAW, 15)",
        "kernel 6.1 mptcp=yes udplite=yes; T0: s = socket(PF_INET, SOCK_STREAM, IPPROTO_MPTCP); t = socket(PF_INET, SOCK_DGRAM, IPPROTO_UDPLITE)",
        "module toy family=PF_ALG; T0: s = socket(PF_ALG)",
        "module toy family=PF_INET6 protocol=115; T0: s = socket(PF_INET6, SOCK_DGRAM, IPPROTO_L2TP)"
    })
    void whatTheModelKnowsIsNot(String program) {
        assertThat(check(program).notes()).isEmpty();
    }

    @Test
    void aKernelCanBeBuiltWithThem() {
        assertThat(check("kernel 6.1 mptcp=yes udplite=yes; T0: s = socket(PF_INET, SOCK_STREAM, IPPROTO_MPTCP); "
                + "t = socket(PF_INET, SOCK_DGRAM, IPPROTO_UDPLITE)").endings().outcomes()).containsExactly(List.of("fd", "fd"));
    }
}
