package org.sockrace.scenario;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.sockrace.machine.Property;

/**
 * A question to the model: these threads on this kernel, and what is expected of them.
 *
 * @param name its name
 * @param title the suspicion in one line, or an empty string
 * @param finding the finding that it shows, for example {@code O1}, or an empty string
 * @param expectation the expected verdict
 * @param kernel the kernel
 * @param modules the modules, in the order in which they are loaded
 * @param processes threads that share one table of descriptors, each set in the order of the threads; a thread in none of them has its own
 *     table, and so has each of several identical threads. A thread is in at most one
 * @param setup calls made before the threads start, in order
 * @param threads the threads; at least one
 * @param always the properties to be checked
 * @param outcomes what may come out
 * @param faults what may fail at any moment
 * @param autoload whether request_module works: each thread that asks has a helper that runs modprobe
 * @param repairedBy the name of the scenario of the same file that is this one without its mistake, or an empty string
 */
public record Scenario(String name, String title, String finding, Expectation expectation, KernelChoice kernel, List<ModuleDecl> modules,
                       List<List<String>> processes, List<SetupCall> setup, List<ThreadDecl> threads, Set<Property> always,
                       OutcomeTable outcomes, Set<Fault> faults, boolean autoload, String repairedBy) {

    /** Copies the collections; sets keep the order of their enumerations. */
    public Scenario {
        modules = List.copyOf(modules);
        processes = processes.stream().map(List::copyOf).toList();
        setup = List.copyOf(setup);
        threads = List.copyOf(threads);
        always = ordered(always, Property.class);
        faults = ordered(faults, Fault.class);
    }

    /** Begins a scenario of that name, to be said in Java. */
    public static ScenarioBuilder named(String name) {
        return new ScenarioBuilder(name);
    }

    private static <E extends Enum<E>> Set<E> ordered(Set<E> set, Class<E> type) {
        EnumSet<E> copy = EnumSet.noneOf(type);
        copy.addAll(set);
        return Collections.unmodifiableSet(copy);
    }

    /**
     * The same with other properties to be checked. If none of those that were expected to break is checked any more, the others are
     * expected to hold.
     */
    public Scenario checking(Set<Property> properties) {
        List<Property> breaking = expectation.properties().stream().filter(properties::contains).toList();
        boolean none = expectation.kind() == Expectation.Kind.BREAKS && breaking.isEmpty();
        return new Scenario(name, title, finding, new Expectation(none ? Expectation.Kind.HOLDS : expectation.kind(), breaking,
                expectation.where()), kernel, modules,
                processes, setup, threads, properties, outcomes, faults, autoload, repairedBy);
    }

    /** The same, of which something else is expected. */
    public Scenario expecting(Expectation other) {
        return new Scenario(name, title, finding, other, kernel, modules, processes, setup, threads, always, outcomes, faults, autoload, repairedBy);
    }

    /** The same on another kernel, expected to hold. */
    public Scenario on(KernelChoice other) {
        return new Scenario(name, title, finding, Expectation.HOLDS, other, modules, processes, setup, threads, always, outcomes, faults, autoload, repairedBy);
    }

    /** The same with another module of that name, expected to hold. */
    public Scenario with(ModuleDecl other) {
        List<ModuleDecl> changed = modules.stream().map(m -> m.name().equals(other.name()) ? other : m).toList();
        return new Scenario(name, title, finding, Expectation.HOLDS, kernel, changed, processes, setup, threads,
                always, outcomes, faults, autoload, repairedBy);
    }

    /** The same with so many of that thread, whose outcomes are not looked at. */
    public Scenario with(String thread, int copies) {
        List<ThreadDecl> changed = threads.stream().map(t -> t.name().equals(thread) ? t.times(copies) : t).toList();
        Set<Property> looked = EnumSet.noneOf(Property.class);
        looked.addAll(always);
        looked.remove(Property.OUTCOMES);
        return new Scenario(name, title, finding, Expectation.HOLDS, kernel, modules, processes, setup, changed, looked,
                new OutcomeTable(List.of(), List.of(), false, Where.NOWHERE), faults, autoload, repairedBy);
    }

    /** The same with so many of that thread, where the results of the first of them, and of all others, are looked at; which there may be is not said. */
    public Scenario watching(String thread, int copies) {
        Scenario many = with(thread, copies);
        return new Scenario(name, title, finding, Expectation.HOLDS, kernel, modules, processes, setup, many.threads, many.always,
                new OutcomeTable(outcomes.columns(), List.of(), false, Where.NOWHERE), faults, autoload, repairedBy);
    }

    /** The thread of which there may be any number, if one is declared so. */
    public Optional<ThreadDecl> anyNumber() {
        return threads.stream().filter(ThreadDecl::any).findFirst();
    }

    /** How many threads there are, identical ones counted each. */
    public int threadCount() {
        return threads.stream().mapToInt(ThreadDecl::copies).sum();
    }

    /** The declaration of the thread of that number, from 0, identical ones counted each; empty if it is one that the kernel starts. */
    public Optional<ThreadDecl> thread(int number) {
        return threads.stream().flatMap(t -> Collections.nCopies(t.copies(), t).stream()).skip(number).findFirst();
    }

    /** What the call returns whose result the column shows. */
    public Returns returns(OutcomeColumn column) {
        return threads.stream().filter(t -> t.name().equals(column.thread())).flatMap(t -> t.calls().stream())
                .filter(c -> c.result().equals(column.variable())).findFirst().orElseThrow().kind().returns();
    }

    /** The module of that name. */
    public ModuleDecl module(String wanted) {
        return modules.stream().filter(m -> m.name().equals(wanted)).findFirst().orElseThrow();
    }

    /** Whether packets come to what listens for them: a thread, or the set-up, delivers one, or asks for them where a bundled family has sockets that do. */
    public boolean packets() {
        boolean listens = modules.stream().anyMatch(m -> m.known() == KnownModule.CAN_RAW || m.known() == KnownModule.AF_PACKET);
        return Stream.concat(setup.stream().map(SetupCall::call), threads.stream().flatMap(t -> t.calls().stream()))
                .anyMatch(c -> c.kind() == CallKind.CALL && Call.PACKETS.contains(c.arguments().get(0).text())
                        || listens && (c.kind() == CallKind.BIND || c.kind() == CallKind.RECVMSG));
    }
}
