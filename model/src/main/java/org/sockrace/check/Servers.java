package org.sockrace.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.sockrace.kernel.Agents;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.Net;
import org.sockrace.kernel.Rcu;
import org.sockrace.kernel.task_struct;
import org.sockrace.kernel.umh;
import org.sockrace.machine.simulated.ThreadProgram;
import org.sockrace.scenario.Call;
import org.sockrace.scenario.ModuleAttribute;
import org.sockrace.scenario.ModuleDecl;
import org.sockrace.scenario.ParameterKind;
import org.sockrace.scenario.Returns;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.SetupCall;
import org.sockrace.scenario.ThreadDecl;

/** The threads that serve those of the scenario: modprobe, the clock for those who wait for their turn, and soft interrupts. */
final class Servers {

    /**
     * One of them.
     *
     * @param program what it runs
     * @param call what one of its calls is shown as
     * @param what what it does, in a few words
     */
    record Server(ThreadProgram program, String call, String what) { }

    private final Scenario scenario;
    private final Kernel kernel;
    private final List<Server> helpers = new ArrayList<>();

    Servers(Scenario scenario, Kernel kernel) {
        this.scenario = scenario;
        this.kernel = kernel;
    }

    /** In the order in which they are threads, after those of the scenario. */
    List<Server> all() {
        return Stream.of(helpers.stream(), softirq().stream(), agents()).flatMap(s -> s).toList();
    }

    // ---- what runs by itself -------------------------------------------------------------------------------------------

    /** From here on there are as many of each kind as were asked for so far, and those of the shape. */
    void limit(Shape shape) {
        limit(kernel.workqueue.pools, shape, Shape.Kind.WORK);
        limit(kernel.timer.bases, shape, Shape.Kind.TIMER);
        limit(kernel.clock.clocks, shape, Shape.Kind.CLOCK);
        limit(kernel.kthread.slots, shape, Shape.Kind.KTHREAD);
    }

    private static void limit(Agents<?> agents, Shape shape, Shape.Kind kind) {
        agents.limit(shape.spare(kind), () -> {
            throw new Shape.ShortageException(kind);
        });
    }

    private Stream<Server> agents() {
        return Stream.of(
                kernel.workqueue.pools.all().stream().map(pool -> agent(task(pool, true), () -> kernel.workqueue.worker_thread(pool),
                        "worker_thread()", "does what is queued")),
                kernel.timer.bases.all().stream().map(base -> agent(task(base, false), () -> kernel.timer.run_timer_softirq(base),
                        "run_timer_softirq()", "lets time run out")),
                kernel.clock.clocks.all().stream().map(clock -> agent(task(clock, false), () -> kernel.clock.run_timers(clock),
                        "run_timers()", "lets time run out")),
                kernel.kthread.slots.all().stream().map(slot -> agent(slot.task, () -> kernel.kthread.kthread(slot),
                        "kthread()", "is a kernel thread"))).flatMap(s -> s);
    }

    private static task_struct task(Object who, boolean may) {
        return new task_struct(who.toString(), null, may ? EnumSet.allOf(task_struct.capability.class) : EnumSet.noneOf(task_struct.capability.class), null);
    }

    private static Server agent(task_struct task, IntSupplier round, String call, String what) {
        return new Server(server(task, task.comm, round), call, what);
    }

    // ---- modprobe ------------------------------------------------------------------------------------------------------

    /**
     * The modprobe of a thread. One that loads a module whose init asks for another has a modprobe of its own, and so on: as many as there are such modules,
     * for each of them is loaded by one at a time.
     */
    umh modprobe(String name, ThreadDecl decl) {
        int asking = (int) scenario.modules().stream().filter(Servers::asks).count();
        umh helper = null;
        for (int level = asking; level >= 0; level--) {
            helper = new umh(kernel.k, "modprobe.".repeat(level + 1) + name, helper);
        }
        boolean bounded = asking == 0 && kernel.config.maxModprobes() == 0;
        String whose = decl.name();
        for (umh next = helper; next != null; next = next.task.modprobe_path) {
            umh served = next;
            IntSupplier round = () -> kernel.kmod.call_usermodehelper(served);
            helpers.add(new Server(bounded ? rounds(served.task, "modprobe", requests(decl), round) : server(served.task, "modprobe", round), "modprobe",
                    "modprobe for " + whose));
            if (kernel.config.maxModprobes() > 0 && kernel.since(4, 13)) {
                helpers.add(clock(served));
            }
            whose = "that of " + whose;
        }
        return helper;
    }

    private static boolean asks(ModuleDecl module) {
        return module.own() || !module.list(ModuleAttribute.REQUESTS).isEmpty();
    }

    private Server clock(umh helper) {
        task_struct timer = new task_struct("timer." + helper.task.comm, null, EnumSet.noneOf(task_struct.capability.class), null);
        return new Server(server(timer, "timer", helper.timer::run_timers), "run_timers()", "lets time run out");
    }

    private static ThreadProgram server(task_struct task, String text, IntSupplier round) {
        return ThreadProgram.server(task.comm, task, call(text, round));
    }

    private static ThreadProgram rounds(task_struct task, String text, int rounds, IntSupplier round) {
        return new ThreadProgram(task.comm, task, Collections.nCopies(rounds, call(text, round)), 1, true, 0, Set.of());
    }

    private static ThreadProgram.Call call(String text, IntSupplier round) {
        return new ThreadProgram.Call(text, locals -> round.getAsInt(), -1, Set.of());
    }

    /** The most that a thread can ask for: each socket its family, and its protocol by two names. */
    private static int requests(ThreadDecl decl) {
        int requests = 0;
        for (Call call : decl.calls()) {
            if (call.kind().parameters().contains(ParameterKind.FAMILY)) {
                int family = call.number(0);
                requests += switch (family) {
                    case Net.PF_INET, Net.PF_INET6 -> 3;
                    case Net.PF_CAN, Net.PF_PHONET, Net.PF_PPPOX, Net.PF_NETLINK -> 2;
                    default -> 1;
                };
            }
        }
        return requests;
    }

    // ---- soft interrupts -------------------------------------------------------------------------------------------------

    /** The soft interrupt that calls RCU callbacks, if there can be any: in 4.4 only netlink sockets leave something to them, and toys that want to. */
    private Optional<Server> softirq() {
        Stream<Call> calls = Stream.concat(scenario.threads().stream().flatMap(t -> t.calls().stream()), scenario.setup().stream().map(SetupCall::call));
        boolean callbacks = scenario.packets() || scenario.modules().stream().anyMatch(Servers::leavesCallbacks);
        if (calls.noneMatch(kernel.since(4, 7) || callbacks ? Servers::leavesCallbacks : Servers::makesNetlinkSocket)) {
            return Optional.empty();
        }
        task_struct ksoftirqd = new task_struct(Rcu.KSOFTIRQD, null, EnumSet.noneOf(task_struct.capability.class), null);
        return Optional.of(new Server(server(ksoftirqd, Rcu.KSOFTIRQD, kernel.rcu::run_ksoftirqd), "run_ksoftirqd()", "calls RCU callbacks"));
    }

    private static boolean leavesCallbacks(ModuleDecl module) {
        return module.hasNetlinkProtocol() || !module.get(ModuleAttribute.CALLBACK).equals("none");
    }

    private static boolean leavesCallbacks(Call call) {
        return descriptors(call) > 0 || Set.of(Returns.STATUS, Returns.NUMBER, Returns.COUNT, Returns.KERNEL_SOCKET).contains(call.kind().returns());
    }

    private static boolean makesNetlinkSocket(Call call) {
        return call.kind().parameters().contains(ParameterKind.FAMILY) && call.number(0) == Net.PF_NETLINK;
    }

    /** How many descriptors the call needs at most. */
    static int descriptors(Call call) {
        return call.kind().returns() == Returns.PAIR ? 2 : call.kind().returns() == Returns.FD ? 1 : 0;
    }
}
