package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Validates a recording event by event: the calls of each task as ways through the modelled functions, and what they did to modules, families and sockets.
 * Memory grows with the tasks, modules and open sockets, not with the recording. Not thread-safe.
 */
final class Validator {

    private final CallModel model;
    private final Beginnings beginnings;
    private final Processors processors;
    private final ModuleBook modules;
    private final FamilyBook families = new FamilyBook();
    private final ObjectBook objects = new ObjectBook();
    private final DependencyBook dependencies;
    private final Summary summary;
    private final Races races;
    private final Map<Integer, Task> tasks = new HashMap<>();
    private final Changes unloading = new Changes();
    private final Changes loading = new Changes();
    private TraceEvent last;

    /** Calls of one kind that are open somewhere, and when one was last. */
    private static final class Changes {
        int open;
        int lastClosed;

        boolean since(int line) {
            return open > 0 || lastClosed >= line;
        }
    }

    Validator(CallModel model, Beginnings beginnings, Map<String, ModulesFile.Loaded> before, Summary summary) {
        this.model = model;
        this.beginnings = beginnings;
        this.processors = new Processors(beginnings.processors());
        this.modules = new ModuleBook(before, processors);
        this.dependencies = new DependencyBook(before);
        this.summary = summary;
        this.races = new Races(summary, families);
    }

    /**
     * The next event.
     *
     * @throws UnexplainedException if nothing explains it
     */
    void next(TraceEvent e) {
        Task task = tasks.computeIfAbsent(e.task(), t -> new Task());
        modules.seen(e);
        if (task.calls.isEmpty() && e.kind().close() == null && (task.waiting == null || e.kind() != EventKind.SYNCHRONIZE_RCU_RET)) {
            outside(e);
        } else {
            inside(e, task);
        }
        effects(e, task);
        task.last = e;
        processors.note(e);
        last = e;
        summary.event();
    }

    /** The recording has ended; {@code after} is what {@code /proc/modules} said then, or null. */
    void end(Map<String, ModulesFile.Loaded> after) {
        modules.end(last, after);
        if (beginnings.tasks() > 0) {
            summary.assume(beginnings.tasks() + " task(s) were inside a call when the recording began");
        }
        if (objects.madeBefore() > 0) {
            summary.assume(objects.madeBefore() + " socket(s) were open when the recording began");
        }
        for (String module : modules.assumed()) {
            summary.assume("how many references to " + module + " were held at first is not known exactly");
        }
    }

    // ---- calls ---------------------------------------------------------------------------------------------------------

    /** An event of a task that is in no call: of one that began before the recording, or of code that is not followed. */
    private void outside(TraceEvent e) {
        if (e.kind().returns() && !beginnings.inside(e)) {
            throw new UnexplainedException(e, e.kind() == EventKind.SYNCHRONIZE_RCU_RET ? Rule.GRACE_PERIOD : Rule.NESTING,
                    "this call returns, but it was not entered");
        }
        summary.passedOver(beginnings.inside(e) ? "events of calls that began before the recording" : "events outside of the calls that are followed");
    }

    private void inside(TraceEvent e, Task task) {
        checkWait(e, task);
        checkSock(e, task);
        int window = task.lastLine();
        OpenCall create = task.in(EventKind.SOCK_CREATE);
        for (OpenCall call : task.calls) {
            call.follow(e, call == create, (guard, c, shape, module) -> maybe(guard, c, shape, module, window));
        }
        if (e.kind() == EventKind.SYNCHRONIZE_RCU || e.kind() == EventKind.SYNCHRONIZE_RCU_RET) {
            task.waiting = e.kind() == EventKind.SYNCHRONIZE_RCU ? e : null;
        } else if (e.kind().returns() && !isOpen(e.kind(), task)) {
            throw new UnexplainedException(e, Rule.NESTING, "this call returns, but the last that was entered is "
                    + task.calls.peek().name() + " in line " + task.calls.peek().opened.line());
        }
    }

    private static boolean isOpen(EventKind closing, Task task) {
        return closing == EventKind.REQUEST_MODULE_RET ? task.last.kind() == EventKind.REQUEST_MODULE : task.calls.peek().closes == closing;
    }

    private void checkWait(TraceEvent e, Task task) {
        if (task.waiting != null && e.kind() != EventKind.SYNCHRONIZE_RCU_RET) {
            throw new UnexplainedException(e, Rule.GRACE_PERIOD, "the task has waited for a grace period since line " + task.waiting.line()
                    + ", which has not ended");
        }
        if (task.waiting == null && e.kind() == EventKind.SYNCHRONIZE_RCU_RET && !beginnings.inside(e)) {
            throw new UnexplainedException(e, Rule.GRACE_PERIOD, "a grace period ends that this task did not wait for");
        }
    }

    /** sk_prot_alloc takes its reference last: then sk_alloc returns. */
    private static void checkSock(TraceEvent e, Task task) {
        if (isSockReference(task.last) && (e.kind() != EventKind.SK_ALLOC_RET || e.value() == 0)) {
            throw new UnexplainedException(e, Rule.PATH, "sk_prot_alloc took a reference to " + task.last.module() + " in line " + task.last.line()
                    + ", so sk_alloc_ret with a sock comes next");
        }
    }

    private static boolean isSockReference(TraceEvent e) {
        return e != null && e.kind() == EventKind.MODULE_GET && "sk_prot_alloc".equals(e.caller());
    }

    /** Whether a guard may have been true at some moment after that line. */
    private boolean maybe(Guard guard, OpenCall call, Shape shape, String module, int window) {
        return switch (guard.kind()) {
            case SLOT_NULL -> families.maybeNullSince(familyOf(guard, call), window);
            case SLOT_SET -> families.maybeSetSince(familyOf(guard, call), window);
            case GOING -> {
                String owner = module == null && call.socketCall != null ? families.ownerOf(call.socketCall.lookedUp()) : module;
                yield owner == null || !modules.loaded(owner) || changing(window);
            }
            case ABSENT -> changing(window) || shape.lacking() || shape.modules().stream().anyMatch(m -> !modules.loaded(m));
            case BUSY -> modules.busySince(call.opened.line());
        };
    }

    private boolean changing(int line) {
        return unloading.since(line) || loading.since(line) || beginnings.unloadingUntil() >= line;
    }

    private static int familyOf(Guard guard, OpenCall call) {
        return call.socketCall != null ? call.socketCall.lookedUp() : Integer.parseInt(guard.subject());
    }

    // ---- effects -------------------------------------------------------------------------------------------------------

    private void effects(TraceEvent e, Task task) {
        switch (e.kind()) {
            case MODULE_GET, MODULE_PUT -> count(e, task);
            case MODULE_LOAD -> load(e, task);
            case MODULE_FREE -> free(e, task);
            case SOCK_CREATE -> open(e, task, e.socket(), model.create(e.socket()));
            case SOCK_RELEASE -> release(e, task);
            case SOCK_REGISTER -> {
                open(e, task, null, model.register());
                families.register(loadingFamily(task));
            }
            case SOCK_UNREGISTER -> {
                open(e, task, null, model.unregister());
                families.unregister(e.family());
            }
            case DELETE_MODULE -> {
                open(e, task, null, model.delete());
                unloading.open++;
            }
            case FINIT_MODULE -> {
                open(e, task, null, model.finit());
                loading.open++;
            }
            case SYNCHRONIZE_RCU -> {
                if (!task.calls.isEmpty() && task.calls.peek().opened.kind() == EventKind.SOCK_UNREGISTER) {
                    families.withdrawn(task.calls.peek().opened.family(), e.line());
                }
            }
            case SOCK_ALLOC_RET, SK_ALLOC_RET, SK_DESTRUCT -> object(e, task);
            default -> close(e, task);
        }
    }

    private void open(TraceEvent e, Task task, TraceEvent.SocketCall call, List<Shape> shapes) {
        task.calls.push(new OpenCall(e, e.kind().close(), call, shapes));
    }

    private void count(TraceEvent e, Task task) {
        boolean own = task.in(EventKind.DELETE_MODULE) != null;
        int goings = unloading.open - (own ? 1 : 0) + (beginnings.unloadingUntil() >= e.line() ? 1 : 0);
        checkSymbols(e, task.in(EventKind.FINIT_MODULE));
        modules.count(e, goings);
        int change = e.kind() == EventKind.MODULE_GET ? 1 : -1;
        for (OpenCall call : task.calls) {
            call.count(e, change);
        }
    }

    private static void checkSymbols(TraceEvent e, OpenCall finit) {
        if (finit != null && finit.loaded != null && "resolve_symbol".equals(e.caller())) {
            throw new UnexplainedException(e, Rule.PATH, "symbols are resolved before a module is formed, but " + finit.loaded + " was");
        }
    }

    private void load(TraceEvent e, Task task) {
        modules.load(e);
        OpenCall finit = task.in(EventKind.FINIT_MODULE);
        if (finit != null) {
            finit.loaded = e.module();
            dependencies.loaded(e, finit.holds);
        }
    }

    private void free(TraceEvent e, Task task) {
        modules.free(e);
        OpenCall delete = task.in(EventKind.DELETE_MODULE);
        if (delete != null) {
            delete.freed = e.module();
            if (delete.unregistered >= 0) {
                families.freed(e.module(), delete.unregistered);
            }
        }
    }

    private int loadingFamily(Task task) {
        OpenCall finit = task.in(EventKind.FINIT_MODULE);
        return families.familyOf(finit == null ? null : finit.loaded);
    }

    private void object(TraceEvent e, Task task) {
        OpenCall create = task.in(EventKind.SOCK_CREATE);
        switch (e.kind()) {
            case SOCK_ALLOC_RET -> {
                objects.allocated(e);
                if (create != null && create.socket == 0) {
                    create.socket = e.object();
                } else if (e.object() != 0) {
                    objects.made(e.object(), new ObjectBook.Socket());
                }
            }
            case SK_ALLOC_RET -> {
                objects.sockAllocated(e);
                if (create != null) {
                    create.sk = e.object();
                    create.skHolds = isSockReference(task.last) ? task.last.module() : null;
                }
            }
            default -> {
                objects.sockDestroyed(e);
                checkDestruction(e, task.in(EventKind.SOCK_RELEASE));
            }
        }
    }

    /** sk_prot_free gives the sock's reference back after sk_destruct, and __sock_release that of the proto_ops after that. */
    private static void checkDestruction(TraceEvent e, OpenCall release) {
        ObjectBook.Socket socket = release == null ? null : release.known;
        if (socket != null && socket.sk == e.object() && socket.skHolds != null) {
            int left = socket.holds.getOrDefault(socket.skHolds, 0) + release.holds.getOrDefault(socket.skHolds, 0);
            if (left < socket.neededAtDestruction()) {
                throw new UnexplainedException(e, Rule.BALANCE, "the sock's reference to " + socket.skHolds + " was given back before it was destroyed");
            }
        }
    }

    private void release(TraceEvent e, Task task) {
        OpenCall create = task.in(EventKind.SOCK_CREATE);
        ObjectBook.Socket socket = objects.released(e);
        TraceEvent.SocketCall made = socket != null ? socket.call : create != null && create.socket == e.object() ? create.socketCall : null;
        open(e, task, made, model.release(made));
        task.calls.peek().known = socket;
    }

    // ---- ends of calls ---------------------------------------------------------------------------------------------------

    private void close(TraceEvent e, Task task) {
        if (!e.kind().returns() || task.calls.isEmpty() || task.calls.peek().closes != e.kind()) {
            return;
        }
        OpenCall call = task.calls.pop();
        call.labels().forEach(l -> countLabel(l, call));
        switch (e.kind()) {
            case SOCK_CREATE_RET -> created(e, call);
            case SOCK_RELEASE_RET -> released(e, call);
            case SOCK_REGISTER_RET -> families.registered(loadingFamily(task), e.value(), e.line());
            case SOCK_UNREGISTER_RET -> unregistered(call, task);
            case DELETE_MODULE_RET -> {
                unloading.open--;
                unloading.lastClosed = e.line();
                deleted(e, call);
            }
            case FINIT_MODULE_RET -> {
                loading.open--;
                loading.lastClosed = e.line();
                loaded(e, call);
            }
            default -> { }
        }
    }

    /** Labels of a call inside another are counted with the inner one. */
    private void countLabel(String label, OpenCall call) {
        boolean inner = call.opened.kind() == EventKind.SOCK_CREATE && label.startsWith("__sock_release/");
        if (!inner) {
            summary.label(label);
        }
    }

    private static void unregistered(OpenCall call, Task task) {
        OpenCall delete = task.in(EventKind.DELETE_MODULE);
        if (delete != null) {
            delete.unregistered = call.opened.family();
        }
    }

    private void created(TraceEvent e, OpenCall call) {
        String changing = unloading.open > 0 ? " while a module was being unloaded" : loading.open > 0 ? " while a module was being loaded" : "";
        races.socket(e, call, call.modules().stream().filter(m -> !modules.loaded(m)).toList(), changing);
        if (e.value() == 0) {
            if (!objects.made(call.socket, new ObjectBook.Socket(call))) {
                throw new UnexplainedException(e, Rule.OBJECT_LIFETIME, "this call succeeds, but its socket was released");
            }
        } else {
            balanced(e, call.holds, "__sock_create of line " + call.opened.line() + " failed");
        }
    }

    private void released(TraceEvent e, OpenCall call) {
        ObjectBook.Socket socket = call.known;
        if (socket == null || socket.holds == null) {
            return;
        }
        Map<String, Integer> left = new HashMap<>(socket.holds);
        call.holds.forEach((module, n) -> left.merge(module, n, Integer::sum));
        left.values().removeIf(n -> n == 0);
        boolean outlived = socket.sk != 0 && objects.isSock(socket.sk);
        if (outlived && left.values().stream().allMatch(n -> n > 0) && (socket.skHolds == null || left.containsKey(socket.skHolds))) {
            objects.orphan(socket.sk, left);
        } else if (outlived && left.isEmpty()) {
            throw new UnexplainedException(e, Rule.BALANCE, "the socket's sock was not destroyed, but its reference to " + socket.skHolds + " is given back");
        } else {
            balanced(e, left, "the socket that is released in line " + call.opened.line() + " is gone");
        }
    }

    private void deleted(TraceEvent e, OpenCall call) {
        races.unloaded(e, call.freed);
        if (e.value() == 0) {
            dependencies.freed(e, call.freed, call.holds);
        } else {
            balanced(e, call.holds, "delete_module of line " + call.opened.line() + " failed");
        }
    }

    private void loaded(TraceEvent e, OpenCall call) {
        summary.result(call.loaded == null ? "finit_module" : "finit_module(" + call.loaded + ")", Races.result(e.value()));
        if (e.value() < 0) {
            Map<String, Integer> left = new HashMap<>(call.holds);
            left.remove(call.loaded);
            balanced(e, left, "finit_module of line " + call.opened.line() + " failed");
        }
    }

    private static void balanced(TraceEvent e, Map<String, Integer> left, String why) {
        if (!left.isEmpty()) {
            String module = left.keySet().iterator().next();
            int n = left.get(module);
            throw new UnexplainedException(e, Rule.BALANCE, why + ", but " + (n > 0 ? n + " reference(s) to " + module + " are still held"
                    : -n + " more reference(s) to " + module + " were given back than taken"));
        }
    }

    // ---- for messages ----------------------------------------------------------------------------------------------------

    /** What is known of the state. */
    List<String> state() {
        List<String> state = new ArrayList<>();
        modules.state().forEach((name, what) -> state.add(name + ": " + what));
        families.state().forEach((name, what) -> state.add(name + ": " + what));
        tasks.forEach((id, task) -> {
            if (!task.calls.isEmpty()) {
                OpenCall call = task.calls.peek();
                state.add("task " + id + ": in " + call.name() + " since line " + call.opened.line()
                        + (task.waiting != null ? ", waiting for a grace period" : ""));
            }
        });
        state.add(objects.open() + " socket(s) open");
        return state;
    }
}
