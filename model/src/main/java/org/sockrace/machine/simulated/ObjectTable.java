package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.automata.World;
import org.sockrace.machine.Code;
import org.sockrace.machine.Linked;

/** Numbers the objects that pointers can point to. Strings and boxed values count by value, all else by identity. 0 is NULL. */
final class ObjectTable {

    private final List<Object> objects = new ArrayList<>();
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();
    private final Map<String, Integer> strings = new HashMap<>();
    private final Map<Object, Memory> regions = new IdentityHashMap<>();
    private final List<String> ownNames = new ArrayList<>();
    private final Map<String, Integer> byOwnName = new HashMap<>();

    private final SourceFiles others;

    /** With objects of classes that a user wrote. */
    ObjectTable(SourceFiles others) {
        this.others = others;
        objects.add(null);
    }

    int number(Object object) {
        if (object == null) {
            return 0;
        }
        Integer known = object instanceof String s ? strings.get(s) : numbers.get(object);
        if (known != null) {
            return known;
        }
        boolean text = object instanceof Code || object instanceof Enum<?>;
        if (!text && others.of(object.getClass().getName()) != null && !regions.containsKey(object)) {
            throw new CodeException(others.of(object.getClass().getName()) + ": error: a pointer is to point to an object of the class "
                    + object.getClass().getSimpleName() + ", of which the machine does not know where it is: its constructor must say k.within(mem, this)");
        }
        int number = objects.size();
        objects.add(object);
        if (object instanceof String s) {
            strings.put(s, number);
        } else {
            numbers.put(object, number);
        }
        return number;
    }

    @SuppressWarnings("unchecked")
    <T> T get(int number) {
        return (T) objects.get(number);
    }

    /** Says that the object is the one allocated in that region, or a part of it. */
    void place(Object object, Memory region) {
        regions.put(object, region);
    }

    /** The object as users read it. */
    String name(int number) {
        Object object = objects.get(number);
        return object == null ? "NULL" : object instanceof Code function ? Code.name(function) : shown(object);
    }

    /** Who wrote a class without a name for its objects is told the class, and not a number that differs from run to run. */
    private static String shown(Object object) {
        String text = object.toString();
        return text.equals(object.getClass().getName() + "@" + Integer.toHexString(System.identityHashCode(object))) ? object.getClass().getSimpleName() : text;
    }

    /** A name that no other object has: which of those of one name it is, too. */
    String ownName(int number) {
        for (int next = ownNames.size(); next <= number; next++) {
            String name = name(next);
            String own = name;
            for (int n = 2; byOwnName.containsKey(own); n++) {
                own = name + " #" + n;
            }
            byOwnName.put(own, next);
            ownNames.add(own);
        }
        return ownNames.get(number);
    }

    /** The number of the object of that {@link #ownName own name}, or -1 if there is none. */
    int owned(String name) {
        ownName(objects.size() - 1);
        return byOwnName.getOrDefault(name, -1);
    }

    /** All objects so far, by number. */
    List<World.PointedTo> all() {
        List<World.PointedTo> all = new ArrayList<>();
        for (int number = 0; number < objects.size(); number++) {
            all.add(new World.PointedTo(name(number), regionOf(number), link(objects.get(number))));
        }
        return List.copyOf(all);
    }

    private static Cell link(Object object) {
        return object instanceof Linked entry && entry.link() instanceof SimPtr<?> link ? link.cell : null;
    }

    /** The region that the object lies in, as far as that was said, or null. */
    Memory regionOf(int number) {
        return number == 0 ? null : regions.get(objects.get(number));
    }
}
