package org.sockrace.scenario;

import java.util.List;

/**
 * One call.
 *
 * @param kind which
 * @param result the variable that takes the result, or an empty string
 * @param arguments one for each parameter that was given or has a default: only {@code force} can be missing
 * @param text as the user wrote it, without the result
 */
public record Call(CallKind kind, String result, List<Argument> arguments, String text) {

    /** Copies the arguments. */
    public Call {
        arguments = List.copyOf(arguments);
    }

    /** The number that the argument at that place is. */
    public int number(int index) {
        return arguments.get(index).value();
    }

    /** Whether {@code force} was written. */
    public boolean forced() {
        return arguments.stream().anyMatch(a -> a.kind() == Argument.Kind.FLAG);
    }

    @Override
    public String toString() {
        return result.isEmpty() ? text : result + " = " + text;
    }
}
