package org.sockrace.machine.simulated;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.sockrace.automata.Frame;

/** Finds where in the modelled source the running code stands. Not thread-safe. */
final class Positions {

    /** A call of the kernel is some three frames: what is expected here is fetched at once, and what is beyond in pieces, slowly. */
    private static final int EXPECTED = 40;
    /** Frames of reflection are filtered out as others are that are not of the modelled source: to look for them would take a third of the time. */
    private static final StackWalker WALKER = StackWalker.getInstance(
            Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_REFLECT_FRAMES), EXPECTED);
    private static final int DEEPEST = 24;

    private final String sourcePackage;
    private final Map<Class<?>, Boolean> inSource = new HashMap<>();
    /** Each place is one object, so that places are quickly found to be the same. */
    private final Map<Frame.Stack, Frame.Stack> known = new HashMap<>();

    /** Of code of that package and those below it. */
    Positions(String sourcePackage) {
        this.sourcePackage = sourcePackage;
    }

    /** The lines of the package on the stack, innermost first. Slow: called once for each local state. */
    Frame.Stack here() {
        List<Frame> frames = WALKER.walk(stack -> {
            List<Frame> found = new ArrayList<>(DEEPEST);
            for (var next = stack.iterator(); next.hasNext() && found.size() < DEEPEST;) {
                StackFrame f = next.next();
                if (f.getDeclaringClass() == ThreadProgram.class) {
                    break;
                }
                if (isSource(f.getDeclaringClass()) && !f.getMethodName().startsWith("lambda$")) {
                    found.add(new Frame(f.getFileName(), f.getMethodName(), f.getLineNumber()));
                }
            }
            return found;
        });
        Frame.Stack stack = frames.isEmpty() ? Frame.Stack.NONE : new Frame.Stack(frames);
        Frame.Stack same = known.putIfAbsent(stack, stack);
        return same == null ? stack : same;
    }

    /** Where an exception was thrown, as far as it knows. */
    Frame.Stack of(Throwable e) {
        List<Frame> frames = Stream.of(e.getStackTrace()).takeWhile(f -> !f.getClassName().equals(ThreadProgram.class.getName()))
                .filter(f -> f.getClassName().startsWith(sourcePackage) && !f.getMethodName().startsWith("lambda$")).limit(DEEPEST)
                .map(f -> new Frame(f.getFileName(), f.getMethodName(), f.getLineNumber())).toList();
        return frames.isEmpty() ? Frame.Stack.NONE : new Frame.Stack(frames);
    }

    private boolean isSource(Class<?> type) {
        return inSource.computeIfAbsent(type, t -> t.getName().startsWith(sourcePackage));
    }
}
