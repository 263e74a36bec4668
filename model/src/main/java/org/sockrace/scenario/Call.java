package org.sockrace.scenario;

import java.util.List;

/**
 * One call.
 *
 * @param kind which
 * @param result the variable that takes the result, or an empty string
 * @param arguments one for each parameter that was given or has a default: only {@code force} or {@code wait} can be missing
 * @param text as the user wrote it, without the result
 */
public record Call(CallKind kind, String result, List<Argument> arguments, String text) {

    /** The functions of the kernel that {@code call} has without a module of the user's own: packets that come. */
    public static final List<String> PACKETS = List.of("netif_receive_skb", "ip_local_deliver");
    /** The word that asks rmmod to go on though the module is in use. */
    static final String FORCE = "force";
    /** The word that asks rmmod to wait until it no longer is. */
    static final String WAIT = "wait";

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
        return says(FORCE);
    }

    /** Whether {@code wait} was written. */
    public boolean waits() {
        return says(WAIT);
    }

    private boolean says(String word) {
        return arguments.stream().anyMatch(a -> a.kind() == Argument.Kind.FLAG && a.text().equals(word));
    }

    @Override
    public String toString() {
        return result.isEmpty() ? text : result + " = " + text;
    }
}
