package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The calls of a recording, and what it shows of modules and families. Collected event by event; not thread-safe. */
final class CallLog {

    /** How the core pins a family: its module, and the one of its sockets' proto_ops. */
    static final class Pins {
        String family;
        String ops;
        int gets;
    }

    private final List<RecordedCall> calls = new ArrayList<>();
    private final Map<Integer, RecordedCall> open = new HashMap<>();
    private final Map<Integer, RecordedCall> inner = new HashMap<>();
    private final Map<Long, RecordedCall> sockets = new HashMap<>();
    private final Map<String, TreeMap<Integer, Boolean>> loaded = new TreeMap<>();
    private final Map<Integer, Pins> pins = new HashMap<>();
    private final Map<Integer, Integer> getsInCall = new HashMap<>();
    private int lines;

    /** The next event. */
    void note(TraceEvent e) {
        lines = e.line();
        RecordedCall call = open.get(e.task());
        switch (e.kind()) {
            case SOCK_CREATE -> {
                if (call == null) {
                    begin(RecordedCall.Kind.SOCKET, e).arguments = e.socket();
                    getsInCall.put(e.task(), 0);
                }
            }
            case SOCK_RELEASE -> release(e, call);
            case DELETE_MODULE -> begin(RecordedCall.Kind.RMMOD, e);
            case FINIT_MODULE -> begin(RecordedCall.Kind.INSMOD, e);
            case SOCK_ALLOC_RET -> {
                if (call != null && call.kind == RecordedCall.Kind.SOCKET && call.socket == 0) {
                    call.socket = e.object();
                }
            }
            case MODULE_GET -> pin(e, call);
            case MODULE_LOAD, MODULE_FREE -> {
                boolean load = e.kind() == EventKind.MODULE_LOAD;
                loaded.computeIfAbsent(e.module(), m -> new TreeMap<>()).put(e.line(), load);
                if (call != null && call.kind == (load ? RecordedCall.Kind.INSMOD : RecordedCall.Kind.RMMOD)) {
                    call.module = e.module();
                }
            }
            case SOCK_CREATE_RET -> end(e, call, RecordedCall.Kind.SOCKET);
            case SOCK_RELEASE_RET -> end(e, call, RecordedCall.Kind.CLOSE);
            case DELETE_MODULE_RET -> end(e, call, RecordedCall.Kind.RMMOD);
            case FINIT_MODULE_RET -> end(e, call, RecordedCall.Kind.INSMOD);
            default -> { }
        }
    }

    private RecordedCall begin(RecordedCall.Kind kind, TraceEvent e) {
        RecordedCall call = new RecordedCall(kind, e.task(), e.line());
        calls.add(call);
        open.put(e.task(), call);
        return call;
    }

    private void release(TraceEvent e, RecordedCall outer) {
        if (outer != null) {
            inner.put(e.task(), outer);
            return;
        }
        RecordedCall close = begin(RecordedCall.Kind.CLOSE, e);
        close.socket = e.object();
        close.partner = sockets.remove(e.object());
        if (close.partner != null) {
            close.partner.partner = close;
        }
    }

    private void end(TraceEvent e, RecordedCall call, RecordedCall.Kind kind) {
        if (call == null || call.kind != kind) {
            return;
        }
        open.remove(e.task());
        call.end = e.line();
        call.result = e.value();
        if (kind == RecordedCall.Kind.SOCKET && e.value() == 0) {
            sockets.put(call.socket, call);
        }
    }

    private void pin(TraceEvent e, RecordedCall call) {
        if (call == null || call.kind != RecordedCall.Kind.SOCKET || !"__sock_create".equals(e.caller())) {
            return;
        }
        Pins pin = pins.computeIfAbsent(call.arguments.family(), f -> new Pins());
        int gets = getsInCall.merge(e.task(), 1, Integer::sum);
        pin.gets = Math.max(pin.gets, gets);
        if (gets == 1) {
            pin.family = e.module();
        } else {
            pin.ops = e.module();
        }
    }

    // ---- questions -----------------------------------------------------------------------------------------------------

    /** All calls, by their first line. */
    List<RecordedCall> calls() {
        return calls;
    }

    /** The last line with an event. */
    int lines() {
        return lines;
    }

    /** How the family is pinned, or null if no successful look-up is recorded. */
    Pins pins(int family) {
        return pins.get(family);
    }

    /** Whether the module is named as loaded or freed somewhere. */
    boolean changes(String module) {
        return loaded.containsKey(module);
    }

    /** Whether the module was loaded at that line. */
    boolean loadedAt(String module, int line) {
        TreeMap<Integer, Boolean> changes = loaded.getOrDefault(module, new TreeMap<>());
        Map.Entry<Integer, Boolean> before = changes.floorEntry(line);
        Map.Entry<Integer, Boolean> after = changes.higherEntry(line);
        return before != null ? before.getValue() : after == null || !after.getValue();
    }
}
