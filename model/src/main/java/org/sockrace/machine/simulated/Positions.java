package org.sockrace.machine.simulated;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import org.sockrace.automata.Frame;

/** Finds where in the modelled source the running code stands. */
final class Positions {

    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final int DEEPEST = 24;
    /** The name of a class, once for each class. */
    private static final ClassValue<String> NAMES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return type.getName();
        }
    };

    private Positions() { }

    /** The lines of that package on the stack, innermost first. Slow: called once for each local state. */
    static Frame.Stack here(String sourcePackage) {
        List<Frame> frames = WALKER.walk(stack -> stack
                .takeWhile(f -> f.getDeclaringClass() != ThreadProgram.class)
                .filter(f -> NAMES.get(f.getDeclaringClass()).startsWith(sourcePackage) && !f.getMethodName().startsWith("lambda$"))
                .limit(DEEPEST)
                .map(Positions::frame)
                .toList());
        return frames.isEmpty() ? Frame.Stack.NONE : new Frame.Stack(frames);
    }

    private static Frame frame(StackFrame f) {
        return new Frame(f.getFileName(), f.getMethodName(), f.getLineNumber());
    }
}
