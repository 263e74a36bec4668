package org.sockrace.scenario;

/** What a call's parameter may be. */
public enum ParameterKind {
    /** A protocol family: {@code PF_PACKET}, {@code AF_PACKET} or a number. */
    FAMILY("a protocol family", "PF_PACKET"),
    /** A socket type with flags: {@code SOCK_STREAM|SOCK_CLOEXEC}. */
    TYPE("a socket type", "SOCK_STREAM"),
    /** A protocol: any constant or number. */
    PROTOCOL("a protocol", "0"),
    /** A descriptor: a variable, or a number. Whoever uses another thread's variable waits until it is set. */
    FD("a descriptor", "3"),
    /** What fcntl is to do: {@code F_GETFD} or {@code F_GETFL}. */
    COMMAND("a command of fcntl", "F_GETFD"),
    /** A user: a number. */
    USER("a user", "1000"),
    /** A socket of the kernel's own: a variable. */
    KERNEL_SOCKET("a kernel socket", "k"),
    /** A declared module. */
    MODULE("a module", "af_packet"),
    /** A function of the user's own: its name, perhaps with that of its class. */
    FUNCTION("a function", "mount"),
    /** Any constant or number. */
    NUMBER("a number", "0"),
    /** The word {@code force}, or {@code wait}. */
    FORCE("the word", "force");

    private final String description;
    private final String example;

    ParameterKind(String description, String example) {
        this.description = description;
        this.example = example;
    }

    /** What it is: {@code a protocol family}. */
    public String meaning() {
        return description;
    }

    /** What it is, for messages: {@code a protocol family, for example PF_PACKET}. */
    String description() {
        return this == FORCE ? description + " '" + example + "'" : description + ", for example " + example;
    }
}
