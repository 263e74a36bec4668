package org.sockrace.kernel.history;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sockrace.kernel.KernelVersion;

/** The changes of Linux that a kernel can be had without: each takes one function, or what a switch decides, back to the text before. */
public enum Revert {
    MODULE_REFCOUNTS(null, KernelVersion.V4_4, "", "", Map.of(),
            "__sock_create clears sock->ops when create has failed (2.6.14)"),
    FAMILY_RCU(null, KernelVersion.V4_4, "", "", Map.of(),
            "net_families[] is read under RCU, and not under a lock of readers that is held while a socket is made (2.6.19 or 2.6.20)"),
    POST_CREATE_UNLOCK(null, KernelVersion.V4_4, "", "", Map.of(),
            "__sock_create unlocks RCU once only when security_socket_post_create denies the socket (2.6.22)"),
    SK_ALLOC_BLOB(null, null, "", "", Map.of(),
            "sk_prot_alloc frees the security blob when the module is going (after 2.6.22)"),
    KCM_CLONE(KernelVersion.V4_19, null, "", "", Map.of("map-fd-consumes", "no"),
            "kcm_clone makes the file last, which consumes the socket (4.15)"),
    SETATTR_LOCK(KernelVersion.V4_19, null, "CVE-2018-12232", "6d8c50dcb029", Map.of("inode-lock-in-release", "no"),
            "close and fchownat exclude each other, and fchownat looks whether there is a sk (4.18)"),
    RELEASE_CLEARS_SK(KernelVersion.V4_19, null, "CVE-2019-8912", "9060cb719e61", Map.of("core-clears-sk", "no"),
            "af_alg_release, and __sock_release for all families, set sock->sk to NULL (5.0)"),
    TIPC_ORDER(KernelVersion.V4_19, null, "", "7e27e8d6130c", Map.of(),
            "tipc_init registers the family after the data of the namespace (5.2)"),
    TIPC_SPLIT(KernelVersion.V4_19, null, "", "526f5b851a96", Map.of(),
            "tipc_init starts the topology server, which needs the family, after it has registered that (5.2)"),
    SOCKET_FILE(KernelVersion.V6_1, null, "CVE-2023-1032", "649c15c7691e", Map.of(),
            "__sys_socket_file leaves it to sock_alloc_file to release the socket (6.3)");

    private final KernelVersion first;
    private final KernelVersion last;
    private final String cve;
    private final String commit;
    private final Map<String, String> switches;
    private final String meaning;

    Revert(KernelVersion first, KernelVersion last, String cve, String commit, Map<String, String> switches, String meaning) {
        this.first = first;
        this.last = last;
        this.cve = cve;
        this.commit = commit;
        this.switches = switches;
        this.meaning = meaning;
    }

    /** As users write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The number of its vulnerability, or an empty string. */
    public String cve() {
        return cve;
    }

    /** The commit's first twelve digits, or an empty string if no record of it was found. */
    public String commit() {
        return commit;
    }

    /** The switches that it sets, by their ids, unless the kernel says otherwise. */
    public Map<String, String> switches() {
        return switches;
    }

    /** What is so since that change, and is not in a kernel without it; with the release that brought it. */
    public String meaning() {
        return meaning;
    }

    /** What the change is called in prose: its commit, with the vulnerability that it ended, or its id if no record of it was found. */
    public String change() {
        return commit.isEmpty() ? id() : commit + (cve.isEmpty() ? "" : " (" + cve + ")");
    }

    /** Whether that version has the change in the text that is modelled. */
    public boolean appliesTo(KernelVersion version) {
        return (first == null || version.compareTo(first) >= 0) && (last == null || version.compareTo(last) <= 0);
    }

    /** The versions that can be had without it: {@code 4.19 to 7.1}. */
    public String versions() {
        List<KernelVersion> all = Stream.of(KernelVersion.values()).filter(this::appliesTo).toList();
        return all.get(0).text() + " to " + all.get(all.size() - 1).text();
    }

    /** All names by which users may call it: its id, its vulnerability and its commit. */
    public List<String> names() {
        return Stream.of(id(), cve, commit).filter(name -> !name.isEmpty()).toList();
    }

    /** The one of that name; a commit may have fewer digits, from seven on, or more. */
    public static Optional<Revert> named(String name) {
        return Stream.of(values()).filter(r -> r.names().contains(name) || r.isCommit(name)).findFirst();
    }

    private boolean isCommit(String name) {
        int least = 7;
        return !commit.isEmpty() && name.length() >= least && (commit.startsWith(name) || name.matches("[0-9a-f]{12,40}") && name.startsWith(commit));
    }

    /** All ids. */
    public static List<String> ids() {
        return Stream.of(values()).map(Revert::id).toList();
    }
}
