package org.sockrace.conform.ftrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sockrace.SameOnEveryJdk;

/** What holds for every family, whether it is modelled or not: for each rule a recording that it explains, and one that breaks it. */
@SameOnEveryJdk
class AnyFamilyTest {

    private static final String DELETE = "delete_module: (__x64_sys_delete_module+0x0/0x20)";
    private static final String DELETED = "delete_module_ret: (do_syscall_64+0x5d/0xb0 <- __x64_sys_delete_module) ret=0";
    private static final String FREE = "free_module: (free_module+0x0/0x160)";
    private static final String WAIT = "synchronize_rcu: (synchronize_rcu+0x0/0xb0)";
    private static final String FREED = "synchronize_rcu_ret: (free_module+0xb7/0x160 <- synchronize_rcu)";
    private static final String WITHDRAWN = "synchronize_rcu_ret: (sock_unregister+0x37/0x50 <- synchronize_rcu)";
    private static final String UNREGISTERED = "sock_unregister_ret: (foo_exit+0x23/0xf44 [foo] <- sock_unregister)";
    private static final String FINIT = "finit_module: (__x64_sys_finit_module+0x0/0x20)";
    private static final String LOADED = "finit_module_ret: (do_syscall_64+0x5d/0xb0 <- __x64_sys_finit_module) ret=0";
    private static final String RELEASED = "sock_release_ret: (sock_close+0x11/0x20 <- __sock_release)";
    private static final ModulesFile.Loaded UNUSED = new ModulesFile.Loaded(0, List.of());

    private static String get(String module, String site, int refcnt) {
        return "module_get: " + module + " call_site=" + site + " refcnt=" + refcnt;
    }

    private static String put(String module, String site, int refcnt) {
        return "module_put: " + module + " call_site=" + site + " refcnt=" + refcnt;
    }

    private static String create(int family) {
        return "sock_create: (__sock_create+0x0/0x1c0) family=" + family + " type=2 protocol=0";
    }

    private static String alloc(int socket) {
        return "sock_alloc_ret: (__sock_create+0x7f/0x1c0 <- sock_alloc) sock=0x" + socket;
    }

    private static String sk(int sk) {
        return "sk_alloc_ret: (foo_create+0x1/0x2 [foo] <- sk_alloc) sk=0x" + sk;
    }

    private static String destruct(int sk) {
        return "sk_destruct: (sk_destruct+0x0/0x50) sk=0x" + sk;
    }

    private static String release(int socket) {
        return "sock_release: (__sock_release+0x0/0xb0) sock=0x" + socket;
    }

    private static String created(String caller, int ret) {
        return "sock_create_ret: (" + caller + "+0x85/0x100 <- __sock_create) ret=" + ret;
    }

    /** A socket of module foo, of which {@code refs} references are held before: its sock and its proto_ops hold one each. */
    private static String[] socket(int family, int address, int refs) {
        return new String[] {create(family), alloc(address), get("foo", "__sock_create", refs + 1), get("foo", "sk_prot_alloc", refs + 2), sk(address + 1),
            get("foo", "__sock_create", refs + 3), put("foo", "__sock_create", refs + 2), created("__sys_socket", 0)};
    }

    private static Log foo() {
        return new Log().before(Map.of("foo", UNUSED, "bar", UNUSED));
    }

    private static void explained(Log log) {
        Validation validation = log.validate();
        assertThat(validation.finding()).isNull();
        assertThat(validation.verdict()).isEqualTo(Validation.Verdict.EXPLAINED);
    }

    private static void broken(Log log, Rule rule, String why) {
        Finding finding = log.validate().finding();
        assertThat(finding).isNotNull();
        assertThat(finding.why()).contains(why);
        assertThat(finding.rule()).isEqualTo(rule);
    }

    // ---- names -----------------------------------------------------------------------------------------------------------

    /** A reference to another module says nothing of what is loaded or freed. */
    @Test
    void aModuleIsNamedWhereItIsLoadedOrFreed() {
        String[] load = {FINIT, get("bar", "resolve_symbol", 2), "module_load: baz ", put("baz", "do_init_module", 1), LOADED};
        explained(foo().task(1, load));
        explained(foo().task(1, DELETE, put("bar", "crypto_destroy_tfm", 1), FREE, "module_free: foo", WAIT, FREED, DELETED)
                .before(Map.of("foo", UNUSED, "bar", new ModulesFile.Loaded(1, List.of()))));
        broken(foo().task(1, FINIT, get("bar", "resolve_symbol", 2), "module_load: baz ", put("bar", "do_init_module", 1), LOADED), Rule.PATH,
                "expected module_put baz");
    }

    /** What an exit gives back besides is no reference that the module holds because it uses symbols; those it gives back after it was freed. */
    @Test
    void dependenciesAreGivenBackAfterTheExit() {
        Map<String, ModulesFile.Loaded> before = Map.of("foo", UNUSED, "bar", new ModulesFile.Loaded(2, List.of("foo")));
        String[] unload = {DELETE, put("bar", "foo_exit", 2), FREE, "module_free: foo", put("bar", "module_unload_free", 1), WAIT, FREED, DELETED};
        explained(foo().before(before).task(1, unload));
        unload[4] = unload[5];
        unload[5] = FREED;
        unload[6] = DELETED;
        broken(foo().before(before).task(1, java.util.Arrays.copyOf(unload, 7)), Rule.BALANCE,
                "foo, which held 1 reference(s) to bar because it uses its symbols, gave 0 back");
    }

    // ---- modules on their way out ------------------------------------------------------------------------------------------

    /** delete_module takes the base reference away before the exit runs, which may hold the module by __module_get. */
    @Test
    void aModuleOnItsWayOutHasNoBaseReference() {
        explained(foo().task(1, DELETE, get("foo", "foo_remove [foo]", 1), put("foo", "sock_release", 0), FREE, "module_free: foo", WAIT, FREED, DELETED));
        broken(foo().task(1, DELETE, get("foo", "foo_remove [foo]", 2), put("foo", "sock_release", 1), FREE, "module_free: foo", WAIT, FREED, DELETED),
                Rule.COUNTER, "refcnt=2 of foo is not what the references explain, which is 1");
        broken(foo().task(1, DELETE, put("foo", "sock_release", -1), FREE, "module_free: foo", WAIT, FREED, DELETED), Rule.COUNTER,
                "more are given back than were taken");
    }

    @Test
    void aModuleOnItsWayOutGivesNoReference() {
        Log log = foo().task(1, DELETE, "sock_unregister: (sock_unregister+0x0/0x50) family=9")
                .on(1, 2, ".....", create(9), alloc(10), get("foo", "__sock_create", 1)).task(1, WAIT, WITHDRAWN, UNREGISTERED, FREE, "module_free: foo");
        broken(log, Rule.MODULE_LIFETIME, "foo is being unloaded since line 3, so __sock_create gets no reference to it");
    }

    /** The recording ends in the exit: nobody knows which module it is of. */
    @Test
    void anUnfinishedExitMayHaveTakenTheBaseReferenceAway() {
        explained(foo().task(1, DELETE, get("foo", "foo_remove [foo]", 1), put("foo", "sock_release", 0)));
        broken(foo().task(1, get("foo", "foo_remove [foo]", 1), put("foo", "sock_release", 0)).task(1, DELETE), Rule.COUNTER, "is not what the references");
    }

    // ---- sockets of the kernel's own ---------------------------------------------------------------------------------------

    private static Log inner(String caller) {
        return foo().task(1, create(9), alloc(10), create(2), alloc(20), sk(21), created(caller, 0), created("__sys_socket", 0))
                .task(1, release(10), destruct(21), RELEASED);
    }

    /** sock_release contains __sock_release, so that there is no event. */
    @Test
    void theKernelReleasesItsOwnSocketsUnseen() {
        explained(inner("foo_create"));
        explained(foo().task(1, create(9), alloc(10), sk(11), created("foo_worker", 0), destruct(11)));
        explained(foo().task(1, create(9), alloc(10), sk(11), created("foo_worker", 0), create(9), alloc(10), sk(12), created("foo_worker", 0)));
        explained(foo().task(1, create(9), alloc(10), sk(11), created("foo_worker", 0), "sock_release_kern: (sock_release+0x0/0x10) sock=0x10",
                destruct(11)));
        broken(foo().task(1, create(9), alloc(10), sk(11), created("__sys_socket", 0)).task(2, destruct(11)), Rule.OBJECT_LIFETIME,
                "this sock is destroyed while its socket is open");
    }

    /** Without a free descriptor, the system call releases the socket in the same way. */
    @Test
    void aSocketWithoutADescriptorIsReleasedUnseen() {
        explained(foo().task(1, socket(9, 10, 1)).task(1, destruct(11), put("foo", "foo_release", 2), put("foo", "sock_release", 1)));
        broken(foo().task(1, socket(9, 10, 1)).task(2, destruct(11), put("foo", "foo_release", 2), put("foo", "sock_release", 1)), Rule.OBJECT_LIFETIME,
                "this sock is destroyed while its socket is open");
    }

    // ---- equal times -------------------------------------------------------------------------------------------------------

    private static Log twoSockets(boolean tied, int... refcnts) {
        Log log = foo().task(1, socket(9, 10, 1)).on(1, 2, ".....", socket(9, 20, 3));
        log = tied ? log.tie() : log;
        return log.task(1, release(10), destruct(11), put("foo", "foo_release", refcnts[0]), put("foo", "__sock_release", refcnts[1]), RELEASED)
                .on(1, 2, ".....", release(20), destruct(21), put("foo", "foo_release", refcnts[2]), put("foo", "__sock_release", refcnts[3]), RELEASED)
                .untie().task(3, get("foo", "bar_get", 2), put("foo", "bar_put", 1));
    }

    /** Both of one processor came before both of the other, whose lines come first. */
    @Test
    void processorsWithTheSameTimeHaveNoOrder() {
        explained(twoSockets(true, 2, 1, 4, 3));
        explained(twoSockets(false, 4, 3, 2, 1));
        broken(twoSockets(false, 2, 1, 4, 3), Rule.COUNTER, "is not what the references explain");
        broken(twoSockets(true, 2, 1, 7, 3), Rule.COUNTER, "is not what the references explain");
    }

    /** One task, first on processor 1. */
    @Test
    void aTaskGoesOnWhereItWas() {
        String asks = "request_module: (__request_module+0x0/0x3e0)";
        String asked = "request_module_ret: (__sock_create+0x156/0x200 <- __request_module) ret=-2";
        String released = "sock_release_ret: (__sock_create+0xd9/0x1c0 <- __sock_release)";
        Log log = foo().on(1, 1, ".....", create(9)).tie().task(1, asked, release(10), released, created("__sys_socket", -97));
        explained(log.on(1, 1, ".....", alloc(10), asks));
        log = foo().on(1, 1, ".....", create(9)).task(1, asked, release(10), released, created("__sys_socket", -97));
        broken(log.on(1, 1, ".....", alloc(10), asks), Rule.PATH, "goes on with this");
    }

    @Test
    void aModuleIsLoadedBeforeItIsUsedAtTheSameTime() {
        String[] use = {get("foo", "bar_get", 3), put("foo", "bar_put", 2)};
        explained(new Log().before(Map.of()).on(1, 1, ".....", FINIT).tie().task(2, use).on(1, 1, ".....", "module_load: foo ").untie()
                .on(1, 1, ".....", put("foo", "do_init_module", 1), LOADED));
        broken(new Log().before(Map.of()).on(1, 1, ".....", FINIT).task(2, use).on(1, 1, ".....", "module_load: foo "), Rule.MODULE_LIFETIME,
                "foo was not loaded");
    }

    // ---- interrupts --------------------------------------------------------------------------------------------------------

    /** The task has changed the counter, and its line comes after those of the softirq which interrupted it. */
    @Test
    void anInterruptShowsWhatTheTaskBelowHasChanged() {
        Map<String, ModulesFile.Loaded> before = Map.of("foo", new ModulesFile.Loaded(9, List.of()));
        explained(foo().before(before).softirq(0, put("foo", "bar_rcu", 10), put("foo", "bar_rcu", 9)).task(1, get("foo", "bar_get", 9)));
        broken(foo().before(before).on(0, 2, ".....", put("foo", "bar_rcu", 10), put("foo", "bar_rcu", 9)).task(1, get("foo", "bar_get", 9)), Rule.COUNTER,
                "refcnt=10 of foo is not what the references explain, which is 9");
        broken(foo().before(before).softirq(0, put("foo", "bar_rcu", 11), put("foo", "bar_rcu", 10)).task(1, get("foo", "bar_get", 9)), Rule.COUNTER,
                "refcnt=11 of foo is not what the references explain, which is 9");
    }

    /** The flags say it in the third or in the fourth column. */
    @Test
    void theColumnOfInterruptsIsFound() {
        Map<String, ModulesFile.Loaded> before = Map.of("foo", new ModulesFile.Loaded(9, List.of()));
        for (String flags : List.of("..s..", "d.h1.", "...s1..", "d..H...")) {
            explained(foo().before(before).on(0, 0, flags, put("foo", "bar_rcu", 10), put("foo", "bar_rcu", 9)).task(1, get("foo", "bar_get", 9)));
        }
    }

    // ---- socks that outlive their sockets -----------------------------------------------------------------------------------

    private static Log deferred() {
        return foo().task(1, socket(9, 10, 1)).task(1, release(10), destruct(11), put("foo", "__sock_release", 2), RELEASED);
    }

    private static final String[] UNLOAD = {DELETE, FREE, "module_free: foo", WAIT, FREED, DELETED};

    @Test
    void aSockMayGiveItsReferenceBackAfterAGracePeriod() {
        explained(deferred());
        explained(deferred().softirq(0, put("foo", "rcu_do_batch", 1)).task(1, UNLOAD));
        broken(deferred().softirq(0, put("foo", "rcu_do_batch", 1), put("foo", "rcu_do_batch", 0)), Rule.COUNTER, "more are given back than were taken");
        broken(deferred().task(1, UNLOAD), Rule.BALANCE, "foo is freed, but 1 reference of destroyed socks was not given back");
        broken(foo().task(1, socket(9, 10, 1)).task(1, release(10), destruct(11), RELEASED), Rule.BALANCE,
                "__sock_release of line 10 did not give back the reference to foo that __sock_create took for the socket's operations");
        broken(foo().task(1, socket(9, 10, 1)).task(1, release(10), destruct(11), put("foo", "foo_release", 2), RELEASED), Rule.BALANCE,
                "__sock_release of line 10 did not give back the reference to foo");
        broken(foo().task(1, socket(9, 10, 1)).softirq(0, put("foo", "rcu_do_batch", 2)), Rule.BALANCE, "the open sockets hold more than are left");
    }

    /** What is given back in no call is what nobody holds who is still there. */
    @Test
    void aSockThatIsThereHoldsItsReference() {
        Log log = foo().task(1, socket(9, 10, 1)).task(1, release(10), put("foo", "__sock_release", 2), RELEASED);
        explained(log);
        Validation validation = log.softirq(0, put("foo", "rcu_do_batch", 1)).validate();
        assertThat(validation.verdict()).isEqualTo(Validation.Verdict.HAS_GAPS);
        assertThat(validation.gap().what()).isEqualTo("1 of sk_destruct");
        broken(log.missed(Map.of()), Rule.BALANCE, "but the sockets and socks that are there hold more than are left");
    }

    /** Code of which nothing is known may make sockets itself, but it does not end the call that it is in. */
    @Test
    void aCallEndsInItsOwnWay() {
        String[] socket = {"sock_create: (__sock_create+0x0/0x1c0) family=2 type=1 protocol=6", alloc(10), sk(11)};
        explained(new Log().task(1, socket).task(1, created("__sys_socket", 0)));
        broken(new Log().task(1, socket).task(1, created("__sys_socket", -12)), Rule.PATH, "goes on with this");
    }

    /** Who asks only when the recording is over may find fewer. */
    @Test
    void whatIsDeferredMayBeGivenBackAfterTheRecording() {
        Log log = deferred();
        explained(log.after(Map.of("foo", UNUSED, "bar", UNUSED)));
        explained(log.after(Map.of("foo", new ModulesFile.Loaded(1, List.of()), "bar", UNUSED)));
        broken(log.after(Map.of("foo", new ModulesFile.Loaded(2, List.of()), "bar", UNUSED)), Rule.COUNTER, "the recording ends with 1 reference to foo");
    }

    // ---- families ----------------------------------------------------------------------------------------------------------

    private static Log reload(int families, String register) {
        List<String> unload = new ArrayList<>(List.of(DELETE));
        List<String> load = new ArrayList<>(List.of(FINIT, "module_load: foo "));
        for (int f = 8; f < 8 + families; f++) {
            unload.addAll(List.of("sock_unregister: (sock_unregister+0x0/0x50) family=" + f, WAIT, WITHDRAWN, UNREGISTERED));
            load.addAll(List.of("sock_register: (sock_register+0x0/0x70)" + register.replace("N", Integer.toString(f)),
                    "sock_register_ret: (foo_init+0x23/0x1 [foo] <- sock_register) ret=0"));
        }
        unload.addAll(List.of(FREE, "module_free: foo", WAIT, FREED, DELETED));
        load.addAll(List.of(put("foo", "do_init_module", 1), LOADED));
        return foo().task(1, unload.toArray(String[]::new)).task(1, load.toArray(String[]::new));
    }

    @Test
    void aModuleMayHaveSeveralFamilies() {
        for (String register : List.of("", " family=N")) {
            explained(reload(2, register).task(1, socket(8, 10, 1)).task(1, socket(9, 20, 3)));
        }
        broken(reload(1, " family=10").task(1, socket(8, 10, 1)), Rule.STATE, "only if net_families[8] was set");
    }

    // ---- probes that are missed --------------------------------------------------------------------------------------------

    private static Log twice() {
        return foo().task(1, create(9), alloc(10), sk(11), created("__sys_socket", 0)).task(1, release(10), RELEASED)
                .task(1, create(9), alloc(10), sk(11), created("__sys_socket", 0));
    }

    @Test
    void whatTheKernelGivesOutAgainIsFree() {
        for (Log log : List.of(twice(), twice().missed(Map.of(EventKind.SK_DESTRUCT, 1L)))) {
            Validation validation = log.validate();
            assertThat(validation.finding()).isNull();
            assertThat(validation.verdict()).isEqualTo(Validation.Verdict.HAS_GAPS);
            assertThat(validation.gap().what()).isEqualTo("1 of sk_destruct");
        }
        broken(twice().missed(Map.of(EventKind.SK_DESTRUCT, 0L)), Rule.OBJECT_LIFETIME, "there is a sock at this address that was not destroyed");
        broken(twice().task(1, put("foo", "bar_put", 0)), Rule.COUNTER, "more are given back than were taken");
    }

    /** Tracepoints are not missed: a counter is not explained by it. */
    @Test
    void aMissedProbeExplainsNoCounter() {
        Log log = foo().task(1, release(10), destruct(11), RELEASED, RELEASED);
        broken(log, Rule.NESTING, "this call returns, but it was not entered; or a probe of sock_release was missed: the kernel's kprobe_profile says "
                + "how often");
        broken(log.missed(Map.of(EventKind.SK_DESTRUCT, 5L)), Rule.NESTING, "this call returns, but it was not entered");
        assertThat(log.missed(Map.of(EventKind.SOCK_RELEASE, 1L)).validate().verdict()).isEqualTo(Validation.Verdict.HAS_GAPS);
        broken(foo().task(1, get("foo", "bar_get", 3)).missed(Map.of(EventKind.SOCK_RELEASE, 1L, EventKind.SK_DESTRUCT, 1L)), Rule.COUNTER, "refcnt=3 of foo");
    }

    // ---- refusals ----------------------------------------------------------------------------------------------------------

    /** A security module, or a program that is attached to its hook, may refuse a socket with any errno before it is made, but none that the kernel cannot. */
    @Test
    void aSocketMayBeRefusedBeforeItIsMade() {
        for (int family : new int[] {1, 2, 9, 10, 16, 17, 29, 35}) {
            for (int errno : new int[] {1, 13, 28, 97}) {
                explained(new Log().task(1, create(family), created("__sys_socket", -errno)));
            }
        }
        broken(new Log().task(1, create(29), created("__sys_socket", 0)), Rule.PATH, "goes on with this");
        broken(new Log().task(1, create(29), alloc(10), release(10), RELEASED, created("__sys_socket", -1)), Rule.PATH, "goes on with this");
        broken(new Log().task(1, create(99), created("__sys_socket", -1)), Rule.PATH, "expected sock_create_ret ret=-97");
    }
}
