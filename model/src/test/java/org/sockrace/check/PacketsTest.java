package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sockrace.explore.Progress;
import org.sockrace.reduce.Reductions;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** Packets for modules: each rule has code that breaks it, and code beside it that keeps it. */
class PacketsTest {

    private static final String PACKET = "call(netif_receive_skb, " + PacketModules.TYPE + ")";
    private static final String IP = "call(ip_local_deliver, " + PacketModules.PROTOCOL + ")";

    private static CheckReport check(String type, Reductions reductions, String... threads) {
        StringBuilder text = new StringBuilder("scenario packets\n  module m source=" + PacketModules.class.getName() + "$" + type + "\n");
        for (int t = 0; t < threads.length; t++) {
            text.append("  T").append(t).append(": ").append(threads[t]).append('\n');
        }
        Scenario scenario = ScenarioParser.parse(text.toString(), "packets.race", "packets");
        return Checker.check(scenario, CheckOptions.DEFAULT.with(reductions), Progress.NONE);
    }

    private static Set<String> broken(CheckReport report) {
        return report.violations().stream().map(v -> v.property().id()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void breaks(String type, String property, String... threads) {
        CheckReport report = check(type, Reductions.ALL, threads);
        assertThat(broken(report)).as(report.toString()).contains(property);
        assertThat(broken(check(type, Reductions.NONE, threads))).isEqualTo(broken(report));
    }

    private static CheckReport holds(String type, String... threads) {
        CheckReport report = check(type, Reductions.ALL, threads);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.HOLDS);
        assertThat(report.exhaustive()).isTrue();
        CheckReport plain = check(type, Reductions.NONE, threads);
        assertThat(plain.verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(plain.endings().outcomes()).isEqualTo(report.endings().outcomes());
        return report;
    }

    @ParameterizedTest
    @CsvSource({"FreedAtOnce, no-use-after-free", "NeverRemoved, no-use-after-unload", "RemovedTwice, unregister-contract", "SleepsInPacket, rcu-usage",
        "WaitsInPacket, rcu-usage"})
    void aRuleThatAHandlerBreaksIsFound(String type, String property) {
        breaks(type, property, "r = rmmod(m)", "p = " + PACKET);
    }

    @ParameterizedTest
    @CsvSource({"ProtocolLeft, no-use-after-unload", "ProtocolOfAnother, unregister-contract", "SleepsInProtocol, rcu-usage"})
    void aRuleThatAProtocolBreaksIsFound(String type, String property) {
        breaks(type, property, "r = rmmod(m)", "p = " + IP);
    }

    @Test
    void whoIsWaitedForIsWaitedFor() {
        for (String type : List.of("Removed", "RemovedByHand", "FreedAfterwards")) {
            assertThat(holds(type, "r = rmmod(m)", "p = " + PACKET).endings().outcomes())
                    .containsExactlyInAnyOrder(List.of("0", "0"), List.of("0", "1"));
        }
        assertThat(holds("Protocol", "r = rmmod(m)", "p = " + IP).endings().outcomes())
                .containsExactlyInAnyOrder(List.of("0", "7"), List.of("0", "1"));
    }

    @Test
    void packetsComeOnSeveralProcessors() {
        breaks("CountsUnlocked", "no-data-race", "p = " + PACKET, "q = " + PACKET);
        holds("CountsLocked", "p = " + PACKET, "q = " + PACKET);
    }

    /** The last in the list says what comes of a packet; another type is another's. */
    @Test
    void eachGetsItsOwn() {
        assertThat(holds("BetweenOthers", "p = " + PACKET + "; q = call(netif_receive_skb, 2055); s = call(netif_receive_skb, 2056); i = " + IP)
                .endings().outcomes()).containsExactly(List.of("0", "0", "1", "1"));
    }

    /** No module of one's own is needed for packets of bundled families; what has no function for them drops them. */
    @Test
    void bundledFamiliesGetPackets() {
        assertThat(bundled("module af_packet", "s = socket(PF_PACKET, SOCK_RAW, 8); p = call(netif_receive_skb, 8); q = call(netif_receive_skb, 9); "
                + "r = recvmsg(s); e = recvmsg(s)")).containsExactly(List.of("fd", "0", "1", "1", "EWOULDBLOCK"));
        assertThat(bundled("module can; module can_raw", "s = socket(PF_CAN); b = bind(s); p = call(netif_receive_skb, 12); r = recvmsg(s)"))
                .containsExactly(List.of("fd", "0", "0", "1"));
        assertThat(bundled("module l2tp_ip", "p = call(ip_local_deliver, 115); r = rmmod(l2tp_ip); q = call(ip_local_deliver, 115); "
                + "t = call(ip_local_deliver, 6)"))
                .containsExactly(List.of("0", "0", "1", "1"));
        assertThat(bundled("module phonet", "p = call(netif_receive_skb, 245)")).containsExactly(List.of("1"));
    }

    /** Whether there are packets or not: a call that they do not need has the same answer. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "module af_packet           | PF_PACKET, SOCK_RAW, 8  | ENOTTY",
        "module can; module can_raw | PF_CAN                  | ENOTTY",
        "module af_packet           | PF_NETLINK, SOCK_RAW, 0 | ENOTTY",
        "module af_alg              | PF_ALG, SOCK_SEQPACKET  | ENOTTY"})
    void whoHasNoCommandsSaysSo(String modules, String socket, String error) {
        String clone = "s = socket(" + socket + "); c = kcm_clone(s)";
        assertThat(bundled(modules, clone)).containsExactly(List.of("fd", error));
        assertThat(bundled(modules, clone + "; p = call(netif_receive_skb, 1)")).containsExactly(List.of("fd", error, "1"));
    }

    private static Set<List<String>> bundled(String modules, String thread) {
        Scenario scenario = ScenarioParser.parse("scenario packets\n  "
                + modules.replace("; ", "\n  ") + "\n  T0: " + thread + "\n", "packets.race", "packets");
        return Set.copyOf(Checker.check(scenario, CheckOptions.DEFAULT, Progress.NONE).endings().outcomes());
    }
}
