package org.sockrace.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What may fail at any moment, if the scenario says so. The id is the name that the kernel code asks for. */
public enum Fault {
    /** The security module denies the socket. */
    SECURITY_SOCKET_CREATE,
    /** The security module denies the finished socket. */
    SECURITY_SOCKET_POST_CREATE,
    /** No memory for the socket and its inode. */
    SOCK_ALLOC,
    /** modprobe fails. */
    REQUEST_MODULE,
    /** No memory for the sock. */
    SK_ALLOC,
    /** No memory for the sock's security blob. */
    SECURITY_SK_ALLOC,
    /** The family's create fails after it made the sock. */
    CREATE,
    /** The protocol's init fails. */
    PROTO_INIT,
    /** The process has too many descriptors. */
    FD_LIMIT,
    /** No memory for a larger descriptor table. */
    FD_TABLE,
    /** No memory for the dentry. */
    DENTRY,
    /** The system has too many files. */
    FILES_MAX,
    /** No memory for the file. */
    FILE,
    /** A module's init fails before it registered anything. */
    MODULE_INIT,
    /** A module's init fails after it registered its family. */
    MODULE_INIT_LATE,
    /** Too many modprobes run at once. */
    KMOD_LIMIT,
    /** A signal ends an interruptible wait. */
    SIGNAL,
    /** Copying from or to user memory faults. */
    COPY;

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
