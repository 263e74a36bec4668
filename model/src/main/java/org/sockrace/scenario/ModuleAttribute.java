package org.sockrace.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be said of a module. All but {@link #LOADED} and {@link #FAMILY} are for toy families only, or for modules of the user's own. */
public enum ModuleAttribute {
    LOADED("whether the module is loaded before the threads start; else it is only on disk", "yes", "no"),
    FAMILY("the protocol family: a constant or a number"),
    PROTOCOL("the number of a protocol of that family, whose protocols are modules: then the module is that, and no family"),
    CREATE("what create returns: ok, or an errno: -ENOMEM always fails, ok|-ENOMEM may fail; several with |, and then every one is explored"),
    OWNER("who the proto_ops name as owner: self, none, or another module"),
    INIT("what init does: ok, or it fails before it registered the family, or after (fails-late): fails always does, ok|fails may", "ok", "fails",
            "fails-late"),
    REGISTERS("whether init registers the family when all else is ready, as it should, or first", "last", "first"),
    ACCEPT("whether its sockets can accept", "yes", "no"),
    SOCKETPAIR("whether its sockets can come in pairs", "yes", "no"),
    SK_DANGLING("whether a create that fails after it made the sock leaves a dangling sock->sk", "yes", "no"),
    MAKES_SOCKET("whether init makes a socket of the module's own family and keeps it, which pins the module for ever", "yes", "no"),
    SLOPPY("whether init ignores that sock_register failed, and exit unregisters all the same", "yes", "no"),
    PERMANENT("whether it has no exit function, so that it cannot be unloaded", "yes", "no"),
    CALLBACK("what a callback of RCU frees after close: none, the sk (since 4.7: SOCK_RCU_FREE), or data of its own with a callback in the module's text: exit "
            + "waits for it (data), or does not (no-barrier), or it is never queued (forgotten), or frees nothing (leaks)",
            "none", "sk", "data", "no-barrier", "forgotten", "leaks"),
    DEPENDS("the modules whose symbols it uses"),
    REQUESTS("what its init asks request_module for, whatever comes of it: an alias, such as net-pf-17"),
    ALIAS("what request_module may ask for and get this module, besides its family"),
    SOURCE("a module of your own: the file with its Java source, seen from the scenario's, and others that it uses; or the name of a class on the class path. "
            + "Its family= is the one that must not be built in");

    private final String meaning;
    private final List<String> choices;

    ModuleAttribute(String meaning, String... choices) {
        this.meaning = meaning;
        this.choices = List.of(choices);
    }

    /** Whether it can have several values, with {@code |} between them. */
    boolean several() {
        return this == CREATE || this == INIT || this == DEPENDS || this == REQUESTS || this == ALIAS || this == SOURCE;
    }

    /** As users write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it says of the module. */
    public String meaning() {
        return meaning;
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
            case CALLBACK -> "none";
            case PROTOCOL, DEPENDS, REQUESTS, ALIAS, SOURCE -> "";
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
