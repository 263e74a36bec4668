package org.sockrace.conform.errno;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockrace.kernel.Net;
import org.sockrace.scenario.Constants;

/**
 * What modules of Linux that the model does not have make available to socket(2): families, and protocols of families that have a registry of them. Only
 * modules of which that is known for themselves and for all that they depend on are in the list; any other module may register anything.
 */
final class Registrations {

    /** MODULE PLACE ..., where a place is FAMILY, FAMILY/PROTOCOL or FAMILY/PROTOCOL/TYPE,TYPE; {@code needs=} names a modelled module that it depends on. */
    private static final String LIST = """
            af_alg PF_ALG
            af_key PF_KEY
            algif_aead PF_ALG
            algif_hash PF_ALG
            algif_rng PF_ALG
            algif_skcipher PF_ALG
            appletalk PF_APPLETALK
            atm PF_ATMPVC PF_ATMSVC
            ax25 PF_AX25
            bluetooth PF_BLUETOOTH
            bnep PF_BLUETOOTH
            caif_socket PF_CAIF
            can_bcm PF_CAN/2 needs=can
            can_isotp PF_CAN/6 needs=can
            can_j1939 PF_CAN/7 needs=can
            cmtp PF_BLUETOOTH
            dccp_ipv4 PF_INET/33/6
            dccp_ipv6 PF_INET/33/6 PF_INET6/33/6
            hidp PF_BLUETOOTH
            ieee802154_socket PF_IEEE802154
            kcm PF_KCM
            l2tp_ip6 PF_INET6/115/2
            l2tp_ppp PF_PPPOX/1 needs=pppox
            llc2 PF_LLC
            netrom PF_NETROM PF_AX25
            nfc PF_NFC
            pptp PF_PPPOX/2 needs=pppox
            qrtr PF_QIPCRTR
            rds PF_RDS
            rfcomm PF_BLUETOOTH
            rose PF_ROSE PF_AX25
            rxrpc PF_RXRPC
            sctp PF_INET/132/1,5 PF_INET6/132/1,5
            smc PF_SMC PF_INET/256/1 PF_INET6/256/1 PF_NETLINK/20
            tipc PF_TIPC
            vsock PF_VSOCK
            x25 PF_X25
            """;
    private static final String NEEDS = "needs=";
    private static final Map<String, Registrations> BY_MODULE = LIST.lines().map(line -> List.of(line.split(" ")))
            .collect(Collectors.toMap(words -> words.get(0), words -> new Registrations(words.subList(1, words.size()))));

    /** Where a module can register: a family, and of it one protocol or all (an empty list), for some types or for all (an empty list). */
    private record Place(int family, List<Integer> protocols, List<Integer> types) {

        static Place of(String word) {
            String[] parts = word.split("/");
            return new Place(Constants.value(parts[0]).orElseThrow(), numbers(parts, 1), numbers(parts, 2));
        }

        private static List<Integer> numbers(String[] parts, int which) {
            return parts.length <= which ? List.of() : Stream.of(parts[which].split(",")).map(Integer::valueOf).toList();
        }

        boolean hasType(int type) {
            return types.isEmpty() || types.contains(type);
        }

        /** Whether a socket of that protocol can come from here. Protocol 0 of PF_INET and PF_INET6 is any that the type has. */
        boolean hasProtocol(int protocol) {
            boolean any = protocol == 0 && (family == Net.PF_INET || family == Net.PF_INET6);
            return protocols.isEmpty() || any || protocols.contains(protocol);
        }
    }

    private final List<Place> places;
    private final List<String> needs;

    private Registrations(List<String> words) {
        places = words.stream().filter(w -> !w.startsWith(NEEDS)).map(Place::of).toList();
        needs = words.stream().filter(w -> w.startsWith(NEEDS)).map(w -> w.substring(NEEDS.length())).toList();
    }

    /** Whether it is known what the module registers. */
    static boolean known(String module) {
        return BY_MODULE.containsKey(module);
    }

    /** The modelled modules that it depends on. */
    static Stream<String> needs(String module) {
        return known(module) ? BY_MODULE.get(module).needs.stream() : Stream.empty();
    }

    /** Whether that may be there because the module is. */
    static boolean mayHave(String module, int family) {
        return !known(module) || BY_MODULE.get(module).places.stream().anyMatch(p -> p.family == family && p.protocols.isEmpty());
    }

    /** Whether a protocol of that type may be there because the module is. */
    static boolean mayHave(String module, int family, int type) {
        return !known(module) || BY_MODULE.get(module).places.stream().anyMatch(p -> p.family == family && p.hasType(type));
    }

    /** Whether that protocol may be there because the module is. */
    static boolean mayHave(String module, int family, int type, int protocol) {
        return !known(module) || BY_MODULE.get(module).places.stream().anyMatch(p -> p.family == family && p.hasType(type) && p.hasProtocol(protocol));
    }
}
