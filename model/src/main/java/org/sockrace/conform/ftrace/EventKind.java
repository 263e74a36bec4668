package org.sockrace.conform.ftrace;

import java.util.HashMap;
import java.util.Map;

/** The events of a recording that say something about sockets and modules. All others are passed over. */
public enum EventKind {
    /** Tracepoint: a reference to a module was taken. */
    MODULE_GET("module_get"),
    /** Tracepoint: a reference to a module was given back. */
    MODULE_PUT("module_put"),
    /** Tracepoint: a module is formed, and its init is about to run. */
    MODULE_LOAD("module_load"),
    /** Tracepoint: a module is about to be freed. */
    MODULE_FREE("module_free"),
    /** Probe: __sock_create is entered. */
    SOCK_CREATE("sock_create"),
    /** Probe: __sock_create returns. */
    SOCK_CREATE_RET("sock_create_ret"),
    /** Probe: sock_alloc returns. */
    SOCK_ALLOC_RET("sock_alloc_ret"),
    /** Probe: __sock_release is entered. */
    SOCK_RELEASE("sock_release"),
    /** Probe: sock_release is entered, by which the kernel releases a socket of its own; __sock_release may be a part of it, without an event. */
    SOCK_RELEASE_KERN("sock_release_kern"),
    /** Probe: __sock_release returns. */
    SOCK_RELEASE_RET("sock_release_ret"),
    /** Probe: sk_alloc returns. */
    SK_ALLOC_RET("sk_alloc_ret"),
    /** Probe: sk_destruct is entered. */
    SK_DESTRUCT("sk_destruct"),
    /** Probe: sock_register is entered. */
    SOCK_REGISTER("sock_register"),
    /** Probe: sock_register returns. */
    SOCK_REGISTER_RET("sock_register_ret"),
    /** Probe: sock_unregister is entered. */
    SOCK_UNREGISTER("sock_unregister"),
    /** Probe: sock_unregister returns. */
    SOCK_UNREGISTER_RET("sock_unregister_ret"),
    /** Probe: synchronize_rcu is entered. */
    SYNCHRONIZE_RCU("synchronize_rcu"),
    /** Probe: synchronize_rcu returns. */
    SYNCHRONIZE_RCU_RET("synchronize_rcu_ret"),
    /** Probe: free_module is entered. */
    FREE_MODULE("free_module"),
    /** Probe: delete_module is entered. */
    DELETE_MODULE("delete_module"),
    /** Probe: delete_module returns. */
    DELETE_MODULE_RET("delete_module_ret"),
    /** Probe: finit_module is entered. */
    FINIT_MODULE("finit_module"),
    /** Probe: finit_module returns. */
    FINIT_MODULE_RET("finit_module_ret"),
    /** Probe: __request_module is entered. */
    REQUEST_MODULE("request_module"),
    /** Probe: __request_module returns. */
    REQUEST_MODULE_RET("request_module_ret");

    private static final Map<String, EventKind> BY_NAME = new HashMap<>();

    static {
        for (EventKind kind : values()) {
            BY_NAME.put(kind.text, kind);
        }
    }

    private final String text;
    private final boolean returns;

    EventKind(String text) {
        this.text = text;
        this.returns = text.endsWith("_ret") && !text.endsWith("alloc_ret");
    }

    /** As it is written in a recording. */
    public String text() {
        return text;
    }

    /** Whether a kprobe records it, which can be missed where an interrupt arrives inside of another one; tracepoints are not. */
    boolean isProbe() {
        return !text.startsWith("module_");
    }

    /** Whether a function returns here that is also seen to be entered. */
    boolean returns() {
        return returns;
    }

    /** The event at which the function returns that is entered here, or null. */
    EventKind close() {
        return BY_NAME.get(text + "_ret");
    }

    /** The event at which the function is entered that returns here. */
    EventKind open() {
        return BY_NAME.get(text.substring(0, text.length() - "_ret".length()));
    }

    /** The event of that name, or null if it is none of these. */
    static EventKind of(String name) {
        return BY_NAME.get(name);
    }
}
