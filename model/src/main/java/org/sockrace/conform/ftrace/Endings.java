package org.sockrace.conform.ftrace;

import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whether what a call took is given back when it returns, or by whom it will be. Not thread-safe. */
final class Endings {

    /** By which the kernel releases its own sockets, and users' that found no descriptor. */
    private static final String RELEASE_KERN = "sock_release";

    private final ObjectBook objects;
    private final DependencyBook dependencies;
    private final Summary summary;
    private final Gaps gaps;
    /** References of destroyed socks that are given back later, after a grace period, by module. */
    private final Map<String, Integer> deferred = new TreeMap<>();
    /** References of socks that were destroyed in no call, which are given back by whoever did it, by module. */
    private final Map<String, Integer> loose = new TreeMap<>();
    /** The modules to which references were given back after a grace period, and those whose socks gave them back at once. */
    private final Set<String> late = new HashSet<>();
    private final Set<String> atOnce = new HashSet<>();

    Endings(ObjectBook objects, DependencyBook dependencies, Summary summary, Gaps gaps) {
        this.objects = objects;
        this.dependencies = dependencies;
        this.summary = summary;
        this.gaps = gaps;
    }

    /** A __sock_create has returned with success: the socket is one of the kernel's own unless a system call has made it. */
    void created(TraceEvent e, OpenCall call, Task task) {
        boolean kernels = isOfKernel(e, task) || e.caller() == null || !e.caller().startsWith("__sys_socket");
        if (!objects.made(call.socket, new ObjectBook.Socket(call, kernels))) {
            throw new UnexplainedException(e, Rule.OBJECT_LIFETIME, "this call succeeds, but its socket was released");
        }
        task.justMade.add(call.socket);
    }

    /** Whether the kernel makes a socket of its own in that __sock_create, which returns, as far as the recording names who called it. */
    static boolean isOfKernel(TraceEvent e, Task task) {
        return !task.calls.isEmpty() || e.caller() != null && !e.caller().startsWith("__sys_socket") && !Letter.isAddress(e.caller());
    }

    /** A __sock_create has failed. */
    void failed(TraceEvent e, OpenCall call) {
        socks(e, call, call.holds, call.allocated, "__sock_create of line " + call.opened.line() + " failed");
    }

    /** A __sock_release has returned. */
    void released(TraceEvent e, OpenCall call) {
        ObjectBook.Socket socket = call.known;
        if (socket == null || socket.holds == null) {
            return;
        }
        String owner = socket.opsOwner;
        if (owner != null && call.core.getOrDefault(owner, 0) >= 0 && !call.unnamed) {
            throw new UnexplainedException(e, Rule.BALANCE, "__sock_release of line " + call.opened.line() + " did not give back the reference to " + owner
                    + " that __sock_create took for the socket's operations");
        }
        Map<String, Integer> left = new HashMap<>(socket.holds);
        call.holds.forEach((module, n) -> OpenCall.add(left, module, n));
        socks(e, call, left, socket.socks, "the socket that is released in line " + call.opened.line() + " is gone");
    }

    /** By how much a count of references may differ from none: what is certain, and how much less or more there may be. */
    private static final class Rest {
        int certain;
        int less;
        int more;
        int there;
    }

    /**
     * What is left when a socket is gone may be of its socks: those that are still there, and those whose memory is freed after a grace period. Socks of other
     * sockets, which outlived them, may have been destroyed meanwhile.
     */
    private void socks(TraceEvent e, OpenCall call, Map<String, Integer> left, List<ObjectBook.Sock> socks, String why) {
        Map<String, Rest> rests = new TreeMap<>();
        left.keySet().forEach(m -> rests.put(m, new Rest()));
        socks.forEach(s -> add(s, true, rests));
        call.destroyed.stream().filter(s -> !socks.contains(s)).forEach(s -> add(s, false, rests));
        boolean someLeft = socks.stream().anyMatch(s -> !s.destroyed);
        Map<String, Integer> wrong = new TreeMap<>();
        rests.forEach((module, rest) -> {
            int more = left.getOrDefault(module, 0) - rest.certain;
            if (more < -rest.less && rest.there > 0) {
                gaps.missed(new UnexplainedException(e, Rule.BALANCE, "the socket's sock was not destroyed, but its reference to " + module
                        + " is given back", Set.of(EventKind.SK_DESTRUCT)));
                socks.stream().filter(s -> !s.destroyed).forEach(objects::gone);
            } else if (more < -rest.less || more > rest.more && !someLeft) {
                wrong.put(module, more);
            } else {
                int n = Math.min(more, rest.more) + rest.less;
                deferred.merge(module, n, Integer::sum);
                List<ObjectBook.Sock> held = call.destroyed.stream().filter(s -> module.equals(s.owner) && s.reference == ObjectBook.Reference.HELD).toList();
                held.forEach(new Settling(n)::settle);
                if (held.size() > n) {
                    atOnce.add(module);
                }
            }
        });
        balanced(e, wrong, why);
        socks.stream().filter(s -> !s.destroyed).forEach(objects::outlives);
    }

    private static void add(ObjectBook.Sock sock, boolean own, Map<String, Rest> rests) {
        if (sock.owner == null) {
            return;
        }
        Rest rest = rests.computeIfAbsent(sock.owner, m -> new Rest());
        boolean held = sock.reference == ObjectBook.Reference.HELD;
        rest.there += sock.destroyed ? 0 : 1;
        rest.certain += (sock.reference == ObjectBook.Reference.GIVEN_BACK || held && sock.destroyed ? 0 : 1) - (own || held ? 0 : 1);
        rest.more += held && sock.destroyed && own ? 1 : 0;
        rest.less += held && sock.destroyed && !own ? 1 : 0;
    }

    /** Of so many destroyed socks the reference is given back later, of the others it was given back. */
    private static final class Settling {
        private int later;

        Settling(int later) {
            this.later = later;
        }

        void settle(ObjectBook.Sock sock) {
            sock.reference = later-- > 0 ? ObjectBook.Reference.DEFERRED : ObjectBook.Reference.GIVEN_BACK;
        }
    }

    /** A sock is destroyed, in these calls. If there is none, a softirq or a worker has given it up at last. */
    void destroyed(ObjectBook.Sock sock, Deque<OpenCall> calls) {
        calls.forEach(c -> c.destroyed.add(sock));
        if (calls.isEmpty() && sock.owner != null) {
            loose.merge(sock.owner, 1, Integer::sum);
            sock.reference = ObjectBook.Reference.DEFERRED;
        }
    }

    /**
     * How many references to that module may be given back after the recording, since those who held them are gone. That a sock gives its reference back after
     * a grace period is decided by its family: where others gave it back at once, and none ever later, none is to come.
     */
    int pending(String module) {
        boolean never = atOnce.contains(module) && !late.contains(module);
        return (never ? 0 : deferred.getOrDefault(module, 0)) + loose.getOrDefault(module, 0) + objects.outlived(module);
    }

    /**
     * A reference is given back in no call: none of those that open sockets hold, and the socks that have outlived theirs.
     *
     * @param left how many there are at most after it
     */
    void givenBack(TraceEvent e, int left) {
        int held = objects.held(e.module());
        if (left < held && !RELEASE_KERN.equals(e.caller())) {
            throw new UnexplainedException(e, Rule.BALANCE, "this gives back a reference to " + e.module() + ", but the open sockets hold more than are left, "
                    + held, Set.of(EventKind.SOCK_RELEASE));
        }
        if (left < held + objects.outlived(e.module()) && !RELEASE_KERN.equals(e.caller())) {
            objects.oneIsGone(e, "this gives back a reference to " + e.module() + ", but the sockets and socks that are there hold more than are left");
        }
        boolean isLate = isLate(e);
        if (isLate) {
            late.add(e.module());
        }
        Map<String, Integer> from = isLate && deferred.getOrDefault(e.module(), 0) > 0 ? deferred : loose;
        from.computeIfPresent(e.module(), (m, n) -> Math.max(0, n - 1));
    }

    /** Whether it is what __sk_destruct does after a grace period, or those to whom it returns. */
    static boolean isLate(TraceEvent e) {
        return e.caller() == null || e.caller().startsWith("rcu_") || e.caller().equals("__sk_destruct") || Letter.isAddress(e.caller());
    }

    /** A module is freed: nobody may have to give a reference back any more. */
    void freed(TraceEvent e) {
        int n = deferred.getOrDefault(e.module(), 0) + loose.getOrDefault(e.module(), 0);
        if (n > 0) {
            throw new UnexplainedException(e, Rule.BALANCE, e.module() + " is freed, but " + count(n) + " of destroyed socks "
                    + (n == 1 ? "was" : "were") + " not given back");
        }
    }

    /** A delete_module has returned. */
    void deleted(TraceEvent e, OpenCall call) {
        if (e.value() == 0) {
            dependencies.freed(e, call.moduleCall.module, call.moduleCall.uses);
        } else {
            balanced(e, call.holds, "delete_module of line " + call.opened.line() + " failed");
        }
    }

    /** A finit_module has returned. */
    void loaded(TraceEvent e, OpenCall call) {
        String module = call.moduleCall.module;
        summary.result(module == null ? "finit_module" : "finit_module(" + module + ")", Races.result(e.value()));
        if (e.value() < 0) {
            Map<String, Integer> left = new HashMap<>(call.holds);
            left.remove(module);
            balanced(e, left, "finit_module of line " + call.opened.line() + " failed");
        }
    }

    private static void balanced(TraceEvent e, Map<String, Integer> left, String why) {
        if (!left.isEmpty()) {
            String module = left.keySet().iterator().next();
            int n = left.get(module);
            throw new UnexplainedException(e, Rule.BALANCE, why + ", but " + (n > 0 ? count(n) + " to " + module + (n == 1 ? " is" : " are") + " still held"
                    : -n + " more reference" + (n == -1 ? "" : "s") + " to " + module + (n == -1 ? " was" : " were") + " given back than taken"));
        }
    }

    private static String count(int n) {
        return n + " reference" + (n == 1 ? "" : "s");
    }
}
