package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Progress;
import org.sockrace.scenario.ScenarioParser;
import org.sockrace.scenario.ScenarioSyntaxException;

/** Outcome tables that say what must have failed. */
class FaultJudgeTest {

    private static final String SOCKET = "module af_packet; T0: s = socket(PF_PACKET); faults sk_alloc, fd_limit; outcome s; ";

    private static CheckReport check(String text) {
        return Checker.check(ScenarioParser.parse(text, "", "x"), CheckOptions.DEFAULT, Progress.NONE);
    }

    private static List<String> wrong(String text) {
        return check(text).violations().stream().map(Violation::message).toList();
    }

    @Test
    void eachFailureHasItsError() {
        assertThat(wrong(SOCKET + "fd acceptable; ENOBUFS acceptable by sk_alloc; EMFILE acceptable by fd_limit")).isEmpty();
    }

    @Test
    void anErrorThatAnotherFailureGivesIsShown() {
        CheckReport report = check(SOCKET + "fd acceptable; ENOBUFS acceptable by fd_limit; EMFILE acceptable by sk_alloc");
        assertThat(report.violations()).extracting(Violation::message).contains(
                "outcome ENOBUFS after sk_alloc failed, which its row does not name", "outcome EMFILE after fd_limit failed, which its row does not name",
                "outcome ENOBUFS is declared for fd_limit but never reached so");
        assertThat(report.violations().get(0).counterexample().replay()).contains("=1");
    }

    @Test
    void aFailureWithoutConsequencesIsShown() {
        String program = "module toy family=PF_TOY loaded=no; autoload yes; T0: s = socket(PF_TOY) || T1: i = insmod(toy); faults request_module; outcome s; ";
        assertThat(wrong(program + "fd acceptable; EAFNOSUPPORT acceptable by request_module"))
                .containsExactly("outcome fd after request_module failed, which its row does not name");
        assertThat(wrong(program + "fd acceptable by none, request_module; EAFNOSUPPORT acceptable by request_module")).isEmpty();
    }

    @Test
    void anErrorWithoutAFailureIsShown() {
        assertThat(wrong("module af_packet; T0: s = socket(PF_INET, SOCK_RAW, 0); faults sk_alloc; outcome s; EPROTONOSUPPORT acceptable by sk_alloc"))
                .contains("outcome EPROTONOSUPPORT though nothing failed, which its row does not name");
    }

    @Test
    void whatNeverHappensIsShown() {
        assertThat(wrong(SOCKET + "fd acceptable by none, fd_limit; ENOBUFS acceptable by sk_alloc; EMFILE acceptable by fd_limit"))
                .containsExactly("outcome fd is declared for fd_limit but never reached so");
        assertThat(wrong(SOCKET + "fd acceptable; ENOBUFS acceptable by none, sk_alloc; EMFILE acceptable by fd_limit"))
                .containsExactly("outcome ENOBUFS is declared for when nothing fails but never reached so");
        assertThat(wrong(SOCKET + "fd allowed by none, fd_limit; ENOBUFS acceptable by sk_alloc; EMFILE acceptable by fd_limit")).isEmpty();
    }

    @Test
    void ofSeveralFailuresOneIsEnough() {
        assertThat(wrong("module af_packet; T0: s = socket(PF_PACKET); t = socket(PF_PACKET); faults sk_alloc, fd_limit; outcome s, t; fd, fd acceptable; "
                + "ENOBUFS, * acceptable by sk_alloc; EMFILE, * acceptable by fd_limit; fd, ENOBUFS acceptable by sk_alloc; fd, EMFILE acceptable by fd_limit"))
                .isEmpty();
    }

    @Test
    void mistakesAreAnswered() {
        assertThatThrownBy(() -> check(SOCKET + "fd acceptable by sk_aloc")).isInstanceOf(ScenarioSyntaxException.class)
                .hasMessageContaining("unknown fault 'sk_aloc'");
        assertThatThrownBy(() -> check(SOCKET + "fd acceptable by dentry")).isInstanceOf(ScenarioSyntaxException.class)
                .hasMessageContaining("nothing lets dentry happen: add 'faults dentry'");
        assertThatThrownBy(() -> check(SOCKET + "fd acceptable by")).isInstanceOf(ScenarioSyntaxException.class).hasMessageContaining("a fault");
    }
}
