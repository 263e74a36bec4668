package org.sockrace.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import org.sockrace.automata.Cell;
import org.sockrace.explain.CallNames;
import org.sockrace.kernel.Boot;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Net;
import org.sockrace.kernel.files_struct;
import org.sockrace.kernel.history.HistoricParts;
import org.sockrace.kernel.module;
import org.sockrace.kernel.task_struct;
import org.sockrace.kernel.umh;
import org.sockrace.machine.Region;
import org.sockrace.machine.simulated.Crash;
import org.sockrace.machine.simulated.Experience;
import org.sockrace.machine.simulated.SetupException;
import org.sockrace.machine.simulated.SimulatedMachine;
import org.sockrace.machine.simulated.ThreadProgram;
import org.sockrace.machine.simulated.WorldBuilder;
import org.sockrace.own.OwnKernel;
import org.sockrace.own.OwnModules;
import org.sockrace.scenario.CallKind;
import org.sockrace.scenario.Fault;
import org.sockrace.scenario.KernelSwitch;
import org.sockrace.scenario.ModuleAttribute;
import org.sockrace.scenario.ModuleDecl;
import org.sockrace.scenario.OutcomeColumn;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.SetupCall;
import org.sockrace.scenario.ThreadDecl;
import org.sockrace.scenario.Values;
import org.sockrace.scenario.Where;

/** Sets a scenario up on a machine. */
final class SceneBuilder {

    /** A thread of the scenario: its declaration, which of the identical ones, and the role that runs it. */
    private record Instance(ThreadDecl decl, int copy, int role) { }

    private final Scenario scenario;
    private final Shape shape;
    private final boolean split;
    private final SimulatedMachine machine;
    private final Kernel kernel;
    private final Variables variables;
    private final OwnKernel own;
    private final KernelSockets kernelSockets = new KernelSockets();
    private final CallBinder binder;
    private final List<Instance> instances = new ArrayList<>();
    private final Map<String, files_struct> sharedTables = new HashMap<>();
    private final Map<Integer, task_struct> tasks = new HashMap<>();
    private final Servers servers;

    private SceneBuilder(Scenario scenario, Shape shape) {
        this.scenario = scenario;
        this.shape = shape;
        this.split = shape.split() || scenario.autoload();
        KernelConfig config = KernelChoices.config(scenario.kernel());
        OwnModules modules = OwnSources.of(scenario);
        this.machine = new SimulatedMachine(new SimulatedMachine.Options().preemptible(config.preemptible()).others(modules.files())
                .sleeps(!"no".equals(scenario.kernel().switches().get("sleeps")))
                .faults(faults(scenario), scenario.outcomes().explains()));
        this.machine.showValues(SceneBuilder::show);
        this.kernel = new Kernel(machine, config, true, new HistoricParts(scenario.kernel().revert().orElse(null), scenario.kernel().has(KernelSwitch.TRACED)));
        if (scenario.packets()) {
            kernel.receive.come();
        }
        this.own = new OwnKernel(modules, kernel, scenario.packets());
        this.servers = new Servers(scenario, kernel);
        this.variables = new Variables(scenario, machine);
        this.binder = new CallBinder(kernel, own, variables, kernelSockets);
    }

    /** The failures to be explored: those that the scenario names, and those that its modules are declared to have. */
    private static Set<String> faults(Scenario scenario) {
        Set<String> faults = new HashSet<>();
        scenario.faults().forEach(f -> faults.add(f.id()));
        for (ModuleDecl decl : scenario.modules()) {
            List<String> init = decl.list(ModuleAttribute.INIT);
            if (init.contains("fails") && init.size() > 1) {
                faults.add(Fault.MODULE_INIT.id());
            }
            if (init.contains("fails-late") && init.contains("ok")) {
                faults.add(Fault.MODULE_INIT_LATE.id());
            }
        }
        return faults;
    }

    /**
     * Sets the scenario up; its automata begin with what a few runs of the threads observe.
     *
     * @throws org.sockrace.machine.simulated.SplitException while the automata are built, if identical threads need roles of their own since others can reach
     *     memory of one of them
     * @throws SetupException with a message for users if the set-up fails
     */
    static Scene build(Scenario scenario) {
        return build(scenario, Shape.PLAIN, Experience.NONE);
    }

    /** The same; the automata begin with what the threads have observed before, on this kernel or on another. */
    static Scene build(Scenario scenario, Shape shape, Experience before) {
        SceneBuilder builder = new SceneBuilder(scenario, shape);
        builder.setUp();
        return new Scene(WorldBuilder.onDemand(builder.machine, builder.programs(), before), builder.columns(), builder.new Names(), shape);
    }

    /** Sets the scenario up; its automata follow every value that a cell may hold. */
    static WorldBuilder complete(Scenario scenario, Shape shape) {
        SceneBuilder builder = new SceneBuilder(scenario, shape);
        builder.kernel.standsAlone();
        builder.setUp();
        return WorldBuilder.complete(builder.machine, builder.programs());
    }

    /**
     * What automata are made of.
     *
     * @param machine a machine that is set up
     * @param programs what its threads will run
     */
    record Ready(SimulatedMachine machine, List<ThreadProgram> programs) { }

    /** Sets the scenario up and makes no automata. */
    static Ready ready(Scenario scenario, Shape shape) {
        SceneBuilder builder = new SceneBuilder(scenario, shape);
        builder.setUp();
        return new Ready(builder.machine, builder.programs());
    }

    private static String show(Cell cell, int value) {
        if (!cell.name.equals("state") || cell.region.kind() != Region.Kind.MODULE) {
            return value == Integer.MIN_VALUE ? "(not yet set)" : Integer.toString(value);
        }
        return switch (value) {
            case module.MODULE_STATE_LIVE -> "LIVE";
            case module.MODULE_STATE_COMING -> "COMING";
            case module.MODULE_STATE_GOING -> "GOING";
            case module.MODULE_STATE_UNFORMED -> "UNFORMED";
            default -> Integer.toString(value);
        };
    }

    private void setUp() {
        loadModules();
        makeInstances();
        makeTasks();
        runSetup();
        servers.limit(shape);
    }

    private void loadModules() {
        task_struct root = new task_struct("init", null, EnumSet.allOf(task_struct.capability.class), null);
        machine.actAs(-1, root);
        scenario.modules().forEach(this::checkThere);
        boot();
        for (ModuleDecl decl : scenario.modules()) {
            if (decl.family() == Net.PF_INET6 && !decl.isFamily() && !builtIn().contains(Boot.Part.INET6)) {
                throw new SetupException(decl.where().problem("module " + decl.name() + " is modelled only where IPv6 is built in: leave out the "
                        + "module that is PF_INET6"));
            }
            if (decl.loaded()) {
                String what = "module " + decl.name() + " cannot be loaded in the set-up: ";
                int err = atOnce(decl.where(), what, () -> kernel.module.finit_module(decl.name()));
                if (err != 0) {
                    throw new SetupException(decl.where().problem(what + Values.of(CallKind.INSMOD, err)
                            + "; write 'loaded=no' if it is not to be there at first"));
                }
            }
        }
    }

    private void boot() {
        ModuleImage[] images = scenario.modules().stream().map(m -> ModuleSetup.image(m, scenario, own)).toArray(ModuleImage[]::new);
        modelled(found -> "the kernel does not come up: " + found, () -> {
            Boot.up(kernel, builtIn(), images);
            return 0;
        });
    }

    private void checkThere(ModuleDecl decl) {
        if (decl.known() != null && !decl.known().isIn(kernel.config.version())) {
            throw new SetupException(decl.where().problem("kernel " + kernel.config.version() + " has no module " + decl.name() + ": take 'kernel 3.10' or a "
                    + "newer one, or leave it out"));
        }
    }

    /** Runs kernel code in the set-up, where nothing may go wrong. */
    private int atOnce(Where where, String what, IntSupplier code) {
        return modelled(found -> where.problem(what + found), () -> machine.atOnce(code));
    }

    /** Runs kernel code; what goes wrong is said in these words. */
    private static int modelled(UnaryOperator<String> problem, IntSupplier code) {
        try {
            return code.getAsInt();
        } catch (SetupException e) {
            throw new SetupException(problem.apply(e.getMessage()));
        } catch (RuntimeException e) {
            throw new SetupException(problem.apply(Crash.of(e, name -> name.startsWith(Kernel.class.getPackageName())).message()));
        }
    }

    /** A family is a part of the kernel unless a module of the scenario is that family. */
    private Set<Boot.Part> builtIn() {
        Set<Boot.Part> parts = EnumSet.copyOf(KernelChoices.BUILT_IN);
        parts.removeIf(part -> part != Boot.Part.INET
                && scenario.modules().stream().anyMatch(m -> m.family() == part.family() && m.isFamily()));
        if (scenario.kernel().has(KernelSwitch.UDPLITE)) {
            parts.add(Boot.Part.UDPLITE);
        }
        if (scenario.kernel().has(KernelSwitch.MPTCP)) {
            parts.add(Boot.Part.MPTCP);
        }
        return parts;
    }

    // ---- threads -----------------------------------------------------------------------------------------------------

    private void makeInstances() {
        int role = 0;
        for (ThreadDecl decl : scenario.threads()) {
            for (int copy = 0; copy < decl.copies(); copy++) {
                instances.add(new Instance(decl, copy, split || copy == 0 ? role++ : role - 1));
            }
        }
    }

    private void makeTasks() {
        for (Instance i : instances) {
            if (!tasks.containsKey(i.role())) {
                umh helper = null;
                if (scenario.autoload()) {
                    helper = servers.modprobe(name(i), i.decl());
                }
                EnumSet<task_struct.capability> caps = i.decl().privileged() ? EnumSet.allOf(task_struct.capability.class)
                        : EnumSet.noneOf(task_struct.capability.class);
                tasks.put(i.role(), new task_struct(name(i), table(i), caps, helper));
                machine.actAs(i.role(), null);
                kernelSockets.declare(i.role(), i.decl().calls(), machine);
            }
        }
    }

    private String name(Instance i) {
        return split && i.decl().copies() > 1 ? i.decl().name() + "." + i.copy() : i.decl().name();
    }

    /** The descriptor table of a thread: one of its own, or that of its process. */
    private files_struct table(Instance i) {
        for (List<String> process : scenario.processes()) {
            if (process.contains(i.decl().name())) {
                machine.actAs(-1, null);
                return sharedTables.computeIfAbsent(process.get(0), p -> newTable(process));
            }
        }
        machine.actAs(i.role(), null);
        return newTable(List.of(i.decl().name()));
    }

    private files_struct newTable(List<String> threads) {
        int size = 1;
        for (ThreadDecl decl : scenario.threads()) {
            if (threads.contains(decl.name())) {
                size += decl.calls().stream().mapToInt(Servers::descriptors).sum();
            }
        }
        for (SetupCall call : scenario.setup()) {
            size += threads.contains(call.thread()) ? Servers.descriptors(call.call()) : 0;
        }
        int slots = Math.max(1, size - 1);
        return machine.alloc(AtRest.FILES, Region.Kind.OBJECT, mem -> new files_struct(machine, mem, slots));
    }

    private void runSetup() {
        machine.actAs(-1, null);
        kernelSockets.declare(KernelSockets.SETUP, scenario.setup().stream().map(SetupCall::call).toList(), machine);
        for (SetupCall call : scenario.setup()) {
            Instance owner = instances.stream().filter(i -> i.decl().name().equals(call.thread())).findFirst().orElse(instances.get(0));
            boolean together = scenario.processes().stream().anyMatch(p -> p.contains(owner.decl().name()));
            boolean nobodys = !together && owner.decl().copies() > 1;
            files_struct files = nobodys ? nobodys(owner.decl().name()) : tasks.get(owner.role()).files;
            task_struct task = new task_struct("setup", files, EnumSet.allOf(task_struct.capability.class), null);
            machine.actAs(together || nobodys ? -1 : owner.role(), task);
            String what = "set-up call " + call.call().text() + " fails: ";
            int result = atOnce(call.where(), what, () -> binder.run(KernelSockets.SETUP, owner.decl().name(), call.call(), null));
            if (result < 0) {
                throw new SetupException(call.where().problem(what + Values.of(call.call().kind(), result)));
            }
            modelled(found -> call.where().problem("after set-up call " + call.call().text() + ": " + found), () -> {
                kernel.rcu.do_softirq();
                return 0;
            });
            if (!call.call().result().isEmpty()) {
                variables.constant(call.call().result(), result);
            }
        }
        machine.actAs(-1, null);
    }

    /** The set-up's own descriptors: those of several identical threads, each with a table of its own, are none of its. */
    private files_struct nobodys(String first) {
        machine.actAs(-1, null);
        return sharedTables.computeIfAbsent("", p -> newTable(List.of(first)));
    }

    private List<ThreadProgram> programs() {
        List<ThreadProgram> programs = new ArrayList<>();
        for (Instance i : instances) {
            if (i.role() == programs.size()) {
                List<ThreadProgram.Call> calls = i.decl().calls().stream().map(c -> binder.bind(i.role(), i.decl().name(), c)).toList();
                programs.add(new ThreadProgram(name(i), tasks.get(i.role()), calls, split ? 1 : i.decl().copies(), false,
                        variables.count(i.decl().name()), observed(i)));
            }
        }
        servers.all().forEach(s -> programs.add(s.program()));
        return programs;
    }

    private Set<Integer> observed(Instance i) {
        Set<Integer> numbers = new HashSet<>();
        for (OutcomeColumn column : scenario.outcomes().columns()) {
            if (column.thread().equals(i.decl().name())) {
                numbers.add(variables.number(i.decl().name(), column.variable()));
            }
        }
        return numbers;
    }

    private List<Scene.Column> columns() {
        List<Scene.Column> columns = new ArrayList<>();
        for (OutcomeColumn column : scenario.outcomes().columns()) {
            for (int t = 0; t < instances.size(); t++) {
                Instance i = instances.get(t);
                if (i.decl().name().equals(column.thread()) && i.copy() == column.copy()) {
                    columns.add(new Scene.Column(column.name(), t, variables.number(i.decl().name(), column.variable()),
                            setter(i.decl(), column.variable())));
                }
            }
        }
        return columns;
    }

    private static int setter(ThreadDecl decl, String variable) {
        int last = 0;
        for (int c = 0; c < decl.calls().size(); c++) {
            last = decl.calls().get(c).result().equals(variable) ? c : last;
        }
        return last;
    }

    /** How calls are shown. */
    private final class Names implements CallNames {

        @Override
        public String call(int thread, int n) {
            return thread < instances.size() ? instances.get(thread).decl().calls().get(n).text() : server(thread).call();
        }

        @Override
        public String program(int thread) {
            return thread < instances.size() ? instances.get(thread).decl().text() : server(thread).what();
        }

        private Servers.Server server(int thread) {
            return servers.all().get(thread - instances.size());
        }

        @Override
        public String result(int thread, int n, int value) {
            return thread < instances.size() ? Values.of(instances.get(thread).decl().calls().get(n).kind(), value) : Integer.toString(value);
        }
    }
}
