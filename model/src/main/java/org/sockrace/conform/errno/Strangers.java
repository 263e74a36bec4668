package org.sockrace.conform.errno;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockrace.kernel.Boot;
import org.sockrace.kernel.Net;
import org.sockrace.scenario.KnownModule;

/**
 * What the recorded kernel has built in, as far as only the table can say: families that the model does not have, and protocols of PF_NETLINK that are
 * there or not as a kernel was configured. What is not there answers each well-formed call with one error; what never does is there. What does sometimes is
 * neither, so that what is odd about it shows.
 */
final class Strangers {

    private static final Set<Integer> MODELLED = Stream.concat(KnownModule.whole().stream().map(KnownModule::family),
            Stream.of(Boot.Part.values()).map(Boot.Part::family)).collect(Collectors.toUnmodifiableSet());
    private static final int WHOLE_FAMILY = -1;

    /** A family, or a protocol of one. */
    private record Stranger(int family, int protocol) {

        String absence() {
            return protocol == WHOLE_FAMILY ? "EAFNOSUPPORT" : "EPROTONOSUPPORT";
        }
    }

    private final Set<Stranger> absent = new HashSet<>();
    private final Set<Stranger> present = new HashSet<>();

    /**
     * Takes note of a row; all rows must be noted before anything is asked.
     *
     * @param fromModule whether what is there might have come with one of the row's modules
     */
    void note(Row row, boolean fromModule) {
        stranger(row.call()).ifPresent(s -> {
            if (row.result().errno().equals(s.absence())) {
                absent.add(s);
            } else if (!fromModule) {
                present.add(s);
            }
        });
    }

    /** Whether what the call asks for is in no model, or is a matter of configuration, and was there in all rows. */
    boolean there(Row.Call call) {
        return stranger(call).filter(s -> present.contains(s) && !absent.contains(s)).isPresent();
    }

    /** Whether it was there in no row. */
    boolean notThere(Row.Call call) {
        return stranger(call).filter(s -> !present.contains(s) && absent.contains(s)).isPresent();
    }

    private static Optional<Stranger> stranger(Row.Call call) {
        if (!call.wellFormed()) {
            return Optional.empty();
        }
        if (foreign(call.slot())) {
            return Optional.of(new Stranger(call.slot(), WHOLE_FAMILY));
        }
        return configurable(call).map(p -> new Stranger(Net.PF_NETLINK, p.number()));
    }

    /** The protocol of PF_NETLINK that the call asks for, if kernels with and without it can be configured. */
    static Optional<NetlinkProtocol> configurable(Row.Call call) {
        boolean netlink = call.wellFormed() && call.family() == Net.PF_NETLINK && (call.baseType() == Net.SOCK_RAW || call.baseType() == Net.SOCK_DGRAM);
        return netlink ? NetlinkProtocol.numbered(call.protocol()).filter(NetlinkProtocol::configurable) : Optional.empty();
    }

    /** Whether it is a family that the model does not have. */
    static boolean foreign(int family) {
        return family > Net.PF_UNSPEC && family < Net.NPROTO && !MODELLED.contains(family);
    }
}
