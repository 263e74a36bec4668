package org.sockrace.scenario;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sockrace.kernel.history.Revert;

/**
 * What is known to be wrong in Linux, or to have been: bugs that are open (O), and bugs of the past (H), by the release that had them first. Each has
 * scenarios of the catalogue that show it, and, where there is a kernel without it, scenarios that show that it is gone.
 */
public enum KnownBug {
    O1("2.6.20 on", "", null, "inet_create and inet6_create use the protocol after rcu_read_unlock, when nothing pins it any more",
            "no release has it: to pin the protocol inside the read-side section",
            List.of("inet-vs-rmmod", "inet-vs-rmmod-no-preempt", "inet-vs-rmmod-6-19", "inet6-vs-rmmod"), List.of("inet-vs-rmmod-pinned")),
    O2("3.10 on", "", null, "proto_ops without an owner: ->release drops the last reference to the code that is running",
            "no release has it: .owner = THIS_MODULE", List.of("can-raw-close-vs-rmmod", "can-raw-close-vs-rmmod-6-19", "pep-close-vs-rmmod"),
            List.of("can-raw-close-vs-rmmod-owner", "can-raw-close-owner-6-19")),
    O3("3.10 on", "", null, "pppox_create reads the slot of its protocol several times, and nothing protects it", "no release has it",
            List.of("pppox-vs-rmmod", "pppox-vs-insmod"), List.of()),
    O4("3.10 on", "", null, "where the second try_module_get of __sock_create fails, the sk is leaked: only if the module is forced out, or was waited for",
            "no release has it", List.of("rmmod-forced", "rmmod-waits-vs-socket-3-10"), List.of("rmmod-waits-vs-socket-3-16")),
    O6("3.10 on", "", null, "a module's init fails after it has registered its family, and nobody waits for the creator that got in",
            "each family must register last", List.of("socket-vs-failing-init", "phonet-failing-init", "ipv6-failing-init", "packet-registers-early-5-15"),
            List.of("socket-vs-insmod-fails")),
    H1("until 2.6.13", "", Revert.MODULE_REFCOUNTS,
            "a create that has failed leaves sock->ops: ->release is called, and a reference given back that was never taken",
            "2.6.14 \"[NET]: Fix module reference counts for loadable protocol modules\"",
            List.of("create-fails-keeps-ops", "create-fails-keeps-ops-2-6-32"), List.of("create-fails-clears-ops", "create-fails-clears-ops-2-6-32")),
    H2("until 2.6.18", "", Revert.FAMILY_RCU,
            "readers hold the table of families while they make a socket: a family that its autoload registers waits for them, and they "
            + "for it; a stream of readers keeps writers out", "2.6.19 or 2.6.20: RCU, and a reference to the module",
            List.of("family-lock-autoload", "family-lock-autoload-2-6-32"), List.of("family-lock-vs-rmmod", "family-rcu-autoload",
            "family-lock-vs-rmmod-2-6-32", "family-rcu-autoload-2-6-32")),
    H3("2.6.18 to 2.6.22", "", Revert.SK_ALLOC_BLOB, "the security blob of a sock is leaked when the protocol's module is going",
            "after 2.6.22: a label out_free_sec", List.of("sk-alloc-leaks-blob", "sk-alloc-leaks-blob-2-6-32"),
            List.of("sk-alloc-frees-blob", "sk-alloc-frees-blob-2-6-32")),
    H4("2.6.20 and 2.6.21", "", Revert.POST_CREATE_UNLOCK, "a socket that security_socket_post_create denies leaves the read-side section twice",
            "2.6.22: goto out_sock_release", List.of("socket-denied-unlocks-twice", "denied-unlocks-twice-2-6-32"),
            List.of("socket-denied-unlocks-once", "denied-unlocks-once-2-6-32")),
    H5("until 3.12", "3f2b9c9cdf38", null,
            "rmmod --wait marks the module as going first: a socket that is being made then is leaked, and rmmod waits for it for ever",
            "3.13 \"module: remove rmmod --wait option.\"", List.of("rmmod-waits-vs-socket-3-10"), List.of("rmmod-waits-vs-socket-3-16")),
    H6("until 3.18", "", null, "free_module marks the module as unformed without the lock: whoever has it takes the module for alive",
            "3.19: under module_mutex", List.of("insmod-vs-dying-module-3-16"), List.of()),
    H7("until 4.2", "8e2d61e0aed2, CVE-2015-5283", null, "sctp_init registers the protocol before the namespace has the values that each socket copies",
            "4.3 \"sctp: fix race on protocol/netns initialization\"", List.of("sctp-vs-insmod-3-16"), List.of("sctp-vs-insmod-4-19")),
    H8("4.6 to 4.14", "", Revert.KCM_CLONE, "kcm_clone puts the file and releases the socket when there is no memory for the sock",
            "4.15: the file comes last", List.of("kcm-clone-releases-twice"), List.of("kcm-clone-fails")),
    H9("4.10 to 4.17", "6d8c50dcb029, CVE-2018-12232", Revert.SETATTR_LOCK, "fchownat follows sock->sk while close frees it",
            "4.18 \"socket: close race condition between sock_close() and sockfs_setattr()\"", List.of("fchownat-vs-close"),
            List.of("fchownat-vs-close-locked")),
    H10("until 4.20", "9060cb719e61, ff7b11aa481f, CVE-2019-8912", Revert.RELEASE_CLEARS_SK,
            "af_alg_release frees the sk and leaves sock->sk: fchownat writes into it",
            "5.0 \"net: crypto set sk to NULL when af_alg_release.\"; then for all families", List.of("alg-fchownat-vs-close"),
            List.of("alg-fchownat-vs-close-cleared")),
    H11("until 5.0", "36096f2f4fa0", null, "packet_init goes on after a step has failed, and packet_exit undoes what was never done",
            "5.1 \"packet: Fix error path in packet_init\"", List.of("packet-init-unchecked"), List.of("packet-init-checked")),
    H12("until 5.1", "7e27e8d6130c", Revert.TIPC_ORDER, "tipc_init registers the family before the namespace has the table of its sockets",
            "5.2 \"tipc: switch order of device registration to fix a crash\"", List.of("tipc-vs-insmod-old"), List.of("tipc-vs-insmod")),
    H13("in between", "526f5b851a96", Revert.TIPC_SPLIT, "the topology server starts before the family is registered: tipc cannot be loaded",
            "5.2 \"tipc: fix modprobe tipc failed after switch order of device registration\"", List.of("tipc-cannot-load"), List.of("tipc-loads")),
    H14("until 5.2", "", null,
            "tipc_exit takes the references back that its server gave away: a creator between state and counter gets one of a module that goes",
            "5.3, by chance: unregister_pernet_device waits for readers first", List.of("tipc-vs-rmmod-4-19"), List.of("tipc-vs-rmmod-5-4")),
    H15("until 5.3", "", null, "delete_module wakes nobody: an insmod that waits for the old module to go sleeps until another one is loaded",
            "6.1 has it", List.of("rmmod-vs-insmod-vs-socket"), List.of("rmmod-vs-insmod-vs-socket-6-1")),
    H16("4.4", "", null, "inet6_init unregisters what it never registered when an early step fails", "6.1 has it", List.of("insmod-ipv6-fails-4-4"),
            List.of("insmod-ipv6-fails")),
    H17("until 6.0", "", null, "packet_init registers the family before the list and the mutex of the namespace are there",
            "6.1 \"net/af_packet: registration process optimization in packet_init()\"", List.of("packet-registers-early", "packet-registers-early-5-15"),
            List.of("packet-registers-last-6-1")),
    H18("5.19 to 6.2", "649c15c7691e, CVE-2023-1032", Revert.SOCKET_FILE, "a socket for io_uring is released twice when there is no file for it",
            "6.3 \"net: avoid double iput when sock_alloc_file fails\"", List.of("io-socket-releases-twice"), List.of("io-socket-fails")),
    H19("until 6.9", "6cd4a78d962b, CVE-2024-40954", null, "inet_create fails and leaves sock->sk, which a tracing program follows",
            "6.10 \"net: do not leave a dangling sk pointer, when socket creation fails\"", List.of("traced-inet-4-19"), List.of("traced-inet-6-1")),
    H20("until 6.11", "631083143315, CVE-2024-50186", null, "packet_create fails and leaves sock->sk: it calls sk_free, which the change before did not reach",
            "6.12 \"net: explicitly clear the sk pointer, when pf->create fails\"", List.of("traced-packet-4-19"), List.of("traced-packet-6-1")),
    H21("until 6.12", "811a7ca7320c, CVE-2024-56603", null,
            "can_create leaves it, as do those of inet6, inet, ieee802154 and bluetooth (CVE-2024-56600 to 56605)",
            "6.13: each family clears it, and the core warns of those that do not", List.of("traced-can-4-19"), List.of("traced-can-6-19")),
    H22("5.5 to 6.15", "687aa0c5581b, CVE-2025-38461", null, "vsock_assign_transport reads the transport, whose module goes before it is pinned",
            "6.16 \"vsock: Fix transport_* TOCTOU\"", List.of("vsock-vs-rmmod-6-12"), List.of("vsock-vs-rmmod-6-18")),
    H23("until 4.9", "f1712c737140", null, "a receiver of CAN frames has no reference to its sk: a frame that found it uses what close has freed",
            "4.10 \"can: Fix kernel panic at security_sock_rcv_skb\", and stable kernels", List.of("can-frame-vs-close-2-6-32"),
            List.of("can-frame-vs-close-7-1")),
    H24("4.1 to 7.0", "a535a9217ca3, CVE-2026-31532", null, "raw_release frees ro->uniq, which frames on their way to the socket look at",
            "7.1 \"can: raw: fix ro->uniq use-after-free in raw_rcv()\", and stable kernels", List.of("can-frame-vs-close"),
            List.of("can-frame-vs-close-7-1")),
    H25("until 2.6.32", "974c37e9d88c", null,
            "netlink_create does not get the module of the protocol, and makes a socket all the same: what it sends calls text that goes",
            "2.6.33 \"netlink: fix for too early rmmod\"", List.of("xfrm-vs-rmmod-2-6-32"), List.of("xfrm-vs-rmmod-3-10", "xfrm-vs-rmmod"));

    private final String versions;
    private final String references;
    private final Revert revert;
    private final String story;
    private final String fix;
    private final List<String> breaking;
    private final List<String> holding;

    KnownBug(String versions, String references, Revert revert, String story, String fix, List<String> breaking, List<String> holding) {
        this.versions = versions;
        this.references = references;
        this.revert = revert;
        this.story = story;
        this.fix = fix;
        this.breaking = breaking;
        this.holding = holding;
    }

    /** As scenarios name it. */
    public String id() {
        return name();
    }

    /** Whether Linux still has it. */
    public boolean open() {
        return name().startsWith("O");
    }

    /** The releases that have it. */
    public String versions() {
        return versions;
    }

    /** The commits that repaired it, and its vulnerability; an empty string if no record was found. */
    public String references() {
        return references;
    }

    /** What must be reverted in a modelled kernel to have it again; nothing if a modelled kernel has it. */
    public Optional<Revert> revert() {
        return Optional.ofNullable(revert);
    }

    /** What happens, in one line. */
    public String story() {
        return story;
    }

    /** What repaired it. */
    public String fix() {
        return fix;
    }

    /** The scenarios that show it. */
    public List<String> breaking() {
        return breaking;
    }

    /** The scenarios that show that it is gone; empty if there is none. */
    public List<String> holding() {
        return holding;
    }

    /** The bug that a scenario shows first of all. */
    public static Optional<KnownBug> of(String id) {
        return Stream.of(values()).filter(b -> b.id().equals(id)).findFirst();
    }
}
