package org.sockrace.machine.simulated;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Recognises the stack of the running code. A JVM tells the class and the bytecode index of a frame at once; the method and the line it has to look up, which
 * takes longer than all else. The former are enough to recognise a stack: its outermost method is known, and what a method calls at an index, and the class
 * that is found there, say which method that is. Of a lambda, that class is its own, hidden one. Only who calls by reflection can call anything at one index:
 * such a stack is new each time. Not thread-safe; what is known of stacks is shared by all threads.
 */
final class StackMemory {

    /** A call of the kernel is some four frames: what is expected here is fetched at once, and what is beyond in pieces, slowly. */
    private static final int EXPECTED = 28;
    private static final StackWalker WALKER = StackWalker.getInstance(
            Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES), EXPECTED);
    /** The only method of that class that calls anything whose stack is asked for. */
    private static final Class<?> OUTERMOST = ThreadProgram.class;
    private static final Module JAVA_BASE = Object.class.getModule();
    /** By the class that the outermost method calls: when that is unloaded, with the rest of a kernel, they are gone. */
    private static final ClassValue<Map<Calls, List<StackFrame>>> KNOWN = new ClassValue<>() {
        @Override
        protected Map<Calls, List<StackFrame>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private Class<?>[] classes = new Class<?>[2 * EXPECTED];
    private int[] indices = new int[2 * EXPECTED];
    private int size;
    private boolean recognised;

    /** The frames below {@link ThreadProgram#run}, innermost first. If it is recognised, one stack is one list. */
    List<StackFrame> here() {
        WALKER.walk(this::read);
        if (!recognised) {
            return frames();
        }
        Map<Calls, List<StackFrame>> known = KNOWN.get(classes[size - 1]);
        List<StackFrame> found = known.get(new Calls(classes, indices, size));
        if (found == null) {
            found = frames();
            List<StackFrame> first = known.putIfAbsent(new Calls(Arrays.copyOf(classes, size), Arrays.copyOf(indices, size), size), found);
            found = first == null ? found : first;
        }
        return found;
    }

    /** Whether the stack of the last {@link #here} can be recognised: not if somebody calls by reflection. */
    boolean recognised() {
        return recognised;
    }

    private Void read(Stream<StackFrame> stack) {
        size = 0;
        boolean reflection = false;
        boolean begins = false;
        for (var frames = stack.iterator(); !begins && frames.hasNext();) {
            StackFrame frame = frames.next();
            Class<?> type = frame.getDeclaringClass();
            begins = type == OUTERMOST;
            if (!begins) {
                add(type, frame.getByteCodeIndex());
                reflection |= type.getModule() == JAVA_BASE && (type.getName().contains(".reflect.") || type.getName().startsWith("java.lang.invoke."));
            }
        }
        recognised = begins && !reflection;
        return null;
    }

    private void add(Class<?> type, int index) {
        if (size == indices.length) {
            classes = Arrays.copyOf(classes, 2 * size);
            indices = Arrays.copyOf(indices, 2 * size);
        }
        classes[size] = type;
        indices[size++] = index;
    }

    private static List<StackFrame> frames() {
        return WALKER.walk(stack -> {
            List<StackFrame> found = new ArrayList<>();
            stack.takeWhile(f -> f.getDeclaringClass() != OUTERMOST).filter(f -> !f.getDeclaringClass().isHidden()).forEach(found::add);
            return found;
        });
    }

    /** Frames, innermost first. Keeps the arrays. */
    private static final class Calls {

        private final Class<?>[] classes;
        private final int[] indices;
        private final int size;
        private final int hash;

        Calls(Class<?>[] classes, int[] indices, int size) {
            this.classes = classes;
            this.indices = indices;
            this.size = size;
            int h = size;
            for (int i = 0; i < size; i++) {
                h = 31 * (31 * h + indices[i]) + System.identityHashCode(classes[i]);
            }
            this.hash = h;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Calls c && hash == c.hash && Arrays.equals(indices, 0, size, c.indices, 0, c.size)
                    && Arrays.equals(classes, 0, size, c.classes, 0, c.size);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
