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
    SOCKET("socket(2)", Returns.FD, 1, FAMILY, TYPE, PROTOCOL),
    SOCKETPAIR("socketpair(2)", Returns.PAIR, 1, FAMILY, TYPE, PROTOCOL),
    ACCEPT("accept(2)", Returns.FD, 1, ParameterKind.FD),
    CLOSE("close(2)", Returns.STATUS, 1, ParameterKind.FD),
    DUP("dup(2)", Returns.FD, 1, ParameterKind.FD),
    DUP2("dup2(2)", Returns.FD, 2, ParameterKind.FD, ParameterKind.FD),
    FCNTL("fcntl(2): whether execve closes the descriptor (1), or the flags of its file (SOCK_NONBLOCK or 0)", Returns.NUMBER, 2,
            ParameterKind.FD, ParameterKind.COMMAND),
    FCHOWNAT("fchownat(2) of the descriptor itself: its socket gets another owner", Returns.STATUS, 1, ParameterKind.FD, ParameterKind.USER),
    IO_SOCKET("IORING_OP_SOCKET of io_uring, since 5.19", Returns.FD, 1, FAMILY, TYPE, PROTOCOL),
    KCM_CLONE("ioctl(2) with SIOCKCMCLONE, of a socket of PF_KCM", Returns.FD, 1, ParameterKind.FD),
    BIND("bind(2)" + Meanings.OF, Returns.STATUS, 1, ParameterKind.FD, ParameterKind.NUMBER),
    CONNECT("connect(2)" + Meanings.OF, Returns.STATUS, 1, ParameterKind.FD, ParameterKind.NUMBER),
    LISTEN("listen(2)" + Meanings.OF, Returns.STATUS, 1, ParameterKind.FD, ParameterKind.NUMBER),
    SHUTDOWN("shutdown(2)" + Meanings.OF, Returns.STATUS, 1, ParameterKind.FD, ParameterKind.NUMBER),
    SETSOCKOPT("setsockopt(2)" + Meanings.OF, Returns.STATUS, 1, ParameterKind.FD, ParameterKind.NUMBER),
    GETSOCKOPT("getsockopt(2)" + Meanings.OF, Returns.STATUS, 1, ParameterKind.FD, ParameterKind.NUMBER),
    GETSOCKNAME("getsockname(2)" + Meanings.OF, Returns.STATUS, 1, ParameterKind.FD),
    GETPEERNAME("getpeername(2)" + Meanings.OF, Returns.STATUS, 1, ParameterKind.FD),
    POLL("poll(2) of one descriptor and these events, without waiting," + Meanings.OF, Returns.COUNT, 1, ParameterKind.FD, ParameterKind.NUMBER),
    IOCTL("ioctl(2)" + Meanings.OF, Returns.COUNT, 1, ParameterKind.FD, ParameterKind.NUMBER),
    SENDMSG("sendmsg(2)" + Meanings.OF, Returns.COUNT, 1, ParameterKind.FD, ParameterKind.NUMBER),
    RECVMSG("recvmsg(2)" + Meanings.OF, Returns.COUNT, 1, ParameterKind.FD, ParameterKind.NUMBER),
    RMMOD("delete_module(2); with the word force, O_TRUNC; with wait, no O_NONBLOCK: until 3.12 it waits for those who use the module",
            Returns.STATUS, 1, MODULE, FORCE),
    INSMOD("finit_module(2) of that file", Returns.STATUS, 1, MODULE),
    MODPROBE("the program modprobe: loads what the module depends on, then the module", Returns.STATUS, 1, MODULE),
    SOCK_UNREGISTER("the kernel's function, whoever owns the family", Returns.STATUS, 1, FAMILY),
    SOCK_CREATE_KERN("the kernel's function, for a socket of its own", Returns.KERNEL_SOCKET, 1, FAMILY, TYPE, PROTOCOL),
    SOCK_RELEASE("the kernel's function, for such a socket", Returns.STATUS, 1, ParameterKind.KERNEL_SOCKET),
    CALL("a function of a BuiltIn in the source of a module of your own, or a packet that comes: netif_receive_skb, ip_local_deliver", Returns.COUNT, 1,
            ParameterKind.FUNCTION, ParameterKind.NUMBER, ParameterKind.NUMBER);

    /** What enum constants need before the class has constants of its own. */
    private static final class Meanings {
        static final String OF = " by a function of the family";
    }

    private final String meaning;
    private final Returns returns;
    private final int required;
    private final List<ParameterKind> parameters;

    CallKind(String meaning, Returns returns, int required, ParameterKind... parameters) {
        this.meaning = meaning;
        this.returns = returns;
        this.required = required;
        this.parameters = List.of(parameters);
    }

    /** As users write it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is called. */
    public String meaning() {
        return meaning;
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
