package org.sockrace.conform.ftrace;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Whether the slot of each family may be NULL, or may be set, at any line. At first both may be. Not thread-safe. */
final class FamilyBook {

    private static final class Slot {
        boolean maybeNull = true;
        boolean maybeSet = true;
        int lastNull;
        int lastSet;
        Phase phase = Phase.UNKNOWN;
    }

    /** How far a family has come. */
    enum Phase {
        /** Nothing was seen of it yet. */
        UNKNOWN,
        /** It was registered. */
        THERE,
        /** sock_unregister was entered. */
        WITHDRAWN,
        /** Its module was freed. */
        GONE
    }

    private final Map<Integer, Slot> slots = new TreeMap<>();
    private final Map<String, Integer> familyOf = new HashMap<>();
    private final Map<Integer, String> ownerOf = new HashMap<>();
    private int registering;

    private Slot slot(int family) {
        return slots.computeIfAbsent(family, f -> new Slot());
    }

    /** sock_unregister is entered: from now on its slot may be NULL. */
    void unregister(int family) {
        slot(family).maybeNull = true;
        slot(family).phase = Phase.WITHDRAWN;
    }

    /** sock_unregister begins to wait for readers: the slot is NULL, unless somebody else has just registered. */
    void withdrawn(int family, int line) {
        Slot slot = slot(family);
        if (registering == 0 && slot.maybeSet) {
            slot.maybeSet = false;
            slot.lastSet = line;
        }
    }

    /** sock_register is entered, of that family, or of one that is not known if it is negative. */
    void register(int family) {
        registering++;
        if (family >= 0) {
            slot(family).maybeSet = true;
        } else {
            slots.values().forEach(s -> s.maybeSet = true);
        }
    }

    /** sock_register has returned. */
    void registered(int family, int result, int line) {
        registering--;
        if (family >= 0 && result == 0) {
            Slot slot = slot(family);
            slot.lastNull = slot.maybeNull ? line : slot.lastNull;
            slot.maybeNull = false;
            slot.phase = Phase.THERE;
        } else if (result == 0) {
            slots.values().forEach(s -> s.phase = s.phase == Phase.GONE ? Phase.UNKNOWN : s.phase);
        }
    }

    boolean maybeNullSince(int family, int line) {
        Slot slot = slot(family);
        return slot.maybeNull || slot.lastNull >= line;
    }

    boolean maybeSetSince(int family, int line) {
        Slot slot = slot(family);
        return slot.maybeSet || slot.lastSet >= line;
    }

    /** How far the family has come. */
    Phase phase(int family) {
        return slots.containsKey(family) ? slots.get(family).phase : Phase.UNKNOWN;
    }

    // ---- whose families they are ---------------------------------------------------------------------------------------

    /** The module, which withdrew that family, is freed. */
    void freed(String module, int family) {
        slot(family).phase = Phase.GONE;
        familyOf.put(module, family);
        ownerOf.put(family, module);
    }

    /** The family that the module registers, or -1 if that is not known. */
    int familyOf(String module) {
        return module == null ? -1 : familyOf.getOrDefault(module, CallModel.family(module));
    }

    /** The module that registers the family, or null if that is not known. */
    String ownerOf(int family) {
        return ownerOf.get(family);
    }

    /** What is known of every family, for messages. */
    Map<String, String> state() {
        Map<String, String> state = new java.util.LinkedHashMap<>();
        slots.forEach((family, slot) -> state.put("net_families[" + family + "]",
                slot.maybeNull && slot.maybeSet ? "set or NULL" : slot.maybeSet ? "set" : "NULL"));
        return state;
    }
}
