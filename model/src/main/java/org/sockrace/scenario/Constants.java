package org.sockrace.scenario;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.sockrace.kernel.FdTable;
import org.sockrace.kernel.Net;

/** The constants that a scenario may write for numbers. */
public final class Constants {

    /** The family of a toy: AF_ASH, a number that Linux keeps and never used. */
    public static final int PF_TOY = 18;

    /** All families of Linux 6.1, by number; those that are not modelled can be asked for and are never there. */
    private static final List<String> FAMILIES = List.of(
            "UNSPEC", "UNIX", "INET", "AX25", "IPX", "APPLETALK", "NETROM", "BRIDGE", "ATMPVC", "X25", "INET6", "ROSE", "DECnet",
            "NETBEUI", "SECURITY", "KEY", "NETLINK", "PACKET", "ASH", "ECONET", "ATMSVC", "RDS", "SNA", "IRDA", "PPPOX",
            "WANPIPE", "LLC", "IB", "MPLS", "CAN", "TIPC", "BLUETOOTH", "IUCV", "RXRPC", "ISDN", "PHONET", "IEEE802154", "CAIF",
            "ALG", "NFC", "VSOCK", "KCM", "QIPCRTR", "SMC", "XDP", "MCTP");

    /** In an order that does not change from run to run, because messages list them. */
    private static final List<Map.Entry<String, Integer>> PROTOCOLS = List.of(
            Map.entry("IPPROTO_IP", 0), Map.entry("IPPROTO_ICMP", 1), Map.entry("IPPROTO_TCP", 6), Map.entry("IPPROTO_UDP", 17),
            Map.entry("IPPROTO_ICMPV6", 58), Map.entry("IPPROTO_L2TP", 115), Map.entry("IPPROTO_SCTP", 132),
            Map.entry("IPPROTO_UDPLITE", 136), Map.entry("IPPROTO_RAW", 255),
            Map.entry("IPPROTO_MPTCP", 262), Map.entry("NETLINK_ROUTE", 0), Map.entry("NETLINK_USERSOCK", 2), Map.entry("NETLINK_GENERIC", 16),
            Map.entry("CAN_RAW", 1), Map.entry("CAN_BCM", 2), Map.entry("PN_PROTO_PHONET", 1), Map.entry("PN_PROTO_PIPE", 2), Map.entry("PX_PROTO_OE", 0));

    private static final List<Map.Entry<String, Integer>> COMMANDS = List.of(Map.entry("F_GETFD", FdTable.F_GETFD), Map.entry("F_GETFL", FdTable.F_GETFL));

    private static final Map<String, Integer> ALL = all();

    private Constants() { }

    /** The number that a word means: a constant, or a decimal or hexadecimal number, perhaps negative. */
    public static OptionalInt value(String word) {
        Integer known = ALL.get(word);
        return known != null ? OptionalInt.of(known) : number(word);
    }

    /** The name of a family, for example {@code PF_CAN}, or its number if it has none. */
    public static String familyName(int family) {
        return family >= 0 && family < FAMILIES.size() ? "PF_" + FAMILIES.get(family) : Integer.toString(family);
    }

    /** The name of a socket type, for example {@code SOCK_RAW}, or its number if it has none. */
    public static String typeName(int type) {
        return ALL.entrySet().stream().filter(e -> e.getKey().startsWith("SOCK_") && e.getValue() == type).map(Map.Entry::getKey).findFirst()
                .orElse(Integer.toString(type));
    }

    /**
     * How a scenario writes that value of a parameter.
     *
     * @param value a number, which becomes constants if there are any; or a text, which may be several words with {@code |} between them
     */
    static List<String> words(ParameterKind kind, Object value) {
        if (!(value instanceof Integer number)) {
            return List.of(String.valueOf(value).split("\\|", -1));
        }
        return switch (kind) {
            case FAMILY -> List.of(number == PF_TOY ? "PF_TOY" : familyName(number));
            case TYPE -> typeWords(number);
            case COMMAND -> COMMANDS.stream().filter(c -> c.getValue().equals(number)).map(Map.Entry::getKey).toList();
            case PROTOCOL, FD, USER, KERNEL_SOCKET, MODULE, FUNCTION, NUMBER, FORCE -> List.of(number.toString());
        };
    }

    private static List<String> typeWords(int type) {
        List<String> words = new ArrayList<>(List.of(typeName(type & ~(Net.SOCK_CLOEXEC | Net.SOCK_NONBLOCK))));
        if (!words.get(0).startsWith("SOCK_")) {
            return List.of(Integer.toString(type));
        }
        for (int flag : new int[] {Net.SOCK_CLOEXEC, Net.SOCK_NONBLOCK}) {
            if ((type & flag) != 0) {
                words.add(typeName(flag));
            }
        }
        return words;
    }

    /** The number that is written there. */
    static OptionalInt number(String word) {
        if (!word.matches("-?(0x[0-9a-fA-F]{1,8}|[0-9]{1,10})")) {
            return OptionalInt.empty();
        }
        long value = Long.decode(word.contains("x") ? word : word.replaceFirst("^(-?)0+(?=[0-9])", "$1"));
        boolean fits = value >= Integer.MIN_VALUE && value <= (word.contains("x") ? 0xffffffffL : Integer.MAX_VALUE);
        return fits ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    /** Whether that is written like a number, and is none that the kernel's int can hold. */
    static boolean beyond(String word) {
        return word.matches("-?(0x[0-9a-fA-F]+|[0-9]+)") && number(word).isEmpty();
    }

    /** What is wrong with such a number. */
    static String beyondMessage(String word) {
        return word + (word.startsWith("-") ? " is too small: the smallest number is " + Integer.MIN_VALUE
                : " is too large: the largest number is " + Integer.MAX_VALUE + ", or 0xffffffff");
    }

    /** How many families have a name. */
    public static int families() {
        return FAMILIES.size();
    }

    /** All words that may be written for numbers, modelled or not, in an order that does not change. */
    static Set<String> names() {
        return Collections.unmodifiableSet(ALL.keySet());
    }

    /** The constants that a parameter takes and the modelled kernel knows. */
    public static List<String> words(ParameterKind kind) {
        return ALL.keySet().stream().filter(word -> shown(word, kind)).toList();
    }

    /** Whether a constant may stand for that parameter. */
    static boolean fits(String word, ParameterKind kind) {
        boolean family = word.startsWith("PF_") || word.startsWith("AF_");
        return switch (kind) {
            case FAMILY -> family;
            case TYPE -> word.startsWith("SOCK_");
            case PROTOCOL -> !word.startsWith("SOCK_") && !word.startsWith("F_");
            case COMMAND -> word.startsWith("F_");
            case NUMBER -> true;
            case FD, USER, KERNEL_SOCKET, MODULE, FUNCTION, FORCE -> false;
        };
    }

    private static boolean shown(String word, ParameterKind kind) {
        boolean modelled = !word.startsWith("AF_") && (!word.startsWith("PF_") || word.equals("PF_TOY") || ofNet(word));
        return modelled && fits(word, kind) && !(kind == ParameterKind.PROTOCOL && word.startsWith("PF_"));
    }

    private static boolean ofNet(String word) {
        for (Field field : Net.class.getFields()) {
            if (field.getName().equals(word)) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, Integer> all() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("PF_TOY", PF_TOY);
        all.put("AF_TOY", PF_TOY);
        for (Field field : Net.class.getFields()) {
            if (field.getName().matches("(PF|SOCK)_.*") && !field.getName().matches("SOCK_(MAX|TYPE_MASK)")) {
                all.put(field.getName(), intValue(field));
            }
        }
        for (int i = 0; i < FAMILIES.size(); i++) {
            all.putIfAbsent("PF_" + FAMILIES.get(i), i);
            all.put("AF_" + FAMILIES.get(i), i);
        }
        COMMANDS.forEach(command -> all.put(command.getKey(), command.getValue()));
        PROTOCOLS.forEach(protocol -> all.put(protocol.getKey(), protocol.getValue()));
        return all;
    }

    private static int intValue(Field field) {
        try {
            return field.getInt(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
