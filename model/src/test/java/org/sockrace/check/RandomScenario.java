package org.sockrace.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.kernel.Net;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.Constants;
import org.sockrace.scenario.Fault;
import org.sockrace.scenario.KernelSwitch;
import org.sockrace.scenario.ModuleAttribute;
import org.sockrace.scenario.Returns;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioBuilder;
import org.sockrace.scenario.Settings;

/**
 * A scenario drawn at random, kept as its parts so that it can be made smaller. Most are what a user might write; not all are scenarios.
 *
 * @param version the kernel's version
 * @param switches what differs from it
 * @param modules the modules
 * @param setup what is done before
 * @param threads the threads
 * @param faults what may fail; null for all that can
 * @param autoload whether request_module works
 * @param shared whether all threads share their descriptors
 */
record RandomScenario(String version, Map<KernelSwitch, Object> switches, List<Module> modules, List<Made> setup, List<Actor> threads, List<Fault> faults,
                      boolean autoload, boolean shared) {

    /** A module and what is said of it. */
    record Module(String name, Map<ModuleAttribute, Object> attributes) { }

    /** A call; the result may be an empty string. */
    record Made(String result, CallKind kind, List<Object> arguments) {

        Made(String result, CallKind kind, Object... arguments) {
            this(result, kind, List.of(arguments));
        }
    }

    /** A thread, or identical ones. */
    record Actor(int copies, boolean user, List<Made> calls) { }

    // ---- as a scenario -------------------------------------------------------------------------------------------------

    /** The scenario; every result is looked at, as far as there is one. */
    Scenario scenario() {
        return builder().build();
    }

    @Override
    public String toString() {
        return builder().toString();
    }

    private ScenarioBuilder builder() {
        ScenarioBuilder builder = Scenario.named("random").kernel(version, k -> switches.forEach((key, value) -> say(k, key, value)));
        for (Module module : modules) {
            builder.module(module.name(), m -> module.attributes().forEach((key, value) -> say(m, key, value)));
        }
        if (autoload) {
            builder.autoload();
        }
        if (faults == null) {
            builder.allFaults();
        } else if (!faults.isEmpty()) {
            builder.faults(faults.toArray(Fault[]::new));
        }
        for (Made call : setup) {
            builder.setup(call.result(), call.kind(), call.arguments().toArray());
        }
        for (int t = 0; t < threads.size(); t++) {
            Actor thread = threads.get(t);
            builder.thread("T" + t, b -> {
                if (thread.copies() > 1) {
                    b.copies(thread.copies());
                }
                if (thread.user()) {
                    b.user();
                }
                for (Made call : thread.calls()) {
                    if (call.result().isEmpty()) {
                        b.call(call.kind(), call.arguments().toArray());
                    } else {
                        b.call(call.result(), call.kind(), call.arguments().toArray());
                    }
                }
            });
        }
        if (shared && threads.size() > 1) {
            builder.process(Stream.iterate(0, t -> t + 1).limit(threads.size()).map(t -> "T" + t).toArray(String[]::new));
        }
        String[] columns = columns();
        return columns.length == 0 ? builder : builder.outcome(columns);
    }

    private static <K extends Enum<K>> void say(Settings<K> settings, K key, Object value) {
        settings.with(key, value instanceof Object[] several ? several : new Object[] {value});
    }

    private String[] columns() {
        List<String> columns = new ArrayList<>();
        for (Actor thread : threads) {
            for (Made call : thread.calls()) {
                boolean looked = !call.result().isEmpty() && call.kind().returns() != Returns.KERNEL_SOCKET;
                for (int copy = 0; looked && copy < thread.copies(); copy++) {
                    columns.add(thread.copies() > 1 ? call.result() + "[" + copy + "]" : call.result());
                }
            }
        }
        return columns.toArray(String[]::new);
    }

    // ---- made smaller --------------------------------------------------------------------------------------------------

    /** Everything that can be made of it by leaving one thing out. Not all of them are scenarios. */
    List<RandomScenario> smaller() {
        List<RandomScenario> all = new ArrayList<>();
        for (int t = 0; t < threads.size(); t++) {
            all.add(new RandomScenario(version, switches, modules, setup, without(threads, t), faults, autoload, shared));
            Actor thread = threads.get(t);
            if (thread.copies() > 1) {
                all.add(with(t, new Actor(thread.copies() - 1, thread.user(), thread.calls())));
            }
            if (thread.user()) {
                all.add(with(t, new Actor(thread.copies(), false, thread.calls())));
            }
            for (int c = 0; c < thread.calls().size(); c++) {
                all.add(with(t, new Actor(thread.copies(), thread.user(), without(thread.calls(), c))));
            }
        }
        for (int m = 0; m < modules.size(); m++) {
            all.add(new RandomScenario(version, switches, without(modules, m), setup, threads, faults, autoload, shared));
            for (ModuleAttribute attribute : modules.get(m).attributes().keySet()) {
                Map<ModuleAttribute, Object> fewer = new LinkedHashMap<>(modules.get(m).attributes());
                fewer.remove(attribute);
                List<Module> changed = new ArrayList<>(modules);
                changed.set(m, new Module(modules.get(m).name(), fewer));
                all.add(new RandomScenario(version, switches, changed, setup, threads, faults, autoload, shared));
            }
        }
        for (int s = 0; s < setup.size(); s++) {
            all.add(new RandomScenario(version, switches, modules, without(setup, s), threads, faults, autoload, shared));
        }
        settingsLeftOut(all);
        return all;
    }

    private void settingsLeftOut(List<RandomScenario> all) {
        if (faults == null) {
            all.add(new RandomScenario(version, switches, modules, setup, threads, List.of(), autoload, shared));
            all.add(new RandomScenario(version, switches, modules, setup, threads, List.of(Fault.values()), autoload, shared));
        } else {
            for (int f = 0; f < faults.size(); f++) {
                all.add(new RandomScenario(version, switches, modules, setup, threads, without(faults, f), autoload, shared));
            }
        }
        if (autoload) {
            all.add(new RandomScenario(version, switches, modules, setup, threads, faults, false, shared));
        }
        if (shared) {
            all.add(new RandomScenario(version, switches, modules, setup, threads, faults, autoload, false));
        }
        for (KernelSwitch key : switches.keySet()) {
            Map<KernelSwitch, Object> fewer = new LinkedHashMap<>(switches);
            fewer.remove(key);
            all.add(new RandomScenario(version, fewer, modules, setup, threads, faults, autoload, shared));
        }
        if (!version.equals("4.4")) {
            all.add(new RandomScenario("4.4", switches, modules, setup, threads, faults, autoload, shared));
        }
    }

    private RandomScenario with(int t, Actor thread) {
        List<Actor> changed = new ArrayList<>(threads);
        changed.set(t, thread);
        return new RandomScenario(version, switches, modules, setup, changed, faults, autoload, shared);
    }

    private static <T> List<T> without(List<T> list, int index) {
        List<T> copy = new ArrayList<>(list);
        copy.remove(index);
        return copy;
    }

    // ---- drawn ---------------------------------------------------------------------------------------------------------

    /** The scenario of that seed. */
    static RandomScenario draw(long seed) {
        return new Draw(new Random(seed * 0x9E3779B97F4A7C15L)).scenario();
    }

    /** What is known while one is drawn. */
    private static final class Draw {

        private static final List<Fault> FAULTS = List.of(Fault.values());
        private final Random dice;
        private final List<Module> modules = new ArrayList<>();
        /** Families, types and protocols that the modules have. */
        private final List<List<Object>> sockets = new ArrayList<>();
        private final List<String> open = new ArrayList<>();
        private int variables;

        Draw(Random dice) {
            this.dice = dice;
        }

        private boolean once(int in) {
            return dice.nextInt(in) == 0;
        }

        private <T> T one(List<T> list) {
            return list.get(dice.nextInt(list.size()));
        }

        RandomScenario scenario() {
            modules();
            List<Made> setup = new ArrayList<>();
            boolean ready = modules.stream().noneMatch(m -> m.attributes().containsKey(ModuleAttribute.LOADED));
            if (ready && once(3)) {
                setup.add(opening(false));
            }
            boolean shared = once(4);
            List<Actor> threads = new ArrayList<>();
            int most = once(6) ? 1 : once(5) ? 3 : 2;
            List<String> ofSetup = List.copyOf(open);
            for (int t = 0; t < most; t++) {
                int copies = most < 3 && once(4) ? 2 : 1;
                if (!shared || copies > 1) {
                    open.clear();
                    open.addAll(ofSetup);
                }
                threads.add(new Actor(copies, once(10), calls(1 + dice.nextInt(most == 1 ? 4 : most == 2 && copies == 1 ? 3 : 2))));
                if (copies > 1) {
                    open.clear();
                    open.addAll(ofSetup);
                }
            }
            List<Fault> faults = once(12) ? null : once(3) ? List.of(one(FAULTS), one(FAULTS)).stream().distinct().toList() : List.of();
            return new RandomScenario(one(KernelVersion.texts()), switches(), modules, setup, threads, faults, once(12), shared);
        }

        private Map<KernelSwitch, Object> switches() {
            Map<KernelSwitch, Object> switches = new LinkedHashMap<>();
            if (once(4)) {
                switches.put(KernelSwitch.PREEMPTIBLE, false);
            }
            for (KernelSwitch key : KernelSwitch.values()) {
                if (key != KernelSwitch.REVERT && !key.choices().isEmpty() && once(12)) {
                    switches.put(key, one(key.choices()));
                }
            }
            if (once(4)) {
                switches.put(KernelSwitch.FORCE_UNLOAD, true);
            }
            return switches;
        }

        // -- modules

        private void modules() {
            if (once(2)) {
                toy("toy", Constants.PF_TOY);
                if (once(6)) {
                    toy("other", once(4) ? Constants.PF_TOY : 9);
                }
            }
            if (modules.isEmpty() || once(8)) {
                switch (dice.nextInt(8)) {
                    case 0 -> known("af_packet", Net.PF_PACKET, Net.SOCK_RAW, 0);
                    case 1 -> known("af_packet", Net.PF_PACKET, Net.SOCK_RAW, 3);
                    case 2 -> known("unix", Net.PF_UNIX, Net.SOCK_STREAM, 0);
                    case 3 -> stacked("can", "can_raw", Net.PF_CAN, Net.SOCK_RAW, 1);
                    case 4 -> known("phonet", Net.PF_PHONET, Net.SOCK_DGRAM, 0);
                    case 5 -> stacked("phonet", "pn_pep", Net.PF_PHONET, Net.SOCK_SEQPACKET, 2);
                    case 6 -> known("l2tp_ip", Net.PF_INET, Net.SOCK_DGRAM, 115);
                    default -> stacked("pppox", "pppoe", Net.PF_PPPOX, Net.SOCK_STREAM, 0);
                }
            }
        }

        private Map<ModuleAttribute, Object> loaded() {
            return once(6) ? Map.of(ModuleAttribute.LOADED, false) : Map.of();
        }

        private void known(String name, Object... socket) {
            modules.add(new Module(name, loaded()));
            sockets.add(List.of(socket));
        }

        private void stacked(String below, String name, Object... socket) {
            boolean missing = once(5);
            modules.add(new Module(below, missing && once(2) ? Map.of(ModuleAttribute.LOADED, false) : Map.of()));
            modules.add(new Module(name, missing ? Map.of(ModuleAttribute.LOADED, false) : Map.of()));
            sockets.add(List.of(socket));
        }

        private void toy(String name, int family) {
            Map<ModuleAttribute, Object> said = new LinkedHashMap<>(loaded());
            said.put(ModuleAttribute.FAMILY, family);
            if (once(4)) {
                said.put(ModuleAttribute.CREATE, new Object[] {"ok", "-ENOMEM"});
            }
            Map<ModuleAttribute, List<Object>> others = Map.of(
                    ModuleAttribute.OWNER, List.of("none", modules.isEmpty() ? "none" : modules.get(0).name()),
                    ModuleAttribute.INIT, List.of(new Object[] {"ok", "fails"}, new Object[] {"ok", "fails-late"}),
                    ModuleAttribute.REGISTERS, List.of("first"),
                    ModuleAttribute.ACCEPT, List.of(true),
                    ModuleAttribute.SOCKETPAIR, List.of(true),
                    ModuleAttribute.SK_DANGLING, List.of(true),
                    ModuleAttribute.MAKES_SOCKET, List.of(true),
                    ModuleAttribute.SLOPPY, List.of(true),
                    ModuleAttribute.DEPENDS, modules.stream().<Object>map(Module::name).toList());
            for (ModuleAttribute attribute : ModuleAttribute.values()) {
                boolean usual = attribute == ModuleAttribute.ACCEPT || attribute == ModuleAttribute.SOCKETPAIR;
                if (!others.getOrDefault(attribute, List.of()).isEmpty() && once(usual ? 3 : 9)) {
                    said.put(attribute, one(others.get(attribute)));
                }
            }
            modules.add(new Module(name, said));
            sockets.add(List.of(family, Net.SOCK_STREAM, 0));
        }

        // -- calls

        private String fresh() {
            return "v" + variables++;
        }

        private List<Object> socket() {
            List<Object> socket = one(sockets);
            return once(10) ? List.of(socket.get(0), (int) socket.get(1) | Net.SOCK_CLOEXEC, socket.get(2))
                    : once(15) ? List.of(Net.PF_UNIX, Net.SOCK_STREAM, 0) : once(30) ? List.of(Net.PF_INET, Net.SOCK_DGRAM, 17) : socket;
        }

        private Made opening(boolean pair) {
            String result = fresh();
            if (pair) {
                open.add(result + ".0");
                open.add(result + ".1");
                List<Object> ends = once(2) ? List.of(Net.PF_UNIX, Net.SOCK_STREAM, 0) : socket();
                return new Made(result, CallKind.SOCKETPAIR, ends);
            }
            open.add(result);
            return new Made(result, CallKind.SOCKET, socket());
        }

        private List<Made> calls(int most) {
            List<Made> calls = new ArrayList<>();
            for (int c = 0; c < most; c++) {
                calls.add(call());
            }
            return calls;
        }

        private Made call() {
            String module = one(modules).name();
            int kind = dice.nextInt(20);
            if (kind < 4 && !open.isEmpty()) {
                return ofDescriptor(kind);
            }
            if (kind < 11) {
                return opening(once(8));
            }
            return switch (kind) {
                case 11, 12, 13, 14 -> new Made(fresh(), CallKind.RMMOD, module);
                case 15 -> new Made(fresh(), CallKind.RMMOD, module, "force");
                case 16, 17 -> new Made(fresh(), once(3) ? CallKind.MODPROBE : CallKind.INSMOD, module);
                case 18 -> once(2) ? new Made("", CallKind.SOCK_UNREGISTER, one(sockets).get(0)) : new Made("", CallKind.CLOSE, dice.nextInt(2) + 3);
                default -> new Made(fresh(), CallKind.SOCK_CREATE_KERN, one(sockets));
            };
        }

        private Made ofDescriptor(int kind) {
            String of = one(open);
            if (kind < 2) return new Made(once(2) ? fresh() : "", CallKind.CLOSE, of);
            String result = fresh();
            String to = one(open);
            if (once(6)) {
                return once(2) ? new Made(result, CallKind.FCHOWNAT, of) : new Made(result, CallKind.FCNTL, of, "F_GETFL");
            }
            open.add(result);
            if (kind == 2) return new Made(result, CallKind.ACCEPT, of);
            return once(2) ? new Made(result, CallKind.DUP, of) : new Made(result, CallKind.DUP2, of, once(2) ? to : (Object) 4);
        }
    }

    /** The same in one line. */
    String line() {
        return String.join("; ", Arrays.stream(toString().split("\n")).map(String::strip).toList());
    }
}
