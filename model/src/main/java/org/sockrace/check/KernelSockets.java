package org.sockrace.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.sockrace.kernel.socket;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.scenario.Call;
import org.sockrace.scenario.Returns;

/** The variables that hold sockets of the kernel's own: those of the set-up, and those of each role, of which each of several identical threads has its own. */
final class KernelSockets {

    /** The role of the set-up's variables, which all threads share. */
    static final int SETUP = -1;

    /**
     * A variable.
     *
     * @param mem the memory that it is in
     * @param socket what it holds; it stays when the socket is released, as a pointer does in C
     */
    record Slot(Region mem, Ptr<socket> socket) { }

    private final Map<Integer, Map<String, Slot>> byRole = new TreeMap<>();

    /** Makes room for the results of these calls; the machine acts as that role. */
    void declare(int role, Iterable<Call> calls, Machine k) {
        Map<String, Slot> slots = new LinkedHashMap<>();
        for (Call call : calls) {
            if (call.kind().returns() == Returns.KERNEL_SOCKET) {
                slots.put(call.result(), null);
            }
        }
        if (!slots.isEmpty()) {
            byRole.put(role, k.alloc(AtRest.VARIABLES, Region.Kind.OBJECT, mem -> {
                slots.replaceAll((name, none) -> new Slot(mem, k.ptr(mem, name, null)));
                return slots;
            }));
        }
    }

    /** The variable of that name, as that role sees it: its own, or that of the one who sets it. */
    Slot slot(int role, String variable) {
        Map<String, Slot> own = byRole.getOrDefault(role, Map.of());
        return own.containsKey(variable) ? own.get(variable)
                : byRole.values().stream().filter(slots -> slots.containsKey(variable)).findFirst().orElseThrow().get(variable);
    }
}
