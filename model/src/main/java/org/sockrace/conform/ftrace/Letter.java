package org.sockrace.conform.ftrace;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * An event as an automaton of {@link Paths} reads it.
 *
 * @param kind what
 * @param module the module in the words of the template, or null
 * @param value what it returns, or 1 for an object and 0 for NULL
 * @param caller for the end of a grace period: the function that waited for it, as the recording names it; else null
 * @param core whether the modelled function itself did it, so that it is nothing that code did which is not modelled
 */
record Letter(EventKind kind, String module, int value, String caller, boolean core) {

    boolean matches(Symbol symbol) {
        return symbol != null && symbol.kind() == kind && (symbol.module() == null || symbol.module().equals(module)) && symbol.allows(value)
                && (symbol.callers().isEmpty() || calledBy(symbol.callers()));
    }

    /** Whether it is that, and names the module in it. */
    boolean isNamedBy(Symbol symbol) {
        return symbol != null && symbol.module() != null && matches(symbol);
    }

    /**
     * The names of functions in modules cannot be trusted: the recording is printed when the module may be gone and another in its place. Some recorders print
     * addresses only.
     */
    private boolean calledBy(Set<String> callers) {
        return isAddress() || (inModule() ? !CORE.contains(callers.iterator().next()) : callers.contains(caller));
    }

    private boolean isAddress() {
        return caller == null || isAddress(caller);
    }

    /** Whether that is the address of a function instead of its name. */
    static boolean isAddress(String caller) {
        return ADDRESS.matcher(caller).matches();
    }

    private boolean inModule() {
        return caller.contains("[") || caller.startsWith("0x");
    }

    /** Whether it may be of code that is not modelled: not if a modelled function of the core says that it waits. */
    boolean mayBeOfUnknownCode() {
        return !core && (isAddress() || inModule() || !CORE.contains(caller));
    }

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{8,16}");
    /** The functions of the core that wait for a grace period. */
    private static final Set<String> CORE = Set.of("sock_unregister", "free_module", "wait_before_free");
}
