package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code sockrace predict}: what the bundled recordings give, whether that is flattering or not. */
class PredictCommandTest extends RealCli {

    private static final String RECORDINGS = "src/test/resources/real-kernel/";

    private static String race(String modules, String socket, String unloaded) {
        return "kernel 6.1; " + modules + "; T0: s = socket(" + socket + "); close(s) || T1: r = rmmod(" + unloaded + ")";
    }

    private JsonNode result(JsonNode report, String result) {
        for (JsonNode row : report.get("results")) {
            if (row.get("result").asText().equals(result)) {
                return row;
            }
        }
        throw new AssertionError("no " + result + " in " + report);
    }

    /** What most calls return is predicted where the module is a family; where the time goes within delete_module no recording says, so the rest is not. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            phonet_unload.trace  | module phonet                    | PF_PHONET, SOCK_DGRAM, 0              | phonet  | EAFNOSUPPORT    | 1     | 81 | 81 | 0
            ax25_unload.trace    | module ax25 family=PF_AX25       | PF_AX25, SOCK_SEQPACKET, 0            | ax25    | EAFNOSUPPORT    | 0.962 | 35 | 35 | 0
            qrtr_unload.trace.gz | module qrtr family=42            | 42, SOCK_DGRAM, 0                     | qrtr    | EAFNOSUPPORT    | 0.983 | 89 | 89 | 0
            l2tp_ip_unload.trace | module l2tp_ip                   | PF_INET, SOCK_DGRAM, IPPROTO_L2TP     | l2tp_ip | EPROTONOSUPPORT | 0.995 | 33 | 34 | 1
            can_raw_unload.trace | module can; module can_raw       | PF_CAN, SOCK_RAW, 1                   | can_raw | EPROTONOSUPPORT | 0.663 | 19 | 19 | 1
            """)
    void theBundledRecordings(String file, String modules, String socket, String unloaded, String result, double predicted, int observed, int calls, int exit)
            throws IOException {
        assertThat(run("predict", "-e", race(modules, socket, unloaded), "--from-ftrace", RECORDINGS + file, "--json")).as(err).isEqualTo(exit);
        JsonNode report = new ObjectMapper().readTree(out);
        assertThat(report.get("calls").asInt()).isEqualTo(calls);
        assertThat(result(report, result).get("observed").asInt()).isEqualTo(observed);
        assertThat(result(report, result).get("predicted").asDouble()).isCloseTo(predicted, within(0.02));
        assertThat(report.get("attempts").asInt()).isPositive();
        double sum = 0;
        for (JsonNode row : report.get("results")) {
            sum += row.get("predicted").asDouble();
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    /** The mild end of O1's window: in all three unloads of the recording it is one call of 172. */
    @Test
    void theMildEndOfTheWindowIsOfThatOrder() throws IOException {
        run("predict", "-e", race("module l2tp_ip", "PF_INET, SOCK_DGRAM, IPPROTO_L2TP", "l2tp_ip"), "--from-ftrace", RECORDINGS + "l2tp_ip_unload.trace",
                "--json");
        assertThat(result(new ObjectMapper().readTree(out), "ENOMEM").get("predicted").asDouble()).isBetween(1 / 1720.0, 10 / 172.0);
    }

    /** A module that is no family, but one protocol of it, returns something else. */
    @Test
    void aWrongScenarioDoesNotFit() {
        assertThat(run("predict", "-e", race("module hidp family=PF_BLUETOOTH", "PF_BLUETOOTH, SOCK_RAW, 6", "hidp"), "--from-ftrace",
                RECORDINGS + "bt_hidp_6.1.0-56-amd64.trace.gz")).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(out).startsWith(" predicted socket(PF_BLUETOOTH, SOCK_RAW, 6) during an unload, from 1 unload; observed in 1 unload from line 383 on: ")
                .containsPattern("EPROTONOSUPPORT +0.0 % +100.0 % +\\(13\\) .* does not fit").containsPattern("EAFNOSUPPORT +98.. % +0.0 % .* does not fit");
    }

    @Test
    void theSameSeedIsTheSame() {
        String[] args = {"predict", "-e", race("module qrtr family=42", "42, SOCK_DGRAM, 0", "qrtr"), "--from-ftrace", RECORDINGS + "qrtr_unload.trace.gz",
            "--attempts", "2000", "--seed", "5"};
        assertThat(run(args)).isEqualTo(ExitCode.MET);
        String first = out;
        assertThat(run(args)).isEqualTo(ExitCode.MET);
        assertThat(out).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            af_key_6.12.117+deb12-amd64.trace.gz | : no unload of l2tp_ip succeeded in it, and two are needed: one to learn from, one to predict
            nope                                 | : cannot be read: no such file
            errno-6.1-a.tsv                      | :1: this is no line of a recording, which reads: task-pid [cpu] flags time: event: fields
            """)
    void recordingsThatSayNothingOfIt(String file, String message) {
        assertThat(run("predict", "inet-vs-rmmod", "--from-ftrace", RECORDINGS + file)).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: " + RECORDINGS + file + message + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rmmod-vs-rmmod", "socket-alone"})
    void scenariosThatSayNothingOfIt(String scenario) {
        assertThat(run("predict", scenario, "--from-ftrace", RECORDINGS + "l2tp_ip_unload.trace")).isEqualTo(ExitCode.USAGE);
        assertThat(err).isEqualTo("error: a prediction is of two threads, T0: s = socket(...); close(s) || T1: r = rmmod(...), and nothing else; "
                + scenario + " is another scenario\n");
    }

    @Test
    void oneUnloadIsTooFew() {
        assertThat(run("predict", "-e", race("module smc family=43", "43, SOCK_STREAM, 0", "smc"), "--from-ftrace", RECORDINGS
                + "smc_6.1.0-56-amd64.trace.gz")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("one unload of smc succeeded in it, and two are needed").hasLineCount(1);
        assertThat(run("predict", "inet-vs-rmmod", "--from-ftrace", RECORDINGS + "l2tp_ip_unload.trace", "--attempts", "0")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("invalid value for option '--attempts'").hasLineCount(1);
    }
}
