package org.sockrace.machine.simulated;

import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sockrace.machine.Property;

/**
 * What a Java exception of the modelled code stands for: where C would have gone on with whatever it found there, Java stops, and the kernel counts as crashed.
 *
 * @param property what is broken
 * @param message how, in one line
 */
public record Crash(Property property, String message) {

    /**
     * What the exception stands for. One without a stack is the modelled code's: a virtual machine that has thrown many of them at one place leaves it out.
     *
     * @param modelled whether the class of that name is modelled code
     * @throws RuntimeException the exception itself, if it is an error of the checker's own code
     */
    public static Crash of(RuntimeException e, Predicate<String> modelled) {
        Crash crash = kind(e);
        if (crash == null || !isModelled(e, modelled)) {
            throw e;
        }
        return crash;
    }

    private static Crash kind(RuntimeException e) {
        if (e instanceof NullPointerException) {
            return new Crash(Property.NO_NULL_DEREFERENCE, "a NULL pointer is dereferenced");
        }
        String how = e instanceof IndexOutOfBoundsException ? "an index is out of bounds"
                : e instanceof NegativeArraySizeException ? "the size of an array is negative"
                : e instanceof ClassCastException || e instanceof ArrayStoreException ? "memory is taken for what it is not"
                : e instanceof ArithmeticException ? "a number is divided by zero" : null;
        return how == null ? null : new Crash(Property.KERNEL_ASSERTION, how);
    }

    /**
     * Whether the modelled code has thrown it, by itself or by what it calls of Java. The machine, too, may be given NULL by modelled code, and dereferences it
     * for it; all else that the machine throws is its own error.
     */
    private static boolean isModelled(RuntimeException e, Predicate<String> modelled) {
        Stream<String> classes = Stream.of(e.getStackTrace()).map(StackTraceElement::getClassName);
        if (e.getStackTrace().length == 0) {
            return true;
        }
        if (e instanceof NullPointerException) {
            return classes.anyMatch(modelled);
        }
        return classes.filter(name -> !name.startsWith("java.") && !name.startsWith("jdk.")).findFirst().filter(modelled).isPresent();
    }
}
