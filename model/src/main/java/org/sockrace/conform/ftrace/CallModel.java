package org.sockrace.conform.ftrace;

import static org.sockrace.kernel.Net.SOCK_STREAM;
import static org.sockrace.scenario.CallKind.INSMOD;
import static org.sockrace.scenario.CallKind.RMMOD;
import static org.sockrace.scenario.CallKind.SOCKET;
import static org.sockrace.scenario.Constants.PF_TOY;
import static org.sockrace.scenario.ModuleAttribute.FAMILY;
import static org.sockrace.scenario.ModuleAttribute.INIT;
import static org.sockrace.scenario.ModuleAttribute.LOADED;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockrace.kernel.CanRaw;
import org.sockrace.kernel.L2tpIp;
import org.sockrace.kernel.Net;
import org.sockrace.scenario.KnownModule;
import org.sockrace.scenario.ScenarioBuilder;

/**
 * The calls that a recording can show, as the modelled kernel goes through them. Families and modules that are modelled are followed through all of their
 * code; of any other, only what the core does around it. Every shape is made when it is first asked for. Not thread-safe.
 */
final class CallModel {

    private static final Set<EventKind> MODULE_CODE = union(Templates.FAMILY_CODE, EnumSet.of(EventKind.SOCK_REGISTER, EventKind.SOCK_REGISTER_RET,
            EventKind.SOCK_UNREGISTER, EventKind.SOCK_UNREGISTER_RET));
    private static final Set<EventKind> GRACE_PERIODS = EnumSet.of(EventKind.SYNCHRONIZE_RCU_RET);
    /** While a module is loaded it takes a reference to each module that it uses. */
    private static final Set<EventKind> SYMBOLS = EnumSet.of(EventKind.SYNCHRONIZE_RCU_RET, EventKind.MODULE_GET);
    /** Which modules a module uses depends on how the kernel was built. */
    private static final Map<String, Set<EventKind>> DEPENDENCIES = Map.of("module_unload_free", EnumSet.of(EventKind.MODULE_PUT));
    private static final Map<String, Set<EventKind>> ANY_MODULE = union(DEPENDENCIES, Templates.opaque(MODULE_CODE, "toy_init", "toy_exit"));

    private static final Set<String> KNOWN = KnownModule.whole().stream().map(KnownModule::id).collect(Collectors.toUnmodifiableSet());

    private final Templates templates;
    private final Set<String> named;
    private final Creations creations;
    private final ShapeBuilder.Library library = new ShapeBuilder.Library();
    private final Map<String, List<Shape>> shapes = new HashMap<>();

    /**
     * The calls of that kernel.
     *
     * @param kernel as scenarios write it, for example {@code 6.1}
     * @param named the modules that the recording names
     */
    CallModel(String kernel, Set<String> named) {
        this.templates = new Templates(kernel);
        this.named = Set.copyOf(named);
        this.creations = new Creations(kernel, templates, this.named, library);
    }

    private static Set<EventKind> union(Set<EventKind> a, Set<EventKind> b) {
        EnumSet<EventKind> both = EnumSet.copyOf(a);
        both.addAll(b);
        return both;
    }

    private static Map<String, Set<EventKind>> union(Map<String, Set<EventKind>> a, Map<String, Set<EventKind>> b) {
        Map<String, Set<EventKind>> both = new LinkedHashMap<>(a);
        both.putAll(b);
        return both;
    }

    /** Whether the code that makes such a socket is modelled, and by modules as far as the recording names them. */
    boolean modelled(TraceEvent.SocketCall call) {
        return call != null && switch (call.lookedUp()) {
            case Net.PF_CAN -> call.protocol() == CanRaw.CAN_RAW && named.contains("can");
            case Net.PF_PHONET -> named.contains("phonet");
            case Net.PF_UNIX -> true;
            case Net.PF_INET -> call.protocol() == L2tpIp.IPPROTO_L2TP && named.contains("l2tp_ip");
            case Net.PF_INET6 -> call.protocol() == L2tpIp.IPPROTO_L2TP && named.contains("l2tp_ip6") && !named.contains("ipv6");
            default -> false;
        };
    }

    /** The family that a modelled module registers, or -1 if it registers none or is not modelled. */
    static int family(String module) {
        return KnownModule.whole().stream().filter(m -> m.id().equals(module) && m.isFamily())
                .mapToInt(KnownModule::family).findFirst().orElse(-1);
    }

    /** The shapes of {@code __sock_create} with these arguments. */
    List<Shape> create(TraceEvent.SocketCall call) {
        return creations.of(call);
    }

    /** The shapes of {@code __sock_release} of a socket that was made by that call, or by one that is not known if it is null. */
    List<Shape> release(TraceEvent.SocketCall call) {
        return modelled(call) ? known(Creations.representative(call, Integer.MAX_VALUE, Integer.MAX_VALUE)) : anyFamily();
    }

    private List<Shape> known(TraceEvent.SocketCall call) {
        List<String> modules = Templates.modules(call);
        return shapes.computeIfAbsent(Templates.RELEASE_SOCKET + " of " + call, k -> List.of(
                new ShapeBuilder(templates.socket(call, modules, true), Templates.RELEASE_SOCKET).modules(modules, named).build(library)));
    }

    private List<Shape> anyFamily() {
        return shapes.computeIfAbsent(Templates.RELEASE_SOCKET, f -> templates.anyFamily().stream()
                .map(t -> new ShapeBuilder(t.scenario(), f).opaque(Templates.ANY_FAMILY).any(t.words()).build(library)).toList());
    }

    // ---- modules -------------------------------------------------------------------------------------------------------

    private Stream<KnownModule> knownModules() {
        return KnownModule.whole().stream().filter(m -> named.contains(m.id()));
    }

    /** Whether that module's own code is modelled. */
    static boolean isKnown(String module) {
        return KNOWN.contains(module);
    }

    /** The modules that a modelled module uses. */
    static List<String> dependencies(String module) {
        return KnownModule.whole().stream().filter(m -> m.id().equals(module)).findFirst().map(KnownModule::depends).orElse(List.of());
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
            ScenarioBuilder scenario = templates.with(m.depends()).module(m.id(), s -> s.with(LOADED, loaded));
            List<String> names = new ArrayList<>(m.depends());
            names.add(m.id());
            all.add(new ShapeBuilder(threads.add(scenario, m.id(), m.family(), type(m), protocol(m)), function).opaque(DEPENDENCIES).anyError()
                    .modules(names, Set.copyOf(names)).skippable(skippable).build(library));
        });
        ScenarioBuilder toy = templates.with(List.of()).module("toy", s -> s.with(FAMILY, PF_TOY).with(INIT, "ok", "fails-late").with(LOADED, loaded));
        all.add(new ShapeBuilder(threads.add(toy, "toy", PF_TOY, SOCK_STREAM, 0), function).opaque(ANY_MODULE).anyError().any(List.of("toy")).notKnown()
                .skippable(skippable).build(library));
        return all;
    }

    private static int type(KnownModule module) {
        return switch (module) {
            case PN_PEP -> Net.SOCK_SEQPACKET;
            case L2TP_IP, L2TP_IP6, PHONET -> Net.SOCK_DGRAM;
            default -> Net.SOCK_RAW;
        };
    }

    private static int protocol(KnownModule module) {
        return switch (module) {
            case CAN, CAN_RAW -> CanRaw.CAN_RAW;
            case L2TP_IP, L2TP_IP6 -> L2tpIp.IPPROTO_L2TP;
            default -> 0;
        };
    }

    /** The shapes of {@code sock_register}. */
    List<Shape> register() {
        return core("sock_register", () -> toy(toy(templates.with(List.of()), "toy", false), "toy2", false)
                .thread("T0", t -> t.call(INSMOD, "toy"))
                .thread("T1", t -> t.call(INSMOD, "toy2")));
    }

    /** The shapes of {@code sock_unregister}. */
    List<Shape> unregister() {
        return core("sock_unregister", () -> toy(templates.with(List.of()), "toy", true)
                .thread("T0", t -> t.call(RMMOD, "toy"))
                .thread("T1", t -> t.call("s", SOCKET, PF_TOY, SOCK_STREAM, 0)));
    }

    private static ScenarioBuilder toy(ScenarioBuilder scenario, String name, boolean loaded) {
        return scenario.module(name, m -> m.with(FAMILY, PF_TOY).with(LOADED, loaded));
    }

    private List<Shape> core(String function, Supplier<ScenarioBuilder> scenario) {
        return shapes.computeIfAbsent(function,
                f -> List.of(new ShapeBuilder(scenario.get(), f).build(library)));
    }
}
