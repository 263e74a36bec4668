package org.sockrace.machine.simulated;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.sockrace.automata.Frame;

/** Finds where in the modelled source the running code stands. Not thread-safe. */
final class Positions {

    private static final int DEEPEST = 24;

    private final String sourcePackage;
    private final SourceFiles others;
    /** What the file of each class is called; an empty text if its lines are not shown. */
    private final Map<Class<?>, String> files = new HashMap<>();
    /** Each place is one object, so that places are quickly found to be the same. */
    private final Map<Frame.Stack, Frame.Stack> known = new HashMap<>();
    private final StackMemory stacks = new StackMemory();
    private final Map<List<StackFrame>, Frame.Stack> places = new IdentityHashMap<>();

    /** Of code of that package and those below it, and of others. */
    Positions(String sourcePackage, SourceFiles others) {
        this.sourcePackage = sourcePackage;
        this.others = others;
    }

    /** The lines of the package on the stack, innermost first. Called once for each local state. */
    Frame.Stack here() {
        List<StackFrame> stack = stacks.here();
        Frame.Stack place = places.get(stack);
        if (place == null) {
            place = place(stack);
            if (stacks.recognised()) {
                places.put(stack, place);
            }
        }
        return place;
    }

    private Frame.Stack place(List<StackFrame> stack) {
        List<Frame> frames = new ArrayList<>(DEEPEST);
        for (StackFrame f : stack) {
            String file = files.computeIfAbsent(f.getDeclaringClass(), type -> file(type.getName(), f.getFileName()));
            if (!file.isEmpty() && !f.getMethodName().startsWith("lambda$") && frames.size() < DEEPEST) {
                frames.add(new Frame(file, f.getMethodName(), f.getLineNumber()));
            }
        }
        Frame.Stack lines = frames.isEmpty() ? Frame.Stack.NONE : new Frame.Stack(frames);
        Frame.Stack same = known.putIfAbsent(lines, lines);
        return same == null ? lines : same;
    }

    private String file(String className, String fileName) {
        String other = others.of(className);
        return other != null ? other : className.startsWith(sourcePackage) ? fileName : "";
    }

    /** Whether lines of that class are shown. */
    boolean isSource(String className) {
        return className.startsWith(sourcePackage) || others.of(className) != null;
    }

    /** The innermost line on that stack of code that a user wrote, or null. */
    Frame other(StackTraceElement... stack) {
        for (StackTraceElement f : stack) {
            String file = others.of(f.getClassName());
            if (file != null) {
                return new Frame(file, function(f.getMethodName()), f.getLineNumber());
            }
        }
        return null;
    }

    /** The innermost line there of code that a user wrote, or null. */
    Frame other(Frame.Stack stack) {
        return stack.frames().stream().filter(f -> others.isFile(f.file())).findFirst().orElse(null);
    }

    /**
     * What is to be thrown for what the modelled code threw: if a user wrote the code, an exception that says so. NULL pointers and what this program throws
     * itself mean something else.
     */
    RuntimeException blamed(Throwable thrown) {
        boolean ours = thrown instanceof NullPointerException || thrown.getClass().getName().startsWith("org.sockrace.")
                && !(thrown instanceof Rounds.EndlessException);
        Frame at = ours ? null : other(thrown.getStackTrace());
        if (at != null) {
            String what = thrown instanceof Rounds.EndlessException ? thrown.getMessage()
                    : thrown.getClass().getSimpleName() + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage().lines().findFirst().orElse(""));
            return new CodeException(at.file() + ":" + at.line() + ": error: " + at.function() + ": " + what, thrown);
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return (RuntimeException) thrown;
    }

    /** Runs code in the set-up, where nothing may go wrong, no NULL pointer either. */
    int blaming(IntSupplier code) {
        try {
            Rounds.begin();
            return code.getAsInt();
        } catch (NullPointerException e) {
            Frame at = other(e.getStackTrace());
            if (at == null) {
                throw e;
            }
            throw new CodeException(at.file() + ":" + at.line() + ": error: " + at.function() + ": a NULL pointer is dereferenced", e);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw blamed(e);
        }
    }

    /** Whether somebody else's lines are shown, too. */
    boolean hasOthers() {
        return others != SourceFiles.NO_MORE;
    }

    /** That a lambda is in. */
    private static String function(String method) {
        return method.equals("<init>") ? "the constructor"
                : method.startsWith("lambda$") ? method.substring("lambda$".length(), method.lastIndexOf('$')) : method;
    }

    /** Where an exception was thrown, as far as it knows. */
    Frame.Stack of(Throwable e) {
        List<Frame> frames = Stream.of(e.getStackTrace()).takeWhile(f -> !f.getClassName().equals(ThreadProgram.class.getName()))
                .filter(f -> isSource(f.getClassName()) && !f.getMethodName().startsWith("lambda$")).limit(DEEPEST)
                .map(f -> new Frame(file(f.getClassName(), f.getFileName()), f.getMethodName(), f.getLineNumber())).toList();
        return frames.isEmpty() ? Frame.Stack.NONE : new Frame.Stack(frames);
    }
}
