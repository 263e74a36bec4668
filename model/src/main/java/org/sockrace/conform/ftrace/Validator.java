package org.sockrace.conform.ftrace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Validates a recording event by event: the calls of each task as ways through the modelled functions, and what they did to modules, families and sockets.
 * Memory grows with the tasks, modules and open sockets, not with the recording. Not thread-safe.
 */
final class Validator implements Ties.Reader {

    private final CallModel model;
    private final Beginnings beginnings;
    private final Processors processors;
    private final ModuleBook modules;
    private final FamilyBook families = new FamilyBook();
    private final ObjectBook objects;
    private final ModuleCalls moduleCalls;
    private final Endings endings;
    private final Summary summary;
    private final Races races;
    private final Map<Integer, Task> tasks = new HashMap<>();
    private TraceEvent last;

    Validator(CallModel model, Beginnings beginnings, Map<String, ModulesFile.Loaded> before, Gaps gaps, Summary summary) {
        this.model = model;
        this.beginnings = beginnings;
        this.processors = new Processors(beginnings.slots());
        this.modules = new ModuleBook(before, processors);
        this.objects = new ObjectBook(gaps);
        DependencyBook dependencies = new DependencyBook(before);
        this.moduleCalls = new ModuleCalls(beginnings, modules, families, dependencies);
        this.endings = new Endings(objects, dependencies, summary, gaps);
        this.summary = summary;
        this.races = new Races(summary, families);
    }

    @Override
    public boolean mayBeNext(TraceEvent e) {
        Task task = tasks.getOrDefault(e.task(), new Task());
        try {
            if (isInside(e, task)) {
                check(e, task);
                if (e.kind().returns() && e.kind() != EventKind.SYNCHRONIZE_RCU_RET && !isOpen(e.kind(), task)) {
                    return false;
                }
            }
        } catch (UnexplainedException x) {
            return false;
        }
        OpenCall create = task.in(EventKind.SOCK_CREATE);
        return modules.mayBeNext(e) && objects.mayBeNext(e)
                && task.calls.stream().allMatch(c -> c.canFollow(e, c == create, (guard, call, shape, m) -> maybe(guard, call, shape, m, task.since())));
    }

    @Override
    public int lastProcessor(TraceEvent e) {
        Task task = tasks.get(e.task());
        return task == null || task.last == null ? -1 : task.last.cpu();
    }

    @Override
    public List<EventKind> open(TraceEvent e) {
        Task task = tasks.getOrDefault(e.task(), new Task());
        List<EventKind> open = new ArrayList<>();
        if (task.waiting != null) {
            open.add(EventKind.SYNCHRONIZE_RCU_RET);
        } else if (task.last != null && task.last.kind() == EventKind.REQUEST_MODULE) {
            open.add(EventKind.REQUEST_MODULE_RET);
        }
        task.calls.forEach(c -> open.add(c.closes));
        return open;
    }

    @Override
    public void next(TraceEvent e) {
        Task task = tasks.computeIfAbsent(e.task(), t -> new Task());
        modules.seen(e);
        moduleCalls.seen(e, task);
        if (isInside(e, task)) {
            inside(e, task);
        } else {
            outside(e);
        }
        effects(e, task);
        task.last = e;
        processors.note(e);
        last = e;
        summary.event();
    }

    /** The recording has ended; {@code after} is what {@code /proc/modules} said then, or null. */
    void end(Map<String, ModulesFile.Loaded> after) {
        modules.end(last, after, endings::pending);
        if (beginnings.tasks() > 0) {
            summary.assume(beginnings.tasks() == 1 ? "one task was inside a call when the recording began"
                    : beginnings.tasks() + " tasks were inside a call when the recording began");
        }
        if (objects.madeBefore() > 0) {
            summary.assume(objects.madeBefore() == 1 ? "one socket was open when the recording began"
                    : objects.madeBefore() + " sockets were open when the recording began");
        }
        for (String module : modules.assumed()) {
            summary.assume("how many references to " + module + " were held at first is not known exactly");
        }
    }

    // ---- calls ---------------------------------------------------------------------------------------------------------

    private static boolean isInside(TraceEvent e, Task task) {
        return !task.calls.isEmpty() || e.kind().close() != null || task.waiting != null && e.kind() == EventKind.SYNCHRONIZE_RCU_RET;
    }

    /** An event of a task that is in no call: of one that began before the recording, or of code that is not followed. */
    private void outside(TraceEvent e) {
        if (e.kind().returns() && !beginnings.inside(e)) {
            throw new UnexplainedException(e, e.kind() == EventKind.SYNCHRONIZE_RCU_RET ? Rule.GRACE_PERIOD : Rule.NESTING,
                    "this call returns, but it was not entered", Set.of(e.kind().open()));
        }
        summary.passedOver(beginnings.inside(e) ? "events of calls that began before the recording" : "events outside of the calls that are followed");
    }

    private void check(TraceEvent e, Task task) {
        checkWait(e, task);
        checkSock(e, task);
    }

    private void inside(TraceEvent e, Task task) {
        check(e, task);
        int window = task.since();
        OpenCall create = task.in(EventKind.SOCK_CREATE);
        for (OpenCall call : task.calls) {
            call.follow(e, call == create, (guard, c, shape, module) -> maybe(guard, c, shape, module, window));
        }
        if (e.kind() == EventKind.SYNCHRONIZE_RCU || e.kind() == EventKind.SYNCHRONIZE_RCU_RET) {
            task.waiting = e.kind() == EventKind.SYNCHRONIZE_RCU ? e : null;
        } else if (e.kind().returns() && !isOpen(e.kind(), task)) {
            OpenCall inner = task.calls.peek();
            throw new UnexplainedException(e, Rule.NESTING, "this call returns, but " + (inner == null ? "it was not entered" : "the last that was entered is "
                    + inner.name() + " in line " + inner.opened.line()), inner == null ? Set.of(e.kind().open()) : Set.of(e.kind().open(), inner.closes));
        }
    }

    private static boolean isOpen(EventKind closing, Task task) {
        return closing == EventKind.REQUEST_MODULE_RET ? task.last != null && task.last.kind() == EventKind.REQUEST_MODULE
                : !task.calls.isEmpty() && task.calls.peek().closes == closing;
    }

    private void checkWait(TraceEvent e, Task task) {
        if (task.waiting != null && e.kind() != EventKind.SYNCHRONIZE_RCU_RET) {
            throw new UnexplainedException(e, Rule.GRACE_PERIOD, "the task has waited for a grace period since line " + task.waiting.line()
                    + ", which has not ended", Set.of(EventKind.SYNCHRONIZE_RCU_RET));
        }
        if (task.waiting == null && e.kind() == EventKind.SYNCHRONIZE_RCU_RET && !beginnings.inside(e)) {
            throw new UnexplainedException(e, Rule.GRACE_PERIOD, "a grace period ends that this task did not wait for", Set.of(EventKind.SYNCHRONIZE_RCU));
        }
    }

    /** sk_prot_alloc takes its reference last: then sk_alloc returns. */
    private static void checkSock(TraceEvent e, Task task) {
        if (isSockReference(task.last) && (e.kind() != EventKind.SK_ALLOC_RET || e.value() == 0)) {
            throw new UnexplainedException(e, Rule.PATH, "sk_prot_alloc took a reference to " + task.last.module() + " in line " + task.last.line()
                    + ", so sk_alloc_ret with a sock comes next", Set.of(EventKind.SK_ALLOC_RET));
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
                yield owner == null || !modules.loaded(owner) || moduleCalls.since(window);
            }
            case ABSENT -> moduleCalls.since(window) || shape.lacking() || shape.modules().stream().anyMatch(m -> !modules.loaded(m));
            case BUSY -> modules.busySince(call.opened.at());
        };
    }

    private static int familyOf(Guard guard, OpenCall call) {
        return call.socketCall != null ? call.socketCall.lookedUp() : Integer.parseInt(guard.subject());
    }

    // ---- effects -------------------------------------------------------------------------------------------------------

    private void effects(TraceEvent e, Task task) {
        switch (e.kind()) {
            case MODULE_GET, MODULE_PUT -> count(e, task);
            case MODULE_LOAD -> moduleCalls.load(e, task);
            case MODULE_FREE -> {
                endings.freed(e);
                moduleCalls.free(e, task);
            }
            case SOCK_CREATE -> open(task, new OpenCall(e, e.socket(), null, model.create(e.socket())));
            case SOCK_RELEASE -> release(e, task);
            case SOCK_REGISTER -> {
                open(task, new OpenCall(e, null, null, model.register()));
                families.register(task.loading(), e.family());
            }
            case SOCK_UNREGISTER -> {
                open(task, new OpenCall(e, null, null, model.unregister()));
                families.unregister(e.family());
            }
            case DELETE_MODULE -> open(task, new OpenCall(e, null, moduleCalls.begin(e), model.delete()));
            case FINIT_MODULE -> open(task, new OpenCall(e, null, moduleCalls.begin(e), model.finit()));
            case SYNCHRONIZE_RCU -> {
                if (!task.calls.isEmpty() && task.calls.peek().opened.kind() == EventKind.SOCK_UNREGISTER) {
                    families.withdrawn(task.calls.peek().opened.family(), e.at());
                }
            }
            case SOCK_ALLOC_RET -> allocated(e, task.in(EventKind.SOCK_CREATE));
            case SK_ALLOC_RET, SK_DESTRUCT -> sock(e, task);
            default -> close(e, task);
        }
    }

    private static void open(Task task, OpenCall call) {
        if (!task.calls.isEmpty()) {
            task.calls.peek().innermost = false;
        }
        task.calls.push(call);
        if (call.socketCall == null || call.opened.kind() != EventKind.SOCK_CREATE) {
            task.justMade.clear();
        }
    }

    private void count(TraceEvent e, Task task) {
        moduleCalls.count(e, task);
        int change = e.kind() == EventKind.MODULE_GET ? 1 : -1;
        for (OpenCall call : task.calls) {
            call.count(e, change);
        }
        if (task.calls.isEmpty() && change < 0) {
            endings.givenBack(e, modules.mostReferences(e.module()));
        }
    }

    private void allocated(TraceEvent e, OpenCall create) {
        objects.allocated(e);
        if (create != null && create.socket == 0) {
            create.socket = e.object();
        } else if (e.object() != 0) {
            objects.made(e.object(), new ObjectBook.Socket());
        }
    }

    private void sock(TraceEvent e, Task task) {
        OpenCall create = task.in(EventKind.SOCK_CREATE);
        if (e.kind() == EventKind.SK_ALLOC_RET) {
            ObjectBook.Sock sock = objects.sockAllocated(e, isSockReference(task.last) ? task.last.module() : null);
            if (sock != null) {
                task.calls.forEach(c -> c.allocated.add(sock));
            }
            if (create != null) {
                create.sk = sock;
            }
            return;
        }
        ObjectBook.Sock sock = objects.sockDestroyed(e, task.justMade);
        if (sock != null) {
            endings.destroyed(sock, task.calls);
            checkDestruction(e, sock, task.in(EventKind.SOCK_RELEASE));
        }
    }

    /** sk_prot_free gives the sock's reference back after sk_destruct, and __sock_release that of the proto_ops after that. */
    private static void checkDestruction(TraceEvent e, ObjectBook.Sock sock, OpenCall release) {
        ObjectBook.Socket socket = release == null ? null : release.known;
        if (socket != null && socket.sk == sock && sock.owner != null) {
            int left = socket.holds.getOrDefault(sock.owner, 0) + release.holds.getOrDefault(sock.owner, 0);
            if (left < socket.neededAtDestruction()) {
                throw new UnexplainedException(e, Rule.BALANCE, "the sock's reference to " + sock.owner + " was given back before it was destroyed");
            }
        }
    }

    private void release(TraceEvent e, Task task) {
        OpenCall create = task.in(EventKind.SOCK_CREATE);
        ObjectBook.Socket socket = objects.released(e);
        TraceEvent.SocketCall made = socket != null ? socket.call : create != null && create.socket == e.object() ? create.socketCall : null;
        OpenCall release = new OpenCall(e, made, null, model.release(made));
        release.known = socket;
        open(task, release);
    }

    // ---- ends of calls ---------------------------------------------------------------------------------------------------

    private void close(TraceEvent e, Task task) {
        if (!e.kind().returns() || task.calls.isEmpty() || task.calls.peek().closes != e.kind()) {
            return;
        }
        OpenCall call = task.calls.pop();
        if (!task.calls.isEmpty()) {
            task.calls.peek().innermost = true;
        }
        call.labels().forEach(l -> countLabel(l, call));
        switch (e.kind()) {
            case SOCK_CREATE_RET -> created(e, call, task);
            case SOCK_RELEASE_RET -> endings.released(e, call);
            case SOCK_REGISTER_RET -> families.registered(task.loading(), call.opened.family(), e.value(), e.at());
            case SOCK_UNREGISTER_RET -> moduleCalls.unregistered(call.opened.family(), task);
            case DELETE_MODULE_RET -> {
                moduleCalls.end(e, call.moduleCall);
                races.unloaded(e, call.moduleCall.module);
                endings.deleted(e, call);
            }
            case FINIT_MODULE_RET -> {
                moduleCalls.end(e, call.moduleCall);
                endings.loaded(e, call);
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

    private void created(TraceEvent e, OpenCall call, Task task) {
        races.socket(e, call, Endings.isOfKernel(e, task), () -> call.modules().stream().filter(m -> !modules.loaded(m)).toList(), moduleCalls.text());
        if (e.value() == 0) {
            endings.created(e, call, task);
        } else {
            endings.failed(e, call);
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
        state.add(objects.open() == 1 ? "1 socket open" : objects.open() + " sockets open");
        return state;
    }
}
