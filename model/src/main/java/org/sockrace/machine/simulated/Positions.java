package org.sockrace.machine.simulated;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.sockrace.automata.Frame;

/** Finds where in the modelled source the running code stands. Not thread-safe. */
final class Positions {

    private static final int DEEPEST = 24;
    /** More frames than code has above its thread's beginning. */
    private static final int NEEDED = 128;
    /** Whether the JVM tells of so many. It takes a while to find out. */
    private static final boolean DEEP = frames(NEEDED) >= NEEDED;
    /** What called the code of a thread. */
    private static final String PROGRAM = ThreadProgram.class.getName();

    private final String sourcePackage;
    private final SourceFiles others;
    /** What the file of each class is called, by the name of the class; an empty text if its lines are not shown. */
    private final Map<String, String> files = new HashMap<>();
    /** Each place is one object, so that places are quickly found to be the same. */
    private final Map<Frame.Stack, Frame.Stack> known = new HashMap<>();

    /**
     * Of code of that package and those below it, and of others.
     *
     * @throws SetupException if the JVM was told to keep stacks short: places that differ would look the same
     */
    Positions(String sourcePackage, SourceFiles others) {
        if (!DEEP) {
            throw new SetupException("this JVM does not tell where code stands: run it without -XX:MaxJavaStackTraceDepth and -XX:-StackTraceInThrowable");
        }
        this.sourcePackage = sourcePackage;
        this.others = others;
    }

    /**
     * The lines of the package on the stack, innermost first. Slow: called once for each local state. An exception knows all of its stack in a third of the
     * time that a StackWalker takes for the part that is looked at, if the rest is small: see {@link OwnStack}.
     */
    Frame.Stack here() {
        Frame.Stack stack = stack(new Throwable().getStackTrace());
        Frame.Stack same = known.putIfAbsent(stack, stack);
        return same == null ? stack : same;
    }

    private static int frames(int deep) {
        return deep == 0 ? new Throwable().getStackTrace().length : frames(deep - 1);
    }

    private Frame.Stack stack(StackTraceElement[] trace) {
        List<Frame> found = new ArrayList<>(DEEPEST);
        for (int i = 0; i < trace.length && found.size() < DEEPEST; i++) {
            StackTraceElement f = trace[i];
            if (f.getClassName().equals(PROGRAM)) {
                break;
            }
            String file = files.computeIfAbsent(f.getClassName(), name -> file(name, f.getFileName()));
            if (!file.isEmpty() && !f.getMethodName().startsWith("lambda$")) {
                found.add(new Frame(file, f.getMethodName(), f.getLineNumber()));
            }
        }
        return found.isEmpty() ? Frame.Stack.NONE : new Frame.Stack(found);
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
        return stack(e.getStackTrace());
    }
}
