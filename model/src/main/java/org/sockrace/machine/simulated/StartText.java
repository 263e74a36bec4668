package org.sockrace.machine.simulated;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sockrace.automata.Cell;
import org.sockrace.automata.Memory;
import org.sockrace.machine.Code;

/**
 * What threads find when they begin, as a text that is the same for the same: all objects of Java that their programs can get at, and modelled memory, with
 * what its cells hold. Where the code that threads run is the same too, so is all that they can do.
 *
 * <p>Objects are numbered as they are met, from the programs on, and not as the machine numbers them: what a set-up does in another order can leave the same.
 * Of a function that is no {@link Code} only its class and what it captures is told; who compares two set-ups with it has one source for both.
 */
final class StartText {

    private static final String OURS = "org.sockrace.";
    /** What users write is the same for the same scenario. */
    private static final String WRITTEN = OURS + "scenario.";
    private static final ClassValue<Field[]> FIELDS = new ClassValue<>() {
        @Override
        protected Field[] computeValue(Class<?> type) {
            return fields(type);
        }
    };

    /** There is something of which it is not known what it is. */
    private static final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final SimulatedMachine machine;
    private final Map<Object, Integer> met = new IdentityHashMap<>();
    private final Set<Class<?>> classes = new HashSet<>();
    private final Deque<Object> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();

    private StartText(SimulatedMachine machine) {
        this.machine = machine;
    }

    /** That of these programs on a machine whose set-up is done; null if they can get at something of which it cannot be told whether it is the same. */
    static String of(SimulatedMachine machine, List<ThreadProgram> programs) {
        try {
            return new StartText(machine).all(programs);
        } catch (UnknownException e) {
            return null;
        }
    }

    private String all(List<ThreadProgram> programs) {
        refer(programs);
        List<Cell> cells = new ArrayList<>(machine.cells);
        cells.sort(Comparator.comparing(Cell::qualifiedName));
        refer(cells);
        List<Memory> regions = new ArrayList<>(machine.regions);
        regions.sort(Comparator.comparing(Memory::name));
        refer(regions);
        while (!open.isEmpty()) {
            tell(open.remove());
        }
        text.append(new TreeMap<>(machine.ledger()));
        machine.books().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).sorted().forEach(text::append);
        return text.toString();
    }

    // ---- values ----------------------------------------------------------------------------------------------------------------

    /** A value as it stands, an object by its number. */
    private void refer(Object value) {
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean || value instanceof Character) {
            text.append(value).append('\t');
        } else if (value instanceof Enum<?> constant) {
            text.append(constant.getDeclaringClass().getName()).append(' ').append(constant.name()).append('\t');
        } else {
            Integer known = met.get(value);
            if (known == null) {
                known = met.size();
                met.put(value, known);
                open.add(value);
            }
            text.append('@').append(known).append('\t');
        }
    }

    // ---- objects ---------------------------------------------------------------------------------------------------------------

    private void tell(Object object) {
        text.append('\n').append(met.get(object)).append('\t');
        if (object instanceof Cell cell) {
            tell(cell);
        } else if (object instanceof Memory memory) {
            text.append(memory.name()).append('\t').append(memory.counted()).append('\t').append(memory.kind()).append('\t').append(memory.owner).append('\t')
                    .append(machine.freedAtStart(memory)).append('\t');
            refer(memory.cells());
        } else if (object instanceof Class<?> || object == machine || object.getClass().getName().startsWith(WRITTEN)) {
            text.append(object instanceof Class<?> type ? type.getName() : object.getClass().getName());
        } else if (object.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(object); i++) {
                refer(Array.get(object, i));
            }
        } else if (object.getClass().getName().startsWith(OURS)) {
            fieldsOf(object);
        } else {
            library(object);
        }
    }

    private void tell(Cell cell) {
        text.append(cell.qualifiedName()).append('\t').append(cell.type).append('\t').append(machine.knowledge.accounted(cell)).append('\t');
        for (int value : new int[] {cell.constructed, machine.initial(cell)}) {
            refer(cell.type == Cell.Type.POINTER ? machine.objects.get(value) : (Object) value);
        }
        refer(cell.region);
    }

    private void library(Object object) {
        if (object instanceof Map<?, ?> map) {
            text.append(map.getClass().getName()).append('\t');
            inOrder(map.keySet(), map.getClass() == HashMap.class || isImmutable(map)).forEach(key -> {
                refer(key);
                refer(map.get(key));
            });
        } else if (object instanceof Collection<?> all) {
            text.append(all.getClass().getName()).append('\t');
            inOrder(all, all.getClass() == HashSet.class || all instanceof Set<?> && isImmutable(all)).forEach(this::refer);
        } else if (object instanceof Optional<?> optional) {
            refer(optional.orElse(null));
        } else if (object instanceof BitSet || object instanceof Method || object instanceof MethodHandle) {
            text.append(object);
        } else {
            throw new UnknownException();
        }
    }

    private static boolean isImmutable(Object collection) {
        return collection.getClass().getName().startsWith("java.util.ImmutableCollections");
    }

    /** What has no order of its own is sorted, if it can be. */
    private static List<?> inOrder(Collection<?> all, boolean hashed) {
        List<Object> elements = new ArrayList<>(all);
        if (hashed && elements.size() > 1) {
            if (!elements.stream().allMatch(StartText::isValue)) {
                throw new UnknownException();
            }
            elements.sort(Comparator.comparing(Object::toString));
        }
        return elements;
    }

    /** Whether the same things have the same text. */
    private static boolean isValue(Object element) {
        return element instanceof String || element instanceof Integer || element instanceof Enum<?> || element.getClass().getName().startsWith(WRITTEN);
    }

    private void fieldsOf(Object object) {
        Class<?> type = object.getClass();
        text.append(object instanceof Code function ? Code.name(function) : "").append('\t');
        if (type.isHidden()) {
            int outer = type.getName().indexOf("$$Lambda");
            if (outer < 0) {
                throw new UnknownException();
            }
            text.append(type.getName(), 0, outer).append('\t');
            Arrays.stream(type.getInterfaces()).forEach(i -> text.append(i.getName()).append('\t'));
        } else {
            text.append(type.getName()).append('\t');
        }
        boolean first = classes.add(type);
        for (Field field : FIELDS.get(type)) {
            boolean common = Modifier.isStatic(field.getModifiers());
            if (!common || first) {
                text.append(field.getName()).append('=');
                refer(value(field, common ? null : object));
            }
        }
    }

    private static Object value(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field[] fields(Class<?> type) {
        List<Field> all = new ArrayList<>();
        for (Class<?> t = type; t != null && t != Object.class; t = t.getSuperclass()) {
            Field[] own = t.getDeclaredFields();
            Arrays.sort(own, Comparator.comparing(Field::getName));
            all.addAll(List.of(own));
        }
        all.forEach(field -> field.setAccessible(true));
        return all.toArray(Field[]::new);
    }
}
