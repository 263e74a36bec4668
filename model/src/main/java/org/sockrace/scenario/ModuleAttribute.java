package org.sockrace.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be said of a module. All but {@link #LOADED} and {@link #FAMILY} are for toy families only. */
public enum ModuleAttribute {
    /** Whether the module is loaded before the threads start; else it is only on disk. */
    LOADED("yes", "no"),
    /** The protocol family: a constant or a number. */
    FAMILY,
    /**
     * What create returns: {@code ok}, or errnos: {@code create=-ENOMEM} always fails, {@code create=ok|-ENOMEM} may fail, and what is given with {@code |} is
     * all explored.
     */
    CREATE,
    /** Who the proto_ops name as owner: {@code self}, {@code none}, or another module. */
    OWNER,
    /**
     * What init does: {@code ok}, or it {@code fails} before it registered the family, or {@code fails-late}, after that: {@code init=fails} always fails,
     * {@code init=ok|fails} may fail.
     */
    INIT("ok", "fails", "fails-late"),
    /** Whether init registers the family when all else is ready, as it should, or first. */
    REGISTERS("last", "first"),
    /** Whether its sockets can accept. */
    ACCEPT("yes", "no"),
    /** Whether its sockets can come in pairs. */
    SOCKETPAIR("yes", "no"),
    /** Whether a create that fails after it made the sock leaves a dangling sock->sk. */
    SK_DANGLING("yes", "no"),
    /** Whether init makes a socket of the module's own family and keeps it, which pins the module for ever. */
    MAKES_SOCKET("yes", "no"),
    /** Whether init ignores that sock_register failed, and exit unregisters all the same. */
    SLOPPY("yes", "no"),
    /** Whether it has no exit function, so that it cannot be unloaded. */
    PERMANENT("yes", "no"),
    /** The modules whose symbols it uses. */
    DEPENDS,
    /** What request_module may ask for and get this module, besides its family. */
    ALIAS;

    private final List<String> choices;

    ModuleAttribute(String... choices) {
        this.choices = List.of(choices);
    }

    /** Whether it can have several values, with {@code |} between them. */
    boolean several() {
        return this == CREATE || this == INIT || this == DEPENDS || this == ALIAS;
    }

    /** As users write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The values it can have; empty if there are too many to list. */
    public List<String> choices() {
        return choices;
    }

    /** The value of a module for which nothing is said. */
    public String byDefault() {
        return switch (this) {
            case LOADED -> "yes";
            case FAMILY -> "PF_TOY";
            case CREATE, INIT -> "ok";
            case OWNER -> "self";
            case REGISTERS -> "last";
            case ACCEPT, SOCKETPAIR, SK_DANGLING, MAKES_SOCKET, SLOPPY, PERMANENT -> "no";
            case DEPENDS, ALIAS -> "";
        };
    }

    static Optional<ModuleAttribute> of(String id) {
        return Stream.of(values()).filter(a -> a.id().equals(id)).findFirst();
    }

    /** All names. */
    public static List<String> ids() {
        return Stream.of(values()).map(ModuleAttribute::id).toList();
    }
}
