package org.sockrace.scenario;

import static org.sockrace.scenario.ParameterKind.FAMILY;
import static org.sockrace.scenario.ParameterKind.FORCE;
import static org.sockrace.scenario.ParameterKind.MODULE;
import static org.sockrace.scenario.ParameterKind.PROTOCOL;
import static org.sockrace.scenario.ParameterKind.TYPE;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The calls that a scenario's threads can make: the table of names, parameters and results. Another call is another line here. */
public enum CallKind {
    /** socket(2). */
    SOCKET(Returns.FD, 1, FAMILY, TYPE, PROTOCOL),
    /** socketpair(2). */
    SOCKETPAIR(Returns.PAIR, 1, FAMILY, TYPE, PROTOCOL),
    /** accept(2). */
    ACCEPT(Returns.FD, 1, ParameterKind.FD),
    /** close(2). */
    CLOSE(Returns.STATUS, 1, ParameterKind.FD),
    /** dup(2). */
    DUP(Returns.FD, 1, ParameterKind.FD),
    /** dup2(2). */
    DUP2(Returns.FD, 2, ParameterKind.FD, ParameterKind.FD),
    /** delete_module(2); with {@code force}, O_TRUNC. */
    RMMOD(Returns.STATUS, 1, MODULE, FORCE),
    /** finit_module(2) of that file. */
    INSMOD(Returns.STATUS, 1, MODULE),
    /** The program modprobe: loads what the module depends on, then the module. */
    MODPROBE(Returns.STATUS, 1, MODULE),
    /** sock_unregister, whoever owns the family. */
    SOCK_UNREGISTER(Returns.STATUS, 1, FAMILY),
    /** sock_create_kern. */
    SOCK_CREATE_KERN(Returns.KERNEL_SOCKET, 1, FAMILY, TYPE, PROTOCOL),
    /** sock_release, of a kernel socket. */
    SOCK_RELEASE(Returns.STATUS, 1, ParameterKind.KERNEL_SOCKET);

    private final Returns returns;
    private final int required;
    private final List<ParameterKind> parameters;

    CallKind(Returns returns, int required, ParameterKind... parameters) {
        this.returns = returns;
        this.required = required;
        this.parameters = List.of(parameters);
    }

    /** As users write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it returns. */
    public Returns returns() {
        return returns;
    }

    /** Its parameters, the optional ones last. */
    public List<ParameterKind> parameters() {
        return parameters;
    }

    /** How many of its parameters must be given. */
    public int required() {
        return required;
    }

    /** As users read it: {@code socket(family, [type], [protocol])}. */
    public String signature() {
        StringBuilder text = new StringBuilder(id()).append('(');
        for (int i = 0; i < parameters.size(); i++) {
            String name = parameters.get(i).name().toLowerCase(Locale.ROOT).replace('_', ' ');
            text.append(i == 0 ? "" : ", ").append(i < required ? name : "[" + name + "]");
        }
        return text.append(')').toString();
    }

    /** The call of that name. */
    static Optional<CallKind> of(String id) {
        return Stream.of(values()).filter(c -> c.id().equals(id)).findFirst();
    }

    /** All names. */
    public static List<String> ids() {
        return Stream.of(values()).map(CallKind::id).toList();
    }
}
