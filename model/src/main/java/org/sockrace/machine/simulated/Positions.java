package org.sockrace.machine.simulated;

import java.util.List;

/** Finds where in the modelled source the running code stands. */
final class Positions {

    private static final StackWalker WALKER = StackWalker.getInstance();
    private static final int DEEPEST = 24;

    private Positions() { }

    /** The lines of that package on the stack, innermost first. Slow: called once for each local state. */
    static Frame.Stack here(String sourcePackage) {
        List<Frame> frames = WALKER.walk(stack -> stack
                .filter(f -> f.getClassName().startsWith(sourcePackage) && !f.getMethodName().startsWith("lambda$"))
                .limit(DEEPEST)
                .map(f -> new Frame(f.getFileName(), f.getMethodName(), f.getLineNumber()))
                .toList());
        return frames.isEmpty() ? Frame.Stack.NONE : new Frame.Stack(frames);
    }
}
