package org.sockrace.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sockrace.check.CheckReport;
import org.sockrace.explain.Counterexample;
import org.sockrace.explain.Counterexample.Kind;
import org.sockrace.explain.Counterexample.Remark;
import org.sockrace.explain.Counterexample.Step;
import org.sockrace.check.Endings;
import org.sockrace.check.EngineKind;
import org.sockrace.check.Outcome;
import org.sockrace.check.Verdict;
import org.sockrace.check.Violation;
import org.sockrace.compare.ObservedOutcomes;
import org.sockrace.machine.Property;
import org.sockrace.scenario.Scenario;
import org.sockrace.scenario.ScenarioParser;

/** Reports made by hand. */
public final class Samples {

    /** Holds. */
    public static final Scenario RMMOD = ScenarioParser.parse("""
            scenario rmmod-vs-socket "can rmmod free the module while socket() is between look-up and create?"
            module af_packet
            T0: s = socket(PF_PACKET, SOCK_RAW, 0)
            T1: r = rmmod(af_packet)
            outcome s, r
              fd,           EWOULDBLOCK  acceptable  "socket() pinned the module first"
              EAFNOSUPPORT, 0            acceptable  "rmmod won"
              fd,           0            forbidden   "the module is gone, its socket lives"
            """, "", "");

    /** Breaks, and says so. */
    public static final Scenario INET = ScenarioParser.parse("""
            scenario inet-vs-rmmod "inet_create uses the protocol after rcu_read_unlock"
            expect breaks no-use-after-unload O1
            kernel 6.19 preemptible=yes
            module l2tp_ip
            T0: s = socket(PF_INET, SOCK_DGRAM, IPPROTO_L2TP)
            T1: r = rmmod(l2tp_ip)
            """, "", "");

    /** All there is to cover. */
    public static final Universe UNIVERSE = new Universe(List.of("__sock_create/out_release", "__sock_create/out_module_busy",
            "inet_create/out"),
            List.of("__sock_create NetSocket.java:139 taken", "__sock_create NetSocket.java:139 not taken"));

    private Samples() { }

    /** What every report has in common. */
    public static CheckReport report(Scenario scenario, Verdict verdict, List<Outcome> outcomes, List<Violation> violations) {
        Map<String, Long> labels = new TreeMap<>(Map.of("__sock_create/out_release", 123L));
        Map<String, Long> edges = new TreeMap<>(Map.of("__sock_create NetSocket.java:139 taken", 7L,
                "__sock_create NetSocket.java:139 not taken", 9L));
        boolean exhaustive = verdict != Verdict.BOUNDED;
        return new CheckReport(scenario.name(), EngineKind.BREADTH_FIRST, verdict, exhaustive, exhaustive ? "" : "stopped at --max-states 200000", 1187,
                24_410, 31, 1.2345, scenario.outcomes().names(), outcomes, endings(outcomes, violations), violations, List.of(), List.of(),
                List.of("warned: printing a warning twice does no harm"), labels, edges);
    }

    /** Those of the rows that were seen; executions that break something end there, wrong outcomes apart. */
    private static Endings endings(List<Outcome> outcomes, List<Violation> violations) {
        return new Endings(outcomes.stream().filter(o -> o.count() > 0).map(Outcome::values).collect(Collectors.toSet()),
                violations.stream().map(Violation::property).filter(p -> p != Property.OUTCOMES).collect(Collectors.toSet()));
    }

    /** A row that was seen, or not. */
    public static Outcome outcome(boolean seen, Outcome.Grade grade, String description, String... values) {
        return new Outcome(List.of(values), seen ? 3 : 0, seen ? Outcome.Seen.SOMETIMES : Outcome.Seen.NEVER, grade, description, List.of());
    }

    /** The rows of {@link #RMMOD}, as they should come out. */
    public static List<Outcome> rows() {
        return List.of(outcome(true, Outcome.Grade.ACCEPTABLE, "socket() pinned the module first", "fd", "EWOULDBLOCK"),
                outcome(true, Outcome.Grade.ACCEPTABLE, "rmmod won", "EAFNOSUPPORT", "0"),
                outcome(false, Outcome.Grade.FORBIDDEN, "the module is gone, its socket lives", "fd", "0"));
    }

    /** A scenario that holds. */
    public static Checked holds() {
        return new Checked(RMMOD, report(RMMOD, Verdict.HOLDS, rows(), List.of()), Origin.catalogue(RMMOD.name()));
    }

    /** The same, not finished. */
    public static Checked bounded() {
        return new Checked(RMMOD, report(RMMOD, Verdict.BOUNDED, rows(), List.of()), Origin.catalogue(RMMOD.name()));
    }

    /** A scenario that breaks as it should. */
    public static Checked breaks() {
        return new Checked(INET, report(INET, Verdict.BREAKS, List.of(outcome(true, Outcome.Grade.UNSPECIFIED, "", "fd", "EWOULDBLOCK")),
                List.of(unload())), Origin.catalogue(INET.name()));
    }

    /** A scenario that should break, and does not. */
    public static Checked unexpectedlyHolds() {
        return new Checked(INET, report(INET, Verdict.HOLDS, List.of(), List.of()), Origin.catalogue(INET.name(), "breaks/50-inet-vs-rmmod.race"));
    }

    /** A scenario that breaks and should not, with wrong outcomes. */
    public static Checked unexpected() {
        List<Outcome> rows = new ArrayList<>(List.of(outcome(true, Outcome.Grade.ACCEPTABLE, "socket() pinned the module first", "fd",
                "EWOULDBLOCK"),
                outcome(false, Outcome.Grade.ACCEPTABLE, "rmmod won", "EAFNOSUPPORT", "0"),
                outcome(true, Outcome.Grade.FORBIDDEN, "the module is gone, its socket lives", "fd", "0"),
                outcome(true, Outcome.Grade.UNSPECIFIED, "", "ENOMEM", "0")));
        Violation outcomes = new Violation(Property.OUTCOMES, "outcome EAFNOSUPPORT, 0 is declared but never reached", "", "", 0, "", null);
        return new Checked(RMMOD, report(RMMOD, Verdict.BREAKS, rows, List.of(unload(), outcomes)), Origin.catalogue(RMMOD.name()));
    }

    /** What was seen of {@link #RMMOD}: so often each of its rows, in their order; 0 leaves one out. */
    public static ObservedOutcomes observed(long... samples) {
        ObservedOutcomes observed = new ObservedOutcomes(RMMOD);
        for (int i = 0; i < samples.length; i++) {
            if (samples[i] > 0) {
                observed.add(rows().get(i).values(), samples[i]);
            }
        }
        return observed;
    }

    /** Use after unload, in 14 steps. */
    public static Violation unload() {
        return new Violation(Property.NO_USE_AFTER_UNLOAD, "pf->create read, but af_packet was freed at step 13", "__sock_create",
                "SocketCore.java", 140, "free_module",
                unloadTrace());
    }

    /** The steps of {@link #unload()}. */
    public static Counterexample unloadTrace() {
        Steps s = new Steps();
        s.step(0, true, 125, "rcu_read_lock();", "rcu_read_lock()", "T0 becomes a reader").in("sys_socket", "sock_create", "__sock_create");
        s.step(0, true, 128, "pf = rcu_dereference(net_families.get(family));", "rcu_dereference(net_families[17]) = packet_family_ops");
        s.remark(130, "if (test(pf == null)) break out_release;", "not taken");
        s.step(0, false, 139, "if (test(!try_module_get(pf.owner))) break out_release;", "read(pf.owner) = af_packet");
        s.remark(139, "if (test(!try_module_get(pf.owner))) break out_release;", "not taken");
        s.step(0, true, 143, "rcu_read_unlock();", "rcu_read_unlock()", "T0 is no reader any more");
        s.marker(0, Kind.PREEMPTED);
        s.step(1, true, 201, "int ret = mod.refcnt.add_return(-MODULE_REF_BASE);", "atomic_sub_return(1, af_packet.refcnt) = 0",
                "af_packet.refcnt 1 -> 0").in("delete_module", "try_stop_module", "try_release_module_ref");
        s.step(1, true, 210, "mod.state.set(MODULE_STATE_GOING);", "write(af_packet.state, GOING)", "state LIVE -> GOING")
                .in("delete_module", "try_stop_module");
        s.step(1, false, 300, "sock_unregister(PF_PACKET);", "enter").in("delete_module", "packet_exit", "sock_unregister");
        s.step(1, false, 301, "spin_lock(net_family_lock);", "spin_lock(net_family_lock)");
        s.step(1, true, 302, "RCU_INIT_POINTER(net_families.get(family), null);", "RCU_INIT_POINTER(net_families[17], NULL)",
                "net_families[17] packet_family_ops -> NULL");
        s.step(1, true, 305, "synchronize_rcu();", "synchronize_rcu()", "waits for {}");
        s.step(1, true, 305, "synchronize_rcu();", "synchronize_rcu() ends");
        s.step(1, false, 400, "mod.state.set(MODULE_STATE_UNFORMED);", "write").in("delete_module", "free_module");
        s.step(1, true, 420, "k.free(mod.mem);", "free(af_packet)", "af_packet -> FREED");
        s.remark(0, "", "rmmod(af_packet) = 0");
        s.marker(1, Kind.FINISHED);
        s.broken(0, 146, "err = pf_create(pf, sock, protocol, kern);", "read(packet_family_ops.create)").in("sys_socket", "sock_create",
                "__sock_create");
        return new Counterexample(List.of("T0", "T1"), List.of("s = socket(PF_PACKET, SOCK_RAW, 0)", "r = rmmod(af_packet)"),
                List.of("af_packet.refcnt = 1", "af_packet.state = LIVE", "net_families[17] = packet_family_ops"), s.list, 1, true,
                        "0x4,1x9,0",
                List.of("Let M = af_packet, freed by T1 at step 13.", "T0 held no reference to M when it was freed.",
                        "So the grace period that began at step 10 did not have to wait for T0.",
                        "T0 uses M at step 14 (__sock_create, NetSocket.java:146: err = pf_create(pf, sock, protocol, kern);), "
                        + "after it was freed: a contradiction."));
    }

    /** Three threads, of which two wait for each other. */
    public static Violation deadlock() {
        Steps s = new Steps();
        s.step(0, true, 10, "mutex_lock(a);", "mutex_lock(a)", "a free -> T0").in("first");
        s.marker(0, Kind.PREEMPTED);
        s.step(1, true, 20, "mutex_lock(b);", "mutex_lock(b)", "b free -> T1").in("second");
        s.marker(1, Kind.BLOCKED);
        s.step(2, true, 30, "warned.set(1);", "write(warned, 1)", "warned 0 -> 1").in("third");
        return new Violation(Property.NO_DEADLOCK, "no thread can move", "", "", 0, "", new Counterexample(List.of("T0", "T1", "T2"),
                List.of("first()", "second()", "third()"), List.of(), s.list, 1, false, "0,1,2",
                List.of("T0 waits for ever in first: mutex_lock(b).", "T1 waits for ever in second: mutex_lock(a).")));
    }

    /** Collects steps. */
    private static final class Steps {

        private final List<Step> list = new ArrayList<>();
        private int number;

        private Steps step(int thread, boolean shared, int line, String source, String operation, String... changes) {
            return add(++number, thread, Kind.OPERATION, shared, line, source, operation, List.of(changes));
        }

        private Steps broken(int thread, int line, String source, String operation) {
            return add(++number, thread, Kind.BROKEN, true, line, source, operation, List.of());
        }

        private void marker(int thread, Kind kind) {
            add(0, thread, kind, true, 0, "", "", List.of());
        }

        private Steps add(int n, int thread, Kind kind, boolean shared, int line, String source, String operation, List<String> changes) {
            List<String> functions = List.of();
            for (Step step : list) {
                functions = step.thread() == thread && step.number() > 0 ? step.functions() : functions;
            }
            list.add(new Step(n, thread, kind, n == 0 ? List.of() : functions, n == 0 ? "" : "NetSocket.java", line, source, operation,
                    shared, changes,
                    List.of()));
            return this;
        }

        /** The last step was in these functions, outermost first. */
        private void in(String... functions) {
            List<String> innermostFirst = new ArrayList<>(List.of(functions));
            Collections.reverse(innermostFirst);
            Step s = list.get(list.size() - 1);
            list.set(list.size() - 1, new Step(s.number(), s.thread(), s.kind(), innermostFirst, s.file(), s.line(), s.source(),
                    s.operation(),
                    s.telling(), s.changes(), s.remarks()));
        }

        /** After the last step this was noted. */
        private void remark(int line, String source, String text) {
            Step s = list.get(list.size() - 1);
            List<Remark> remarks = new ArrayList<>(s.remarks());
            remarks.add(new Remark(line, source, text));
            list.set(list.size() - 1, new Step(s.number(), s.thread(), s.kind(), s.functions(), s.file(), s.line(), s.source(),
                    s.operation(),
                    s.telling(), s.changes(), remarks));
        }
    }
}
