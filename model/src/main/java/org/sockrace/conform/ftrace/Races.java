package org.sockrace.conform.ftrace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.sockrace.kernel.Errno;
import org.sockrace.scenario.Constants;

/** Tells which results only a race explains, and when they came about. */
final class Races {

    private static final int MOST_NAMES = 1000;

    private final Summary summary;
    private final Map<TraceEvent.SocketCall, String> names = new HashMap<>();
    private final FamilyBook families;

    Races(Summary summary, FamilyBook families) {
        this.summary = summary;
        this.families = families;
    }

    static String result(int value) {
        return value < 0 ? Errno.name(-value) : value == 0 ? "ok" : Integer.toString(value);
    }

    /**
     * A __sock_create has returned.
     *
     * @param kernels whether the socket is one of the kernel's own
     * @param missing modules that it could have needed and that are not there
     * @param changing what others do
     */
    void socket(TraceEvent e, OpenCall call, boolean kernels, Supplier<List<String>> missing, String changing) {
        if (names.size() > MOST_NAMES) {
            names.clear();
        }
        String name = names.computeIfAbsent(call.socketCall, c -> "socket(" + Constants.familyName(c.family()) + ", " + Constants.typeName(c.type()) + ", "
                + c.protocol() + ")");
        summary.result(kernels ? "kernel's own " + name : name, result(e.value()));
        if (e.value() < 0 && !kernels) {
            summary.race("socket() returned " + result(e.value()) + when(call.socketCall.lookedUp(), e.value(), missing.get(), changing));
        }
    }

    private String when(int family, int error, List<String> missing, String changing) {
        String without = missing.isEmpty() ? "" : " while " + String.join(" and ", missing) + " was not loaded";
        return switch (families.phase(family)) {
            case WITHDRAWN -> " between sock_unregister and module_free";
            case GONE -> " between module_free and sock_register";
            case THERE, UNKNOWN -> error == -Errno.EAFNOSUPPORT && !changing.isEmpty() || without.isEmpty() ? changing : without;
        };
    }

    /** A delete_module has returned. */
    void unloaded(TraceEvent e, String freed) {
        summary.result(freed == null ? "delete_module" : "delete_module(" + freed + ")", result(e.value()));
        if (e.value() == -Errno.EWOULDBLOCK) {
            summary.race("delete_module() returned EWOULDBLOCK: the module was in use");
        }
    }
}
