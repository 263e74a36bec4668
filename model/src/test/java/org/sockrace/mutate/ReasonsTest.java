package org.sockrace.mutate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reasons are read as they are written, and believed only if they are true. */
class ReasonsTest {

    /** One thread only takes the lock in these two scenarios. */
    private static final String LOCK = "SocketCore.java sock_unregister unlocked: spin_lock(net_family_lock);";
    private static final String MODPROBE = "SocketCore.java __sock_create drop: kernel.kmod.request_module(\"net-pf-\" + family);";
    private static final String NOTICED = "SocketCore.java sock_unregister drop: synchronize_rcu();";
    private static KernelSources sources;
    private static Trial trial;
    private static Trial alone;
    /** It does not say what may come out. */
    private static Trial loose;

    @BeforeAll
    static void prepare() {
        RightKernel right = RightKernel.in("rmmod-vs-socket", "socket-alone");
        sources = right.sources();
        trial = new Trial(sources, right.baseline(), "", () -> false);
        alone = trial("alone", "module af_packet\nT0: s = socket(PF_PACKET, SOCK_RAW, 0)\n");
        loose = trial("loose", "module af_packet\nT0: s = socket(PF_PACKET, SOCK_RAW, 0)\nT1: r = rmmod(af_packet)\n");
    }

    private static Trial trial(String name, String text) {
        return new Trial(sources, Baseline.of(sources, List.of(new Subject(name, text, false)), 1, () -> false, n -> { }), "", () -> false);
    }

    private static Fate fate(Trial with, String name, String claim, boolean whole) {
        Reasons reasons = Reasons.of(name + "\n  " + claim + "\n  So it is.\n");
        try (KernelCompiler compiler = new KernelCompiler()) {
            return new ReasonCheck(with, reasons, new NeverExecuted(sources.statements()), whole)
                    .judged(with.shown(List.of(sources.named(name)), compiler), compiler);
        }
    }

    private static Fate fate(String name, String claim, boolean whole) {
        return fate(trial, name, claim, whole);
    }

    @Test
    void whatDiffersInSilentOperationsOnlyIsEquivalent() {
        Fate fate = fate(LOCK, "equivalent", true);
        assertThat(fate.kind()).isEqualTo(Fate.Kind.REASONED);
        assertThat(fate.text()).isEqualTo("equivalent: So it is.");
    }

    @Test
    void whatOthersCanHearOfIsNotEquivalent() {
        String errno = "SocketCore.java __sock_create errno: err = -EAFNOSUPPORT;";
        assertThat(fate(loose, errno, "equivalent", false).kind()).isEqualTo(Fate.Kind.SURVIVED);
        Fate fate = fate(loose, errno, "equivalent", true);
        assertThat(fate.kind()).isEqualTo(Fate.Kind.WRONG_REASON);
        assertThat(fate.text()).contains("loose: threads differ").contains("equivalent: So it is.");
    }

    // ---- reasons that nobody has to write down ------------------------------------------------------------------------------

    private static Fate found(Trial with, String name) {
        try (KernelCompiler compiler = new KernelCompiler()) {
            return new ReasonCheck(with, Reasons.none(), new NeverExecuted(sources.statements()), true)
                    .judged(with.shown(List.of(sources.named(name)), compiler), compiler);
        }
    }

    /** Nobody else reaches a new sk: in which order it is filled, nobody can hear. */
    @Test
    void anOrderOfWhichNobodyCanHearIsEquivalent() {
        Fate fate = found(trial, "CoreSock.java sk_alloc swap: sk.sk_prot_creator.set(prot);");
        assertThat(fate.kind()).isEqualTo(Fate.Kind.REASONED);
        assertThat(fate.text()).startsWith("equivalent: ");
    }

    /** Both stores are under the lock, and others look at the slot: everything ends as it did. */
    @Test
    void whatIsDoneTwiceHasTheSameEnds() {
        Fate fate = found(trial, "SocketCore.java sock_unregister repeat: RCU_INIT_POINTER(net_families.get(family), null);");
        assertThat(fate.kind()).isEqualTo(Fate.Kind.REASONED);
        assertThat(fate.text()).startsWith("same-ends: ");
    }

    /** One callback more is queued by one thread and called by another: together they leave what they left. */
    @Test
    void whoGivesBackWhatAnotherTookHasTheSameEnds() {
        Fate fate = found(trial("two-barriers", null), "AfCan.java can_exit repeat: kernel.rcu.rcu_barrier();");
        assertThat(fate.kind()).isEqualTo(Fate.Kind.REASONED);
        assertThat(fate.text()).startsWith("same-ends: ");
    }

    /** What a thread waits for is what others write. */
    @Test
    void whoWaitsTwiceTouchesWhatOthersTouch() {
        Fate fate = found(trial("rmmod-waits-vs-socket-3-10", null), "ModuleRefs.java wait_for_zero_refcount repeat: schedule(mod);");
        assertThat(fate.kind()).isEqualTo(Fate.Kind.REASONED);
        assertThat(fate.text()).startsWith("same-ends: ");
    }

    /** Nobody but rmmod unregisters packet's notifier here, so nothing tells what the order is good for. */
    @Test
    void whatNobodyElseTouchesHasNoReasonByItself() {
        assertThat(found(trial, "AfPacket.java packet_exit swap: kernel.net.unregister_pernet_subsys(packet_net_ops);").kind()).isEqualTo(Fate.Kind.SURVIVED);
    }

    /** That nobody takes the lock meanwhile is a hole in the scenarios, and no reason. */
    @Test
    void whatIsLeftOutHasNoReasonByItself() {
        assertThat(found(trial, LOCK).kind()).isEqualTo(Fate.Kind.SURVIVED);
    }

    @Test
    void whereOneThreadRunsNoReasonIsFound() {
        assertThat(found(alone, "CoreSock.java sk_alloc swap: sk.sk_prot_creator.set(prot);").kind()).isEqualTo(Fate.Kind.SURVIVED);
    }

    /** It has the same final states, but so has nearly everything that nothing notices. */
    @Test
    void sameEndsAreForOrdersAndRepetitionsOnly() {
        assertThat(fate(MODPROBE, "same-ends", true).text()).startsWith("same-ends is for what is done in another order, twice, or in two halves");
    }

    @Test
    void whereOneThreadRunsNobodyCouldHearOfAnything() {
        Fate fate = fate(alone, "AfPacket.java packet_create drop: sock.state.set(SS_UNCONNECTED);", "equivalent", true);
        assertThat(fate.kind()).isEqualTo(Fate.Kind.WRONG_REASON);
        assertThat(fate.text()).contains("two threads").contains("equivalent: So it is.");
    }

    @Test
    void aReasonThatIsNotNeededIsWrong() {
        assertThat(fate(NOTICED, "equivalent", true).kind()).isEqualTo(Fate.Kind.WRONG_REASON);
        assertThat(fate(NOTICED, "equivalent", true).text()).startsWith("not needed, noticed");
        assertThat(fate(NOTICED, "equivalent", false).kind()).isEqualTo(Fate.Kind.NOTICED);
    }

    /** Else any mistake that is noticed would mask every other. */
    @Test
    void whatMasksIsNotNoticedItself() {
        Fate fate = fate(LOCK, "masked-by " + NOTICED, true);
        assertThat(fate.kind()).isEqualTo(Fate.Kind.WRONG_REASON);
        assertThat(fate.text()).startsWith("the other mistake does not survive by itself");
        assertThat(fate(LOCK, "masked-by " + MODPROBE, true).text()).startsWith("nothing notices both together");
    }

    @Test
    void markedIsWhatStandsThere() {
        assertThat(fate(LOCK, "left-out no such words", true).text()).startsWith("no such mark stands there");
    }

    @Test
    void marksStandAtFunctionsAndAtFieldsThatAreNamed() {
        Marks marks = sources.marks("AfInet.java");
        assertThat(marks.stands("nothing fails while the kernel comes up", "inet_init", "")).isTrue();
        assertThat(marks.stands("nothing fails while the kernel comes up", "inet_create", "")).isFalse();
        assertThat(marks.stands("receive path", "raw_hash_sk", "hash(sk, raw_v4_hashinfo);")).isTrue();
        assertThat(marks.stands("receive path", "raw_hash_sk", "spin_lock(other);")).isFalse();
        assertThat(marks.stands("Guards the table of", "raw_hash_sk", "hash(sk, raw_v4_hashinfo);")).as("not the mark's words").isFalse();
    }

    // ---- weakly ordered memory ------------------------------------------------------------------------------------------------

    private static final String INSTALL = "FsFile.java fd_install weaken: rcu_assign_pointer(files.fd.get(fd - FIRST), file);";
    private static final String SOCKET = "kernel 3.10\nmodule toy family=PF_TOY\nprocess T0 T1\nT0: s = socket(PF_TOY, SOCK_STREAM|SOCK_NONBLOCK, 0)\n";

    /** A thread that finds the file may find its flags not yet there: no interleaving shows that. */
    @Test
    void whatOnlyWeaklyOrderedMemoryTellsIsNoticedThere() {
        Trial getfl = trial("getfl", SOCKET + "T1: f = fcntl(3, F_GETFL)\n");
        assertThat(found(getfl, INSTALL).kind()).isIn(Fate.Kind.SURVIVED, Fate.Kind.EQUAL);
        Fate fate = fate(getfl, INSTALL, "lkmm getfl", true);
        assertThat(fate.kind()).isEqualTo(Fate.Kind.NOTICED);
        assertThat(fate.scenario()).isEqualTo("getfl");
        assertThat(fate.text()).isEqualTo("no-data-race, under LKMM");
        Fate nobody = fate(getfl, INSTALL, "lkmm nobody", true);
        assertThat(nobody.kind()).isEqualTo(Fate.Kind.WRONG_REASON);
        assertThat(nobody.text()).startsWith("there is no scenario nobody; lkmm nobody: So it is.");
    }

    /** On 2.6.32 who makes a file lets go of the lock of the table before it is put there once more. */
    @Test
    void whatSomethingElseOrdersTooHasThatReason() {
        String dup = "FsFile.java sys_dup3_2_6_32 weaken: rcu_assign_pointer(files.fd.get(newfd - FIRST), file);";
        Trial twice = trial("twice", SOCKET.replace("3.10", "2.6.32").replace("0)\n", "0); d = dup2(s, 4)\n") + "T1: f = fcntl(4, F_GETFL)\n");
        Fate fate = fate(twice, dup, "ordered twice", true);
        assertThat(fate.kind()).isEqualTo(Fate.Kind.REASONED);
        assertThat(fate.text()).isEqualTo("ordered twice: So it is.");
    }

    @Test
    void nothingElseOrdersWhatIsNoticedThereOrTouchedByNobody() {
        Fate noticed = fate(trial("getfl", SOCKET + "T1: f = fcntl(3, F_GETFL)\n"), INSTALL, "ordered getfl", true);
        assertThat(noticed.kind()).isEqualTo(Fate.Kind.WRONG_REASON);
        assertThat(noticed.text()).startsWith("it shows something else under LKMM: no-data-race");
        Fate nobody = fate(trial("other", SOCKET + "T1: f = fcntl(5, F_GETFL)\n"), INSTALL, "ordered other", true);
        assertThat(nobody.kind()).isEqualTo(Fate.Kind.WRONG_REASON);
        assertThat(nobody.text()).startsWith("in that scenario nobody else touches what is stored");
        assertThat(fate(LOCK, "ordered nobody", true).text()).startsWith("ordered is for what is stored in a weaker order");
    }

    /** F_GETFD looks under the lock, and does not look into the file. */
    @Test
    void whatIsTheSameInWeaklyOrderedMemoryIsNotNoticed() {
        Trial getfd = trial("getfd", SOCKET + "T1: f = fcntl(3, F_GETFD)\n");
        Fate fate = fate(getfd, INSTALL, "lkmm getfd", true);
        assertThat(fate.kind()).isEqualTo(Fate.Kind.WRONG_REASON);
        assertThat(fate.text()).startsWith("it shows what it expects, under LKMM too");
        assertThat(fate(getfd, INSTALL, "lkmm getfd", false).kind()).isIn(Fate.Kind.SURVIVED, Fate.Kind.EQUAL);
    }

    /** fget tries again as long as somebody else comes between, so not all executions are looked at: nobody knows then what the right kernel shows. */
    @Test
    void whatWasNotLookedForToTheEndIsNoReason() {
        Trial loop = trial("loop", "module toy family=PF_TOY\nprocess T0 T1\nsetup: s = socket(PF_TOY, SOCK_STREAM, 0)\n"
                + "T0: a = fcntl(s, F_GETFL)\nT1: c = close(s)\n");
        Fate fate = fate(loop, INSTALL, "lkmm loop", true);
        assertThat(fate.kind()).isEqualTo(Fate.Kind.WRONG_REASON);
        assertThat(fate.text()).startsWith("on the right kernel it does not show what it expects, under LKMM: a loop was not followed further");
    }

    /** The table of families of 2.6.18 lacks a barrier: it breaks under that model, whatever fd_install does. */
    @Test
    void whatBreaksOnTheRightKernelTellsNothing() {
        Trial lock = trial("lock", "kernel 4.4 revert=family-rcu\nalways no-use-after-unload, no-null-dereference\nmodule af_packet\n"
                + "T0: s = socket(PF_PACKET, SOCK_RAW, 0)\nT1: r = rmmod(af_packet)\n");
        Fate fate = fate(lock, INSTALL, "lkmm lock", true);
        assertThat(fate.kind()).isEqualTo(Fate.Kind.WRONG_REASON);
        assertThat(fate.text()).startsWith("on the right kernel it does not show what it expects, under LKMM: no-");
    }

    @Test
    void severalMistakesMayHaveOneReason() {
        Reasons reasons = Reasons.of("# note\na\nb\n  masked-by x drop: y\n  One,\n  two.\n\nc\n  same-ends\n  So.\n");
        assertThat(reasons.names()).containsExactly("a", "b", "c");
        assertThat(reasons.others()).containsExactly("x drop: y");
    }

    @Test
    void whatIsNoReasonIsRefused() {
        for (String text : List.of("a\n  equivalent\n", "a\n  equivalent x\n  So.\n", "a\n  masked-by\n  So.\n", "a\n  because\n  So.\n", "a\n  lkmm\n  So.\n",
                "  equivalent\n  So.\n", "a\n", "a\n  equivalent\n  So.\na\n  equivalent\n  So.\n")) {
            assertThatThrownBy(() -> Reasons.of(text)).as(text).isInstanceOf(MutationException.class).hasMessageContaining("reasons.txt");
        }
        assertThatThrownBy(() -> new Campaign(Reasons.of("a b c: d\n  equivalent\n  So.\n"), () -> false)).isInstanceOf(MutationException.class)
                .hasMessageContaining("a b c: d");
    }

    /** Every name is that of one mistake only, and there is no mistake without one. */
    @Test
    void namesAreUnique() {
        List<Mutant> mutants = sources.mutants();
        assertThat(mutants.stream().map(Mutant::name).distinct().count()).isEqualTo(mutants.size());
        assertThat(mutants).allMatch(mutant -> !mutant.name().contains("\n"));
    }
}
