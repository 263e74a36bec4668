package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockrace.check.Automata;
import org.sockrace.kernel.Net;
import org.sockrace.machine.simulated.Automaton;
import org.sockrace.scenario.KnownModule;
import org.sockrace.scenario.ScenarioParser;

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

    /** inet_create looks a protocol up again after each of two attempts to load it. */
    private static final int LOOKUPS = 3;

    private final String kernel;
    private final Set<String> named;
    private final Map<String, List<Shape>> shapes = new HashMap<>();
    private final Map<String, List<Automaton>> automata = new HashMap<>();

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
        StringBuilder text = scenario(modules.stream().map(m -> "module " + m).toList());
        text.append("T0: s = socket(").append(call.family()).append(", ").append(call.type()).append(", ").append(call.protocol())
                .append("); close(s)\n");
        if (!modules.isEmpty()) {
            text.append("T1: ").append(reversed(modules).stream().map(m -> "rmmod(" + m + ")").collect(Collectors.joining("; "))).append('\n');
        }
        return shapes.computeIfAbsent(function + " " + text, k -> List.of(shape("socket " + call.family() + "," + call.type() + "," + call.protocol(),
                text.toString(), function, Map.of(), new HashSet<>(modules), Set.of(), false, Set.of())));
    }

    private static List<String> reversed(List<String> list) {
        List<String> reversed = new ArrayList<>(list);
        java.util.Collections.reverse(reversed);
        return reversed;
    }

    private StringBuilder scenario(List<String> modules) {
        StringBuilder text = new StringBuilder("kernel ").append(kernel).append("\nfaults all\n");
        modules.forEach(m -> text.append(m).append('\n'));
        return text;
    }

    private Shape shape(String name, String text, String function, Map<String, Set<EventKind>> opaque, Set<String> modules, Set<String> any,
            boolean notKnown, Set<EventKind> skippable) {
        int rounds = function.equals("__sock_create") ? LOOKUPS : 1;
        Automaton automaton = automata.computeIfAbsent(text, t -> Automata.of(ScenarioParser.parse(t, "", "calls"), rounds).automata()).get(0);
        Paths paths = new PathsBuilder(automaton, function, opaque, !opaque.isEmpty()).build(skippable);
        return new Shape(name, paths, Set.copyOf(modules), any, notKnown);
    }

    // ---- families of any kind ------------------------------------------------------------------------------------------

    private List<Shape> anyFamily(String function) {
        return shapes.computeIfAbsent(function, f -> {
            List<Shape> all = new ArrayList<>();
            for (String owner : List.of("self", "none", "other")) {
                StringBuilder text = scenario(List.of("module other family=44", "module toy family=PF_TOY create=ok|-EPROTOTYPE owner=" + owner
                        + (owner.equals("other") ? " depends=other" : "")));
                text.append("T0: s = socket(PF_TOY, SOCK_STREAM, 0); close(s)\nT1: rmmod(toy); rmmod(other)\n");
                all.add(shape("a family of a module, its proto_ops owned by " + owner, text.toString(), f, ANY_FAMILY, Set.of(), Set.of("toy", "other"),
                        false, Set.of()));
            }
            String inet = scenario(List.of("module l2tp_ip")) + "T0: s = socket(PF_INET, SOCK_DGRAM, 115); close(s)\nT1: rmmod(l2tp_ip)\n";
            all.add(shape("a built-in family with a protocol of a module", inet, f, ANY_FAMILY, Set.of(), Set.of("l2tp_ip"), false, Set.of()));
            String unix = scenario(List.of()) + "T0: s = socket(PF_UNIX, SOCK_STREAM, 0); close(s)\n";
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

    private List<String> declared(KnownModule module, String options) {
        return Stream.concat(module.depends().stream().map(d -> "module " + d), Stream.of("module " + module.id() + options)).toList();
    }

    /** The shapes of {@code delete_module}. */
    List<Shape> delete() {
        return shapes.computeIfAbsent("delete_module", f -> modules(f, "", GRACE_PERIODS, m -> "T0: rmmod(%1$s)\nT1: rmmod(%1$s)\nT2: s = socket(%2$s)\n"));
    }

    /** The shapes of {@code finit_module}. */
    List<Shape> finit() {
        return shapes.computeIfAbsent("finit_module", f -> modules(f, " loaded=no", SYMBOLS, m -> "T0: insmod(%1$s)\nT1: insmod(%1$s); rmmod(%1$s)\n"));
    }

    private List<Shape> modules(String function, String options, Set<EventKind> skippable, UnaryOperator<String> threads) {
        List<Shape> all = new ArrayList<>();
        knownModules().forEach(m -> {
            String text = scenario(declared(m, options))
                    + String.format(Locale.ROOT, threads.apply(m.id()), m.id(), m.family() + ", " + type(m) + ", " + protocol(m));
            Set<String> named = new HashSet<>(m.depends());
            named.add(m.id());
            all.add(shape(m.id(), text, function, DEPENDENCIES, named, Set.of(), false, skippable));
        });
        String toy = scenario(List.of("module toy family=PF_TOY init=fails-late" + options))
                + String.format(Locale.ROOT, threads.apply("toy"), "toy", "PF_TOY, SOCK_STREAM, 0");
        all.add(shape("a module that is not modelled", toy, function, ANY_MODULE, Set.of(), Set.of("toy"), true, skippable));
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
        return core("sock_register", () -> scenario(List.of("module toy family=PF_TOY loaded=no", "module toy2 family=PF_TOY loaded=no"))
                + "T0: insmod(toy)\nT1: insmod(toy2)\n");
    }

    /** The shapes of {@code sock_unregister}. */
    List<Shape> unregister() {
        return core("sock_unregister", () -> scenario(List.of("module toy family=PF_TOY")) + "T0: rmmod(toy)\nT1: s = socket(PF_TOY, SOCK_STREAM, 0)\n");
    }

    private List<Shape> core(String function, Supplier<String> text) {
        return shapes.computeIfAbsent(function,
                f -> List.of(shape(f, text.get(), f, Map.of(), Set.of(), Set.of(), false, Set.of())));
    }
}
