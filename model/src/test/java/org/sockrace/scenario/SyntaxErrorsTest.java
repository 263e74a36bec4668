package org.sockrace.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.Golden;

/** What users read when a scenario is wrong: message, place and suggestion, exactly. */
class SyntaxErrorsTest {

    private static final List<String> WRONG = List.of(
            // words and symbols
            "T0: close(3) @",
            "scenario x \"not closed",
            "T0: close(- 3)",
            "T0: \ud83d\ude00 = close(3)",
            "T0: \u0007 = close(3)",
            "T0: \u00e4 = close(3)",
            "T0: s = socket(PF_UNIX);" + " close(s);".repeat(30) + " close(t);" + " close(s);".repeat(30),
            "T0: close(" + "x".repeat(5000) + ")",
            "T0: s = socket(2147483648)",
            "T0: s = socket(-2147483649)",
            "T0: close(4294967296)",
            // statements
            "",
            "modul af_packet",
            "(T0)",
            "T0: close(3) close(4)",
            "close(3)",
            "T0: close(3) || close(3)",
            "T0: close(3) ||",
            "T0: close",
            "scenario",
            "scenario a\nscenario b\nT0: close(3)",
            "scenario a \"b\"\n\"c\"",
            // threads
            "T0: close(3)\nT0: close(4)",
            "T0 y5: close(3)",
            "T0 x0: close(3)",
            "T0 x51: close(3)",
            "T0 x2 x3: close(3)",
            "T0 user x2 user: close(3)",
            "module: close(3)",
            "process T0 T7\nT0: close(3)",
            "process\nT0: close(3)",
            // calls
            "T0: sockt(PF_PACKET) || T1: rmmod(af_packet)",
            "T0: s = socket(PF_PACKET, SOCK_RAW, 0",
            "T0: s = socket(PF_PACKET SOCK_RAW)",
            "T0: s = socket()",
            "T0: close(3, 4)",
            "T0: socket(PF_PACKT)",
            "T0: socket(SOCK_RAW)",
            "T0: socket(PF_PACKET, PF_INET)",
            "T0: socket(PF_INET|PF_UNIX)",
            "T0: socket(99999999999)",
            "T0: 5 = socket(PF_INET)",
            "module af_packet; T0: rmmod(af_paket)",
            "T0: rmmod(af_packet)",
            "module af_packet; T0: rmmod(af_packet, forced)",
            // variables
            "T0: sock = socket(PF_INET); close(sok)",
            "T0: close(s); s = socket(PF_INET)",
            "T0: s = socket(PF_INET) || T1: s = socket(PF_INET)",
            "T0 x2: s = socket(PF_INET) || T1: close(s)",
            "T0: p = socketpair(PF_UNIX); close(p)",
            "T0: p = socketpair(PF_UNIX) || T1: close(p.0)",
            "T0: c = close(3); close(c)",
            "T0: s = socket(PF_INET); sock_release(s)",
            "setup: close(s); T0: s = socket(PF_INET)",
            // modules
            "module af_paket; T0: close(3)",
            "module af_packet; module af_packet",
            "module toy family=-1; T0: s = socket(-1)",
            "module toy family=0xffffffff; T0: s = socket(-1)",
            "module af_packet family=PF_INET",
            "module af_packet create=ok",
            "module toy famly=PF_TOY",
            "module toy family=PF_TOI",
            "module toy family",
            "module toy family=PF_TOY family=PF_TOY",
            "module toy family=PF_TOY loaded=maybe",
            "module toy family=PF_TOY loaded=yes|no",
            "module toy family=PF_TOY create=ok|ENOMEN",
            "module toy family=PF_TOY owner=othr\nT0: close(3)",
            "module toy family=PF_TOY owner=lib\nmodule lib family=20\nT0: close(3)",
            "module toy family=PF_TOY depends=toy\nT0: close(3)",
            "module toy family=PF_TOY create=ok|ok",
            "module toy family=99999999999",
            "module can_raw\nT0: close(3)",
            "module can loaded=no\nmodule can_raw\nT0: close(3)",
            // kernel
            "kernel 4.3",
            "kernel 6.1.0-56-amd64",
            "kernel 6.1.192+deb12~1-amd64 mptcp=yes; T0: close(3)",
            "kernel 4.4 preemptable=no",
            "kernel 4.4 preemptible=maybe",
            "kernel 4.4 preemptible=no preemptible=no",
            "kernel 4.4 protocol-max=many",
            "kernel 4.4 protocol-max=-1",
            "kernel 4.4\nkernel 6.1",
            // lists and choices
            "faults sock_aloc",
            "faults all, create",
            "autoload maybe",
            "always no-deadlok",
            "always",
            "expect brakes rollback",
            "expect breaks",
            "expect breaks O1",
            "expect breaks no-use-after-unload no-deadlock",
            "expect breaks no-use-after-unload no-deadlok",
            "expect breaks rollback, rollback",
            "expect holds o1",
            "expect breaks rollback\nalways no-deadlock\nT0: close(3)",
            // outcomes
            "T0: s = socket(PF_INET)\noutcome t",
            "setup: l = socket(PF_INET)\nT0: c = close(l)\noutcome l",
            "T0 x2: s = socket(PF_INET)\noutcome s",
            "T0 x2: s = socket(PF_INET)\noutcome s[2]",
            "T0: s = socket(PF_INET)\noutcome s\n  fd, 0",
            "T0: s = socket(PF_INET)\noutcome s\n  FD",
            "T0: s = socket(PF_INET)\noutcome s\n  EAFNOSUPORT",
            "T0: s = socket(PF_INET)\noutcome s\n  fd aceptable",
            "T0: s = socket(PF_INET)\noutcome s\n  close(3)",
            "T0: close(3)\nnever 0",
            "T0: s = socket(PF_INET)\nnever 3",
            "T0: s = socket(PF_INET)\nnever 0",
            "T0: s = socket(PF_INET)\nnever 22",
            "T0: c = close(3)\nnever fd",
            "T0: c = close(3)\nnever 9",
            "T0: s = socket(PF_INET); t = socket(PF_INET)\noutcome s, s",
            "T0: s = socket(PF_INET); t = socket(PF_INET)\noutcome s, t\n  *, *\n  fd, *  allowed",
            "T0: s = socket(PF_INET); t = socket(PF_INET)\noutcome s, t\n  fd, fd\n  *, fd  forbidden",
            "T0: s = socket(PF_INET)\noutcome s\n  fd\n  fd",
            "T0: s = socket(PF_INET)\nnever EPERM\nnever EPERM");

    private static ScenarioSyntaxException error(String text, String file) {
        return catchThrowableOfType(ScenarioSyntaxException.class, () -> ScenarioParser.parse(text, file, "ad-hoc"));
    }

    @Test
    void messagesAreAsWritten() {
        StringBuilder all = new StringBuilder();
        for (String text : WRONG) {
            ScenarioSyntaxException e = error(text, "");
            assertThat(e).as(text).isNotNull();
            all.append(e.getMessage()).append("\n\n");
        }
        Golden.check("syntax-errors.txt", all.toString());
    }

    @Test
    void aFileIsNamedWithLineAndColumn() {
        ScenarioSyntaxException e = error("T0: close(3)\n  T1: clos(3)", "my.race");
        assertThat(e.getMessage())
                .startsWith("my.race:2:7: error: unknown call 'clos'\n    T1: clos(3)\n        ^^^^  did you mean 'close'?");
        assertThat(e.place()).isEqualTo(new ScenarioSyntaxException.Place("my.race", 2, 7, 4, "  T1: clos(3)"));
        assertThat(e.problem()).isEqualTo("unknown call 'clos'");
        assertThat(e.suggestion()).isEqualTo("close");
        assertThat(e.valid()).contains("socket", "rmmod");
    }

    @Test
    void noLineIsTooLong() {
        for (String text : WRONG) {
            assertThat(error(text, "").getMessage().lines().skip(1)).allMatch(line -> line.length() <= 120);
        }
    }
}
