package org.sockrace.conform.ftrace;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
    private final Map<String, Set<Integer>> familiesOf = new HashMap<>();
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

    /** sock_register is entered by that module's init, of that family, or of one that the recording does not say if it is negative. */
    void register(ModuleCall init, int family) {
        registering++;
        Set<Integer> families = candidates(init, family);
        if (families.isEmpty()) {
            slots.values().forEach(s -> s.maybeSet = true);
        } else {
            families.forEach(f -> slot(f).maybeSet = true);
        }
    }

    /** Which families may be meant; empty if nothing is known. */
    private Set<Integer> candidates(ModuleCall init, int family) {
        if (family >= 0) {
            return Set.of(family);
        }
        Set<Integer> families = new TreeSet<>(familiesOf(init == null ? null : init.module));
        if (init != null) {
            families.removeAll(init.registered);
            if (init.registeredOthers >= families.size()) {
                return Set.of();
            }
        }
        return families;
    }

    /** sock_register has returned. Which of a module's families it was may not be known before all of them are there. */
    void registered(ModuleCall init, int family, int result, int line) {
        registering--;
        if (result != 0) {
            return;
        }
        Set<Integer> families = candidates(init, family);
        if (init != null && family >= 0) {
            init.registered.add(family);
            learn(init.module, family);
        } else if (init != null) {
            init.registeredOthers++;
        }
        if (families.size() == 1 || init != null && family < 0 && families.size() == init.registeredOthers) {
            families.forEach(f -> there(slot(f), line));
        } else {
            slots.values().forEach(s -> s.phase = s.phase == Phase.GONE ? Phase.UNKNOWN : s.phase);
        }
    }

    private static void there(Slot slot, int line) {
        slot.lastNull = slot.maybeNull ? line : slot.lastNull;
        slot.maybeNull = false;
        slot.phase = Phase.THERE;
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

    /** The module, which withdrew these families, is freed. */
    void freed(String module, Set<Integer> families) {
        families.forEach(f -> {
            slot(f).phase = Phase.GONE;
            learn(module, f);
        });
    }

    /** The module registers that family. */
    void learn(String module, int family) {
        if (module != null) {
            familiesOf.computeIfAbsent(module, m -> new TreeSet<>()).add(family);
            ownerOf.put(family, module);
        }
    }

    /** The families that the module registers, as far as is known. */
    private Set<Integer> familiesOf(String module) {
        if (module == null) {
            return Set.of();
        }
        int modelled = CallModel.family(module);
        return familiesOf.getOrDefault(module, modelled < 0 ? Set.of() : Set.of(modelled));
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
