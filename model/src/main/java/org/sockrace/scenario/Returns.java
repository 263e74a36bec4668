package org.sockrace.scenario;

/** What a call returns when it succeeds; when it fails, it returns a negative errno. */
public enum Returns {
    /** A file descriptor. */
    FD,
    /** 0, or nothing. */
    STATUS,
    /** 0 or another number, which is none of a descriptor. */
    NUMBER,
    /** Any number: what a module's function returns. */
    COUNT,
    /** 0, and two file descriptors: {@code p.0} and {@code p.1}. */
    PAIR,
    /** 0, and a socket without a file, which only the kernel's own calls take. */
    KERNEL_SOCKET
}
