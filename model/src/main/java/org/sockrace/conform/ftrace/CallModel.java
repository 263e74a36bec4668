package org.sockrace.conform.ftrace;

import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.scenario.CallKind.CLOSE;
import static org.sockrace.scenario.CallKind.INSMOD;
import static org.sockrace.scenario.CallKind.RMMOD;
import static org.sockrace.scenario.CallKind.SOCKET;
import static org.sockrace.scenario.Constants.PF_TOY;
import static org.sockrace.scenario.ModuleAttribute.CREATE;
import static org.sockrace.scenario.ModuleAttribute.DEPENDS;
import static org.sockrace.scenario.ModuleAttribute.FAMILY;
import static org.sockrace.scenario.ModuleAttribute.INIT;
import static org.sockrace.scenario.ModuleAttribute.LOADED;
import static org.sockrace.scenario.ModuleAttribute.OWNER;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sockrace.check.Automata;
import org.sockrace.kernel.Net;
import org.sockrace.automata.Automaton;
import org.sockrace.scenario.KnownModule;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioBuilder;

/**
 * The calls that a recording can show, as the modelled kernel goes through them. Families and modules that are modelled are followed through all of their
 * code; of any other, only what the core does around it. Every shape is made when it is first asked for. Not thread-safe.
 */
final class CallModel {

    /** What code that is not modelled may show while a socket is made or released. */
    private static final Set<EventKind> FAMILY_CODE = EnumSet.of(EventKind.MODULE_GET, EventKind.MODULE_PUT, EventKind.SOCK_CREATE,
            EventKind.SOCK_CREATE_RET, EventKind.SOCK_ALLOC_RET, EventKind.SOCK_RELEASE, EventKind.SOCK_RELEASE_RET, EventKind.SK_ALLOC_RET,
            EventKind.SK_DESTRUCT, EventKind.SYNCHRONIZE_RCU_RET, EventKind.REQUEST_MODULE, EventKind.REQUEST_MODULE_RET);
    private static final Set<EventKind> MODULE_CODE = union(FAMILY_CODE, EnumSet.of(EventKind.SOCK_REGISTER, EventKind.SOCK_REGISTER_RET,
            EventKind.SOCK_UNREGISTER, EventKind.SOCK_UNREGISTER_RET));
    private static final Set<EventKind> GRACE_PERIODS = EnumSet.of(EventKind.SYNCHRONIZE_RCU_RET);
    /** While a module is loaded it takes a reference to each module that it uses. */
    private static final Set<EventKind> SYMBOLS = EnumSet.of(EventKind.SYNCHRONIZE_RCU_RET, EventKind.MODULE_GET);
    /** Which modules a module uses depends on how the kernel was built. */
    private static final Map<String, Set<EventKind>> DEPENDENCIES = Map.of("module_unload_free", EnumSet.of(EventKind.MODULE_PUT));
    private static final Map<String, Set<EventKind>> ANY_MODULE = with(DEPENDENCIES, MODULE_CODE, "init", "exit");
    private static final Map<String, Set<EventKind>> ANY_FAMILY = with(Map.of(), FAMILY_CODE, "toy_create", "toy_release", "inet_create",
            "inet_release", "unix_create", "unix_release");

    private static final int CAN_RAW = 1;
    private static final int L2TP = 115;

    /** inet_create looks a protocol up again after each of two attempts to load it. __sock_release is in the same scenarios. */
    private static final int LOOKUPS = 3;

    private final String kernel;
    private final Set<String> named;
    private final Map<String, List<Shape>> shapes = new HashMap<>();
    private final Map<Scenario, List<Automaton>> automata = new HashMap<>();

    /**
     * The calls of that kernel.
     *
     * @param kernel as scenarios write it, for example {@code 6.1}
     * @param named the modules that the recording names
     */
    CallModel(String kernel, Set<String> named) {
        this.kernel = kernel;
        this.named = Set.copyOf(named);
    }

    private static Set<EventKind> union(Set<EventKind> a, Set<EventKind> b) {
        EnumSet<EventKind> both = EnumSet.copyOf(a);
        both.addAll(b);
        return both;
    }

    private static Map<String, Set<EventKind>> with(Map<String, Set<EventKind>> first, Set<EventKind> kinds, String... functions) {
        Map<String, Set<EventKind>> all = new LinkedHashMap<>(first);
        for (String function : functions) {
            all.put(function, kinds);
        }
        return all;
    }

    /** Whether the code that makes such a socket is modelled, and by modules as far as the recording names them. */
    boolean modelled(TraceEvent.SocketCall call) {
        return call != null && switch (call.family()) {
            case Net.PF_CAN -> call.protocol() == CAN_RAW && named.contains("can");
            case Net.PF_PHONET -> named.contains("phonet");
            case Net.PF_UNIX -> true;
            case Net.PF_INET -> call.protocol() == L2TP && named.contains("l2tp_ip");
            default -> false;
        };
    }

    /** The family that a modelled module registers, or -1 if it registers none or is not modelled. */
    static int family(String module) {
        return Stream.of(KnownModule.values()).filter(m -> m.id().equals(module) && m.depends().isEmpty() && m != KnownModule.L2TP_IP)
                .mapToInt(KnownModule::family).findFirst().orElse(-1);
    }

    /** The shapes of {@code __sock_create} with these arguments. */
    List<Shape> create(TraceEvent.SocketCall call) {
        return modelled(call) ? known(call, "__sock_create") : anyFamily("__sock_create");
    }

    /** The shapes of {@code __sock_release} of a socket that was made by that call, or by one that is not known if it is null. */
    List<Shape> release(TraceEvent.SocketCall call) {
        return modelled(call) ? known(call, "__sock_release") : anyFamily("__sock_release");
    }

    private List<Shape> known(TraceEvent.SocketCall call, String function) {
        List<String> modules = switch (call.family()) {
            case Net.PF_CAN -> List.of("can", "can_raw");
            case Net.PF_PHONET -> named.contains("pn_pep") ? List.of("phonet", "pn_pep") : List.of("phonet");
            case Net.PF_INET -> List.of("l2tp_ip");
            default -> List.of();
        };
        String name = "socket " + call.family() + "," + call.type() + "," + call.protocol();
        return shapes.computeIfAbsent(function + " of " + name, k -> {
            ScenarioBuilder scenario = scenario(modules)
                    .thread("T0", t -> t.call("s", SOCKET, call.family(), call.type(), call.protocol()).call(CLOSE, "s"));
            if (!modules.isEmpty()) {
                scenario.thread("T1", t -> reversed(modules).forEach(m -> t.call(RMMOD, m)));
            }
            return List.of(shape(name, scenario, function, Map.of(), new HashSet<>(modules), Set.of(), false, Set.of()));
        });
    }

    private static List<String> reversed(List<String> list) {
        List<String> reversed = new ArrayList<>(list);
        java.util.Collections.reverse(reversed);
        return reversed;
    }

    /** A scenario with these modules, in which everything may fail. */
    private ScenarioBuilder scenario(List<String> modules) {
        ScenarioBuilder scenario = Scenario.named("calls").kernel(kernel).allFaults();
        modules.forEach(scenario::module);
        return scenario;
    }

    private Shape shape(String name, ScenarioBuilder scenario, String function, Map<String, Set<EventKind>> opaque, Set<String> modules, Set<String> any,
            boolean notKnown, Set<EventKind> skippable) {
        int rounds = function.startsWith("__sock_") ? LOOKUPS : 1;
        Automaton automaton = automata.computeIfAbsent(scenario.build(), s -> Automata.of(s, rounds).automata()).get(0);
        Paths paths = new PathsBuilder(automaton, function, opaque, !opaque.isEmpty()).build(skippable);
        return new Shape(name, paths, Set.copyOf(modules), any, notKnown);
    }

    // ---- families of any kind ------------------------------------------------------------------------------------------

    private List<Shape> anyFamily(String function) {
        return shapes.computeIfAbsent(function, f -> {
            List<Shape> all = new ArrayList<>();
            for (String owner : List.of("self", "none", "other")) {
                ScenarioBuilder toy = scenario(List.of())
                        .module("other", m -> m.with(FAMILY, 44))
                        .module("toy", m -> {
                            m.with(FAMILY, PF_TOY).with(CREATE, "ok", "-EPROTOTYPE").with(OWNER, owner);
                            if (owner.equals("other")) {
                                m.with(DEPENDS, "other");
                            }
                        })
                        .thread("T0", t -> t.call("s", SOCKET, PF_TOY, SOCK_STREAM, 0).call(CLOSE, "s"))
                        .thread("T1", t -> t.call(RMMOD, "toy").call(RMMOD, "other"));
                all.add(shape("a family of a module, its proto_ops owned by " + owner, toy, f, ANY_FAMILY, Set.of(), Set.of("toy", "other"),
                        false, Set.of()));
            }
            ScenarioBuilder inet = scenario(List.of("l2tp_ip"))
                    .thread("T0", t -> t.call("s", SOCKET, Net.PF_INET, Net.SOCK_DGRAM, L2TP).call(CLOSE, "s"))
                    .thread("T1", t -> t.call(RMMOD, "l2tp_ip"));
            all.add(shape("a built-in family with a protocol of a module", inet, f, ANY_FAMILY, Set.of(), Set.of("l2tp_ip"), false, Set.of()));
            ScenarioBuilder unix = scenario(List.of()).thread("T0", t -> t.call("s", SOCKET, Net.PF_UNIX, SOCK_STREAM, 0).call(CLOSE, "s"));
            all.add(shape("a built-in family", unix, f, ANY_FAMILY, Set.of(), Set.of(), false, Set.of()));
            return all;
        });
    }

    // ---- modules -------------------------------------------------------------------------------------------------------

    private Stream<KnownModule> knownModules() {
        return Stream.of(KnownModule.values()).filter(m -> named.contains(m.id()));
    }

    /** Whether that module's own code is modelled. */
    static boolean isKnown(String module) {
        return KnownModule.ids().contains(module);
    }

    /** The modules that a modelled module uses. */
    static List<String> dependencies(String module) {
        return Stream.of(KnownModule.values()).filter(m -> m.id().equals(module)).findFirst().map(KnownModule::depends).orElse(List.of());
    }

    /** The threads of a scenario about that module, whose sockets are made with these arguments. */
    private interface Threads {
        ScenarioBuilder add(ScenarioBuilder scenario, String module, Object... socket);
    }

    /** The shapes of {@code delete_module}. */
    List<Shape> delete() {
        return shapes.computeIfAbsent("delete_module", f -> modules(f, true, GRACE_PERIODS, (scenario, module, socket) -> scenario
                .thread("T0", t -> t.call(RMMOD, module))
                .thread("T1", t -> t.call(RMMOD, module))
                .thread("T2", t -> t.call("s", SOCKET, socket))));
    }

    /** The shapes of {@code finit_module}. */
    List<Shape> finit() {
        return shapes.computeIfAbsent("finit_module", f -> modules(f, false, SYMBOLS, (scenario, module, socket) -> scenario
                .thread("T0", t -> t.call(INSMOD, module))
                .thread("T1", t -> t.call(INSMOD, module).call(RMMOD, module))));
    }

    private List<Shape> modules(String function, boolean loaded, Set<EventKind> skippable, Threads threads) {
        List<Shape> all = new ArrayList<>();
        knownModules().forEach(m -> {
            ScenarioBuilder scenario = scenario(m.depends()).module(m.id(), s -> s.with(LOADED, loaded));
            Set<String> named = new HashSet<>(m.depends());
            named.add(m.id());
            all.add(shape(m.id(), threads.add(scenario, m.id(), m.family(), type(m), protocol(m)), function, DEPENDENCIES, named, Set.of(), false, skippable));
        });
        ScenarioBuilder toy = scenario(List.of()).module("toy", s -> s.with(FAMILY, PF_TOY).with(INIT, "ok", "fails-late").with(LOADED, loaded));
        all.add(shape("a module that is not modelled", threads.add(toy, "toy", PF_TOY, SOCK_STREAM, 0), function, ANY_MODULE, Set.of(), Set.of("toy"), true,
                skippable));
        return all;
    }

    private static int type(KnownModule module) {
        return module == KnownModule.PN_PEP ? Net.SOCK_SEQPACKET : module == KnownModule.L2TP_IP || module == KnownModule.PHONET ? Net.SOCK_DGRAM
                : Net.SOCK_RAW;
    }

    private static int protocol(KnownModule module) {
        return switch (module) {
            case CAN, CAN_RAW -> CAN_RAW;
            case L2TP_IP -> L2TP;
            default -> 0;
        };
    }

    /** The shapes of {@code sock_register}. */
    List<Shape> register() {
        return core("sock_register", () -> toy(toy(scenario(List.of()), "toy", false), "toy2", false)
                .thread("T0", t -> t.call(INSMOD, "toy"))
                .thread("T1", t -> t.call(INSMOD, "toy2")));
    }

    /** The shapes of {@code sock_unregister}. */
    List<Shape> unregister() {
        return core("sock_unregister", () -> toy(scenario(List.of()), "toy", true)
                .thread("T0", t -> t.call(RMMOD, "toy"))
                .thread("T1", t -> t.call("s", SOCKET, PF_TOY, SOCK_STREAM, 0)));
    }

    private static ScenarioBuilder toy(ScenarioBuilder scenario, String name, boolean loaded) {
        return scenario.module(name, m -> m.with(FAMILY, PF_TOY).with(LOADED, loaded));
    }

    private List<Shape> core(String function, Supplier<ScenarioBuilder> scenario) {
        return shapes.computeIfAbsent(function,
                f -> List.of(shape(f, scenario.get(), f, Map.of(), Set.of(), Set.of(), false, Set.of())));
    }
}
