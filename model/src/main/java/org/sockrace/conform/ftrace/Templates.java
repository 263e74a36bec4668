package org.sockrace.conform.ftrace;

import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.scenario.CallKind.CLOSE;
import static org.sockrace.scenario.CallKind.RMMOD;
import static org.sockrace.scenario.CallKind.SOCKET;
import static org.sockrace.scenario.Constants.PF_TOY;
import static org.sockrace.scenario.ModuleAttribute.CREATE;
import static org.sockrace.scenario.ModuleAttribute.DEPENDS;
import static org.sockrace.scenario.ModuleAttribute.FAMILY;
import static org.sockrace.scenario.ModuleAttribute.OWNER;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.sockrace.kernel.CanRaw;
import org.sockrace.kernel.L2tpIp;
import org.sockrace.kernel.Net;
import org.sockrace.kernel.Pppox;
import org.sockrace.scenario.Fault;
import org.sockrace.scenario.KernelSwitch;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioBuilder;

/** Scenarios of one kernel whose first thread makes and closes a socket while the modules that it needs are unloaded, with everything failing that can. */
final class Templates {

    /** A family that is not modelled, and that every kernel has a number for. */
    private static final int PF_ECONET = 19;
    /** The functions that are read off them. */
    static final String CREATE_SOCKET = "__sock_create";
    static final String RELEASE_SOCKET = "__sock_release";

    /** What code that is not modelled may show while a socket is made or released. */
    static final Set<EventKind> FAMILY_CODE = EnumSet.of(EventKind.MODULE_GET, EventKind.MODULE_PUT, EventKind.SOCK_CREATE,
            EventKind.SOCK_CREATE_RET, EventKind.SOCK_ALLOC_RET, EventKind.SOCK_RELEASE, EventKind.SOCK_RELEASE_RET, EventKind.SK_ALLOC_RET,
            EventKind.SK_DESTRUCT, EventKind.SYNCHRONIZE_RCU_RET, EventKind.REQUEST_MODULE, EventKind.REQUEST_MODULE_RET);
    /** The families of modules that stand for any, as functions of the model. */
    static final Map<String, Set<EventKind>> ANY_FAMILY = opaque(FAMILY_CODE, "toy_create", "toy_release", "inet_create", "inet_release", "unix_create",
            "unix_release");

    /**
     * A scenario that stands for others.
     *
     * @param scenario the scenario
     * @param words its modules that stand for any
     */
    record Pattern(ScenarioBuilder scenario, List<String> words) { }

    private final String kernel;

    /** Of that kernel, as scenarios write it. */
    Templates(String kernel) {
        this.kernel = kernel;
    }

    /** Those functions, with what may be seen of each. */
    static Map<String, Set<EventKind>> opaque(Set<EventKind> kinds, String... functions) {
        Map<String, Set<EventKind>> all = new LinkedHashMap<>();
        for (String function : functions) {
            all.put(function, kinds);
        }
        return all;
    }

    /** What may fail. The loader's own failures leave no other traces than those of init: a call may return any error there. */
    private static Fault[] faults() {
        return Stream.of(Fault.values()).filter(f -> f != Fault.LOAD_MODULE && f != Fault.PROTO_IDX).toArray(Fault[]::new);
    }

    /** A scenario with these modules, in which everything else may fail. */
    ScenarioBuilder with(List<String> modules) {
        ScenarioBuilder scenario = Scenario.named("calls").kernel(kernel).faults(faults());
        modules.forEach(scenario::module);
        return scenario;
    }

    /** The modules that such a socket needs, or a built-in part of the kernel instead; those that others need come first. */
    static List<String> modules(TraceEvent.SocketCall call) {
        return switch (call.lookedUp()) {
            case Net.PF_UNIX -> List.of("unix");
            case Net.PF_INET -> isL2tp(call) ? List.of("l2tp_ip") : List.of();
            case Net.PF_INET6 -> isL2tp(call) ? List.of("l2tp_ip6") : List.of();
            case Net.PF_PACKET -> List.of("af_packet");
            case Net.PF_PPPOX -> call.protocol() == Pppox.PX_PROTO_OE ? List.of("pppox", "pppoe") : List.of("pppox");
            case Net.PF_CAN -> call.protocol() == CanRaw.CAN_RAW ? List.of("can", "can_raw") : List.of("can");
            case Net.PF_PHONET -> isPipe(call) ? List.of("phonet", "pn_pep") : List.of("phonet");
            default -> List.of();
        };
    }

    private static boolean isL2tp(TraceEvent.SocketCall call) {
        return call.type() == Net.SOCK_DGRAM && call.protocol() == L2tpIp.IPPROTO_L2TP;
    }

    private static boolean isPipe(TraceEvent.SocketCall call) {
        return call.protocol() == 2 || call.protocol() == 0 && call.type() == Net.SOCK_SEQPACKET;
    }

    /** A socket of these arguments, in a kernel with these modules, made by root or by a user without any capability. */
    ScenarioBuilder socket(TraceEvent.SocketCall call, List<String> modules, boolean root) {
        return socket(with(modules), call, modules, root);
    }

    /** One made by root in a kernel whose inet_create runs out of memory with the errno of its inet6_create. */
    ScenarioBuilder socketAsInet6(TraceEvent.SocketCall call, List<String> modules) {
        ScenarioBuilder scenario = Scenario.named("calls").kernel(kernel, k -> k.with(KernelSwitch.INET_NO_MEMORY, "ENOBUFS")).faults(faults());
        modules.forEach(scenario::module);
        return socket(scenario, call, modules, true);
    }

    private static ScenarioBuilder socket(ScenarioBuilder scenario, TraceEvent.SocketCall call, List<String> modules, boolean root) {
        scenario.thread("T0", t -> {
            if (!root) {
                t.user();
            }
            if (isRefusedAtOnce(call)) {
                t.call(CLOSE, 0);
            }
            t.call("s", SOCKET, call.family(), call.type(), call.protocol()).call(CLOSE, "s");
        });
        if (!modules.isEmpty()) {
            scenario.thread("T1", t -> reversed(modules).forEach(m -> t.call(RMMOD, m)));
        }
        return scenario;
    }

    /** Then nothing is done in it that can be read off, unless something was done before. */
    private static boolean isRefusedAtOnce(TraceEvent.SocketCall call) {
        return call.family() < 0 || call.type() >= Net.SOCK_MAX;
    }

    private static List<String> reversed(List<String> list) {
        List<String> reversed = new ArrayList<>(list);
        java.util.Collections.reverse(reversed);
        return reversed;
    }

    /** Sockets of families of which nothing is known. */
    List<Pattern> anyFamily() {
        List<Pattern> all = new ArrayList<>();
        for (String owner : List.of("self", "none", "other")) {
            all.add(new Pattern(toy(owner), List.of("toy", "other")));
        }
        TraceEvent.SocketCall l2tp = new TraceEvent.SocketCall(Net.PF_INET, Net.SOCK_DGRAM, L2tpIp.IPPROTO_L2TP);
        all.add(new Pattern(socket(l2tp, modules(l2tp), true), modules(l2tp)));
        TraceEvent.SocketCall builtIn = new TraceEvent.SocketCall(Net.PF_UNIX, SOCK_STREAM, 0);
        all.add(new Pattern(socket(builtIn, List.of(), true), List.of()));
        return all;
    }

    private ScenarioBuilder toy(String owner) {
        return with(List.of())
                .module("other", m -> m.with(FAMILY, PF_ECONET))
                .module("toy", m -> {
                    m.with(FAMILY, PF_TOY).with(CREATE, "ok", "-EPROTOTYPE").with(OWNER, owner);
                    if (owner.equals("other")) {
                        m.with(DEPENDS, "other");
                    }
                })
                .thread("T0", t -> t.call("s", SOCKET, PF_TOY, SOCK_STREAM, 0).call(CLOSE, "s"))
                .thread("T1", t -> t.call(RMMOD, "toy").call(RMMOD, "other"));
    }
}
