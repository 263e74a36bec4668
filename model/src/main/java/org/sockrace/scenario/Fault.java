package org.sockrace.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What may fail at any moment, if the scenario says so, each with what happens then. The id is the name that the kernel code asks for. */
public enum Fault {
    SECURITY_SOCKET_CREATE("the security module denies the socket"),
    SECURITY_SOCKET_POST_CREATE("the security module denies the finished socket"),
    SOCK_ALLOC("no memory for the socket and its inode"),
    REQUEST_MODULE("modprobe fails"),
    SK_ALLOC("no memory for the sock"),
    SECURITY_SK_ALLOC("no memory for the sock's security blob"),
    CREATE("the family's create fails after it made the sock"),
    PROTO_INIT("the protocol's init fails"),
    FD_LIMIT("the process has too many descriptors"),
    FD_TABLE("no memory for a larger descriptor table"),
    DENTRY("no memory for the dentry"),
    FILES_MAX("the system has too many files"),
    FILE("no memory for the file"),
    MODULE_INIT("a step of a module's init fails: no memory for a slab cache, for data of the namespace, or the like"),
    MODULE_INIT_LATE("a module's init fails after it registered its family"),
    LOAD_MODULE("no memory while a module is loaded, before or after its init"),
    PROTO_IDX("no number is left for the statistics of a protocol (5.9 and later)"),
    NET_ALLOC("no memory for a network namespace, or for what a module keeps in it"),
    KMOD_LIMIT("too many modprobes run at once"),
    SIGNAL("a signal ends an interruptible wait"),
    COPY("copying from or to user memory faults");

    private final String meaning;

    Fault(String meaning) {
        this.meaning = meaning;
    }

    /** What happens then. */
    public String meaning() {
        return meaning;
    }

    /** As users write it, and as the kernel code asks for it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Fault> of(String id) {
        return Stream.of(values()).filter(f -> f.id().equals(id)).findFirst();
    }

    /** All names. */
    public static List<String> ids() {
        return Stream.of(values()).map(Fault::id).toList();
    }
}
