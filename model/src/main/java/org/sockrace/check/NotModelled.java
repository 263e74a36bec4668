package org.sockrace.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.sockrace.kernel.AfCan;
import org.sockrace.kernel.AfNetlink;
import org.sockrace.kernel.Mptcp;
import org.sockrace.kernel.Net;
import org.sockrace.kernel.Udplite;
import org.sockrace.scenario.Call;
import org.sockrace.scenario.Constants;
import org.sockrace.scenario.KernelSwitch;
import org.sockrace.scenario.KnownModule;
import org.sockrace.scenario.ModuleDecl;
import org.sockrace.scenario.ParameterKind;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.SetupCall;

/**
 * Says which calls of a scenario ask for what the modelled kernel does not have, and a real one may have: what they return here is true of a kernel
 * without it.
 */
final class NotModelled {

    private static final Set<Integer> BUILT_IN = Set.of(Net.PF_UNSPEC, Net.PF_UNIX, Net.PF_INET, Net.PF_INET6, Net.PF_NETLINK, Constants.PF_TOY);
    private static final Map<Integer, String> OTHER_INET = Map.of(33, "DCCP", 256, "SMC");
    private static final int L2TP = 115;
    private static final int SCTP = 132;
    private static final int CAN_RAW = 1;
    private static final int PX_MAX_PROTO = 2;

    private final Scenario scenario;
    private final Set<String> notes = new LinkedHashSet<>();

    private NotModelled(Scenario scenario) {
        this.scenario = scenario;
    }

    /** One line for each such family or protocol. */
    static List<String> notes(Scenario scenario) {
        NotModelled all = new NotModelled(scenario);
        Stream.concat(scenario.setup().stream().map(SetupCall::call), scenario.threads().stream().flatMap(t -> t.calls().stream()))
                .filter(call -> call.kind().parameters().contains(ParameterKind.TYPE)).forEach(all::note);
        all.noModule();
        return List.copyOf(all.notes);
    }

    /** What is a module here, and cannot be one there. */
    private void noModule() {
        boolean unix = scenario.modules().stream().anyMatch(m -> m.known() == KnownModule.AF_UNIX);
        scenario.modules().stream().filter(m -> m.known() != null && m.known().isSketch())
                .forEach(m -> notes.add(m.name() + " is a sketch: only what one bug of Linux needs of it is modelled"));
        if (unix && KernelChoices.config(scenario.kernel()).version().since(6, 1)) {
            notes.add("unix is a module here, but can only be built into a kernel " + scenario.kernel().version());
        }
    }

    private void note(Call call) {
        int family = call.number(0);
        int type = call.number(1) & Net.SOCK_TYPE_MASK;
        int flags = call.number(1) & ~Net.SOCK_TYPE_MASK;
        if (family < 0 || family >= Net.NPROTO || type >= Net.SOCK_MAX || (flags & ~(Net.SOCK_CLOEXEC | Net.SOCK_NONBLOCK)) != 0) {
            return;
        }
        family(family == Net.PF_INET && type == Net.SOCK_PACKET ? Net.PF_PACKET : family, type, call.number(2));
    }

    private void family(int family, int type, int protocol) {
        String name = Constants.familyName(family);
        if (!BUILT_IN.contains(family) && scenario.modules().stream().noneMatch(m -> m.own() || m.family() == family && m.isFamily())) {
            List<String> known = Stream.of(KnownModule.values()).filter(m -> m.family() == family && m.isFamily()).map(KnownModule::id).toList();
            notes.add(known.isEmpty() ? name + " is not modelled: calls return what a kernel without it returns"
                    : name + " is a module, and the scenario has none: 'module " + known.get(0) + "' adds it");
            return;
        }
        boolean inet = (family == Net.PF_INET || family == Net.PF_INET6) && type != Net.SOCK_RAW;
        if (inet && protocol < KernelChoices.config(scenario.kernel()).protocolMax()) {
            inet(name, family, protocol);
        }
        boolean netlink = scenario.modules().stream().anyMatch(ModuleDecl::hasNetlinkProtocol);
        boolean other = family == Net.PF_NETLINK && !netlink && protocol >= 0 && protocol < AfNetlink.MAX_LINKS && !AfNetlink.BUILT_IN.contains(protocol)
                || family == Net.PF_CAN && protocol != CAN_RAW && protocol >= 0 && protocol < AfCan.nproto(KernelChoices.config(scenario.kernel()).version())
                || family == Net.PF_PPPOX && protocol > 0 && protocol <= PX_MAX_PROTO;
        if (other) {
            notes.add("protocol " + protocol + of(name));
        }
        module(family == Net.PF_CAN && protocol == CAN_RAW, "CAN_RAW", KnownModule.CAN_RAW);
        module(family == Net.PF_PPPOX && protocol == 0, "PX_PROTO_OE", KnownModule.PPPOE);
        module(family == Net.PF_PHONET && type == Net.SOCK_SEQPACKET, "PN_PROTO_PIPE", KnownModule.PN_PEP);
    }

    /** A protocol that is asked for and is a module of its own, which the scenario may lack. */
    private void module(boolean asked, String what, KnownModule module) {
        if (asked && scenario.modules().stream().noneMatch(m -> m.known() == module)) {
            notes.add(what + " is a module, and the scenario has none: 'module " + module.id() + "' adds it");
        }
    }

    private static String of(String family) {
        return " of " + family + " is not modelled: calls return what a kernel without it returns";
    }

    private void inet(String name, int family, int protocol) {
        if (scenario.modules().stream().anyMatch(m -> m.family() == family && m.protocol().equals(OptionalInt.of(protocol)))) {
            return;
        }
        switch (protocol) {
            case Udplite.IPPROTO_UDPLITE -> option("UDP-Lite", KernelSwitch.UDPLITE);
            case Mptcp.IPPROTO_MPTCP -> option("MPTCP", KernelSwitch.MPTCP);
            case L2TP -> {
                KnownModule l2tp = family == Net.PF_INET6 ? KnownModule.L2TP_IP6 : KnownModule.L2TP_IP;
                module(l2tp.isIn(KernelChoices.config(scenario.kernel()).version()), "L2TP", l2tp);
            }
            case SCTP -> sctp(name, family);
            default -> {
                if (OTHER_INET.containsKey(protocol)) {
                    notes.add(OTHER_INET.get(protocol) + of(name));
                }
            }
        }
    }

    private void sctp(String name, int family) {
        if (family == Net.PF_INET) {
            module(true, "SCTP", KnownModule.SCTP);
        } else {
            notes.add("SCTP" + of(name));
        }
    }

    private void option(String what, KernelSwitch built) {
        if (!scenario.kernel().has(built)) {
            notes.add("this kernel is built without " + what + ": 'kernel " + scenario.kernel().version() + " " + built.id() + "=yes' is one with it");
        }
    }
}
