package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sockrace.SameOnEveryJdk;
import org.sockrace.explore.Progress;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.scenario.ScenarioParser;

/**
 * Random programs of one thread, in every kernel by turns: whatever a single program asks of the kernel, nothing may break. {@code -Dsequential=5000} asks for
 * more of them, {@code -Dsequential.first=0} for others.
 */
@SameOnEveryJdk
class SequentialProgramsTest {

    private static final int PROGRAMS = Integer.getInteger("sequential", 300);
    private static final int FIRST = Integer.getInteger("sequential.first", 0);
    private static final List<String> KERNELS = KernelVersion.texts();
    /** How many kernels each program runs in; the next one has the next ones. */
    private static final int EACH = 3;
    private static final List<String> SOCKETS = List.of("PF_UNIX, SOCK_STREAM, 0", "PF_UNIX, SOCK_DGRAM, 0", "PF_UNIX, SOCK_SEQPACKET, 0",
            "PF_TOY, SOCK_STREAM, 0", "PF_PACKET, SOCK_RAW, 0", "PF_INET, SOCK_STREAM, 0", "PF_INET, SOCK_DGRAM, IPPROTO_L2TP",
            "PF_INET6, SOCK_DGRAM, 0",
            "PF_INET6, SOCK_RAW, 255", "PF_INET6, SOCK_DGRAM, IPPROTO_L2TP", "PF_NETLINK, SOCK_RAW, 0",
            "PF_CAN, SOCK_RAW, CAN_RAW", "PF_PHONET, SOCK_DGRAM, 0", "PF_PHONET, SOCK_SEQPACKET, 0", "PF_PPPOX, SOCK_STREAM, PX_PROTO_OE",
            "PF_UNIX, SOCK_STREAM|SOCK_CLOEXEC, 0",
            "PF_UNIX, 77, 0", "PF_TIPC, SOCK_STREAM, 0", "PF_INET, SOCK_PACKET, 3", "PF_INET, SOCK_RAW, 255", "-1, SOCK_STREAM, 0");
    private static final List<String> MODULES = List.of("af_packet", "l2tp_ip", "l2tp_ip6", "can", "can_raw", "phonet", "pn_pep", "pppox", "pppoe");

    @Test
    void nothingBreaks() {
        List<String> broken = new ArrayList<>();
        int checked = 0;
        for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
            String program = new Draw(new Random(seed * 0x9E3779B97F4A7C15L)).program();
            for (int i = 0; i < EACH; i++) {
                String kernel = KERNELS.get((seed * EACH + i) % KERNELS.size());
                try {
                    String there = kernel.equals("2.6.32") ? oldest(program) : program;
                    CheckReport report = Checker.check(ScenarioParser.parse("kernel " + kernel + "; " + there, "", "x"),
                            CheckOptions.DEFAULT.withoutCounterexamples(), Progress.NONE);
                    checked++;
                    if (report.verdict() != Verdict.HOLDS) {
                        broken.add("seed " + seed + ", " + kernel + ": " + program + ": " + report.verdict() + " " + report.limit() + report.violations());
                    }
                } catch (SetupException e) {
                    throw new IllegalStateException(program, e);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(checked).isEqualTo(PROGRAMS * EACH);
    }

    /** Without what 2.6.32 does not have, or breaks on its own: L2TP; accept on a CAN socket, and closing a pipe of Phonet. */
    private static String oldest(String program) {
        return program.replaceAll("module l2tp_ip6?; ", "").replaceAll("\\(l2tp_ip6?\\)", "(phonet)")
                .replace("PF_CAN, SOCK_RAW, CAN_RAW", "PF_CAN, SOCK_RAW, 3").replace("PF_PHONET, SOCK_SEQPACKET, 0", "PF_PHONET, SOCK_DGRAM, 0");
    }

    /** One program while it is drawn. */
    private static final class Draw {

        private final Random dice;
        private final StringBuilder calls = new StringBuilder();
        private final List<String> descriptors = new ArrayList<>();
        private final List<String> kernelSockets = new ArrayList<>();
        private int variables;

        Draw(Random dice) {
            this.dice = dice;
        }

        String program() {
            int most = 2 + dice.nextInt(7);
            for (int i = 0; i < most; i++) {
                call();
            }
            String fault = one(List.of("sk_alloc", "file", "fd_limit", "dentry", "sock_alloc", "copy"));
            String faults = dice.nextInt(12) == 0 && most < 5 ? "faults " + fault + "; " : "";
            return "module toy family=PF_TOY accept=yes socketpair=yes; module " + String.join("; module ", MODULES) + "; " + faults + "T0"
                    + (dice.nextInt(8) == 0 ? " user" : "") + ": " + calls.substring(2);
        }

        private <T> T one(List<T> list) {
            return list.get(dice.nextInt(list.size()));
        }

        private String fd() {
            return descriptors.isEmpty() || dice.nextInt(5) == 0 ? Integer.toString(2 + dice.nextInt(6)) : one(descriptors);
        }

        private String fresh() {
            return "v" + variables++;
        }

        private void call() {
            switch (dice.nextInt(10)) {
                case 0, 1 -> opening("socket(" + one(SOCKETS) + ")");
                case 2 -> pair();
                case 3, 4 -> say("close(" + fd() + ")");
                case 5 -> opening("dup(" + fd() + ")");
                case 6 -> opening("dup2(" + fd() + ", " + fd() + ")");
                case 7 -> opening("accept(" + fd() + ")");
                case 8 -> kernelSocket();
                default -> say(one(List.of("rmmod", "insmod", "modprobe")) + "(" + one(MODULES) + ")");
            }
        }

        private void pair() {
            String v = opening("socketpair(" + one(SOCKETS.subList(0, 6)) + ")");
            descriptors.remove(v);
            descriptors.add(v + ".0");
            descriptors.add(v + ".1");
        }

        private void kernelSocket() {
            if (!kernelSockets.isEmpty() && dice.nextBoolean()) {
                say("sock_release(" + kernelSockets.remove(dice.nextInt(kernelSockets.size())) + ")");
            } else {
                String v = opening("sock_create_kern(" + one(SOCKETS) + ")");
                descriptors.remove(v);
                kernelSockets.add(v);
            }
        }

        private String opening(String call) {
            String v = fresh();
            say(v + " = " + call);
            descriptors.add(v);
            return v;
        }

        private void say(String call) {
            calls.append("; ").append(call);
        }
    }
}
