package org.sockrace.conform.errno;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.kernel.Net;

/**
 * Which families that the model does not have were there on the recorded kernel. A family that is not there answers EAFNOSUPPORT to every call
 * that is well-formed; one that never does is there, and the model cannot speak for it. One that does sometimes is compared as if it were not
 * there, so that what is odd about it shows.
 */
final class Strangers {

    private static final Set<Integer> MODELLED = Set.of(Net.PF_UNSPEC, Net.PF_UNIX, Net.PF_INET, Net.PF_INET6, Net.PF_NETLINK, Net.PF_PACKET,
            Net.PF_PPPOX, Net.PF_CAN, Net.PF_PHONET);

    private record Place(List<String> modules, int family) { }

    private final Map<Place, Boolean> absent = new HashMap<>();

    /** Takes note of a row; all rows must be noted before anything is asked. */
    void note(Row row) {
        Row.Call call = row.call();
        if (!foreign(call.family()) || !wellFormed(call.type())) {
            return;
        }
        absent.merge(new Place(call.modules(), call.family()), row.result().errno().equals("EAFNOSUPPORT"), Boolean::logicalOr);
    }

    /** Whether the family was there, but is not in the model. */
    boolean there(Row.Call call) {
        return foreign(call.family()) && !absent.getOrDefault(new Place(call.modules(), call.family()), true) && wellFormed(call.type());
    }

    /** Whether it is a family that the model does not have. */
    static boolean foreign(int family) {
        return family >= 0 && family < Net.NPROTO && !MODELLED.contains(family);
    }

    private static boolean wellFormed(int type) {
        int flags = type & ~Net.SOCK_TYPE_MASK;
        return (flags & ~(Net.SOCK_CLOEXEC | Net.SOCK_NONBLOCK)) == 0 && (type & Net.SOCK_TYPE_MASK) < Net.SOCK_MAX;
    }
}
