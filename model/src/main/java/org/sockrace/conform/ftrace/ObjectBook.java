package org.sockrace.conform.ftrace;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sockets and socks that exist, by address, and the references that each took. Not thread-safe. */
final class ObjectBook {

    private static final Set<EventKind> NO_RELEASE = Set.of(EventKind.SOCK_RELEASE);
    private static final Set<EventKind> NO_DESTRUCTION = Set.of(EventKind.SK_DESTRUCT);

    /** What has become of a sock's reference to its module. */
    enum Reference { HELD, GIVEN_BACK, DEFERRED }

    /** A sock; {@code owner} is the module to which it holds a reference, or null. */
    static final class Sock {
        final long address;
        final String owner;
        Reference reference = Reference.HELD;
        boolean destroyed;
        /** Whether it is still there without its socket. */
        boolean outlives;

        Sock(long address, String owner) {
            this.address = address;
            this.owner = owner;
        }
    }

    /** A socket. */
    static final class Socket {
        final TraceEvent.SocketCall call;
        /** References that it holds, by module; null if it was made in a way that is not followed. */
        final Map<String, Integer> holds;
        /** Its sock, or null if none is known. */
        final Sock sk;
        /** All socks that were allocated with it. */
        final List<Sock> socks;
        /** The module to which __sock_create took a reference for the socket's proto_ops, or null. */
        final String opsOwner;
        /** Whether it may be one of the kernel's own, which end by way of sock_release, without an event of __sock_release. */
        final boolean kernels;

        /** A socket of which nothing is known. */
        Socket() {
            this.call = null;
            this.holds = null;
            this.sk = null;
            this.socks = List.of();
            this.opsOwner = null;
            this.kernels = true;
        }

        /** The socket that this call made. */
        Socket(OpenCall create, boolean kernels) {
            this.call = create.socketCall;
            this.holds = new HashMap<>(create.holds);
            this.sk = create.sk;
            this.socks = List.copyOf(create.allocated);
            this.opsOwner = create.core.entrySet().stream().filter(e -> e.getValue() > 0).map(Map.Entry::getKey).findFirst().orElse(null);
            this.kernels = kernels;
        }

        /** How many references to the sock's module must be left when the sock is destroyed: its own, and that of the proto_ops, which goes later. */
        int neededAtDestruction() {
            return sk == null || sk.owner == null ? 0 : sk.owner.equals(opsOwner) ? 2 : 1;
        }
    }

    private final Map<Long, Socket> sockets = new HashMap<>();
    private final Set<Long> unfinished = new HashSet<>();
    private final Map<Long, Sock> socks = new HashMap<>();
    /** The open socket that holds the sock. */
    private final Map<Long, Long> socketOf = new HashMap<>();
    private final Set<Long> socketsSeen = new HashSet<>();
    private final Set<Long> socksSeen = new HashSet<>();
    /** References that the open sockets of users hold, by module. */
    private final Map<String, Integer> held = new HashMap<>();
    /** References of socks that are still there without their sockets, by module. */
    private final Map<String, Integer> outlived = new HashMap<>();
    /** How many of such socks must be gone, of which it is not known which they are. */
    private final Map<String, Integer> gone = new HashMap<>();
    private final Gaps gaps;
    private int before;

    ObjectBook(Gaps gaps) {
        this.gaps = gaps;
    }

    /** A socket is allocated at that address. */
    void allocated(TraceEvent e) {
        long address = e.object();
        Socket there = sockets.get(address);
        if (there != null && there.kernels) {
            forget(address, there);
        } else if (address != 0 && (there != null || unfinished.contains(address))) {
            gaps.proven(new UnexplainedException(e, Rule.OBJECT_LIFETIME, "there is a socket at this address that was not released", NO_RELEASE));
            forget(address, there);
        }
        unfinished.add(address);
        socketsSeen.add(address);
    }

    private void forget(long address, Socket socket) {
        sockets.remove(address);
        unfinished.remove(address);
        if (socket != null) {
            hold(socket, -1);
            if (socket.sk != null) {
                socketOf.remove(socket.sk.address);
            }
        }
    }

    /** The socket is finished. False if it was released meanwhile. */
    boolean made(long address, Socket socket) {
        boolean there = unfinished.remove(address);
        sockets.put(address, socket);
        hold(socket, 1);
        if (socket.sk != null) {
            socketOf.put(socket.sk.address, address);
        }
        return there;
    }

    /** The socket's release begins: what is known of it, or null if it was made before the recording or is unfinished. */
    Socket released(TraceEvent e) {
        Socket socket = sockets.get(e.object());
        if (socket == null && !unfinished.contains(e.object())) {
            if (!socketsSeen.add(e.object())) {
                throw new UnexplainedException(e, Rule.OBJECT_LIFETIME, "this socket was released before", Set.of(EventKind.SOCK_ALLOC_RET));
            }
            before++;
        }
        forget(e.object(), socket);
        return socket;
    }

    /** A sock is allocated, which holds a reference to that module, or to none if it is null. */
    Sock sockAllocated(TraceEvent e, String owner) {
        if (e.object() == 0) {
            return null;
        }
        Sock sock = new Sock(e.object(), owner);
        if (socks.containsKey(e.object())) {
            destroyedUnseen(e, "there is a sock at this address that was not destroyed");
        }
        socks.put(e.object(), sock);
        socksSeen.add(e.object());
        return sock;
    }

    /** What the kernel gives out again is free: whoever freed it was not seen. */
    private void destroyedUnseen(TraceEvent e, String why) {
        Sock old = socks.remove(e.object());
        old.destroyed = true;
        if (old.outlives && gone.getOrDefault(old.owner, 0) > 0) {
            gone.merge(old.owner, -1, Integer::sum);
            return;
        }
        gaps.proven(new UnexplainedException(e, Rule.OBJECT_LIFETIME, why, NO_DESTRUCTION));
        if (old.outlives) {
            outlived.merge(old.owner, -1, Integer::sum);
        }
    }

    /** The counter of the module says that one of the socks which outlived their sockets is gone. */
    void oneIsGone(TraceEvent e, String why) {
        gaps.proven(new UnexplainedException(e, Rule.BALANCE, why, NO_DESTRUCTION));
        outlived.merge(e.module(), -1, Integer::sum);
        gone.merge(e.module(), 1, Integer::sum);
    }

    /** The socket of that sock is gone, and the sock is not. */
    void outlives(Sock sock) {
        if (!sock.outlives && sock.owner != null) {
            sock.outlives = true;
            outlived.merge(sock.owner, 1, Integer::sum);
        }
    }

    /** How many references to that module are held by socks without a socket. */
    int outlived(String module) {
        return outlived.getOrDefault(module, 0);
    }

    /**
     * A sock is destroyed: what is known of it, or null.
     *
     * @param justMade sockets that the task has made, and nothing else since: if no descriptor is left for one, the kernel releases it as its own
     */
    Sock sockDestroyed(TraceEvent e, Set<Long> justMade) {
        Long address = socketOf.get(e.object());
        if (address != null) {
            Socket socket = sockets.get(address);
            if (!socket.kernels && !justMade.contains(address)) {
                throw new UnexplainedException(e, Rule.OBJECT_LIFETIME, "this sock is destroyed while its socket is open", NO_RELEASE);
            }
            forget(address, socket);
        }
        Sock sock = socks.remove(e.object());
        if (sock == null && !socksSeen.add(e.object())) {
            throw new UnexplainedException(e, Rule.OBJECT_LIFETIME, "this sock was destroyed before", Set.of(EventKind.SK_ALLOC_RET));
        }
        if (sock != null) {
            sock.destroyed = true;
            if (sock.outlives) {
                outlived.merge(sock.owner, -1, Integer::sum);
            }
        }
        return sock;
    }

    /** The sock was destroyed, without an event. */
    void gone(Sock sock) {
        sock.destroyed = true;
        socks.remove(sock.address, sock);
    }

    /** Whether that event can be the next about its object. */
    boolean mayBeNext(TraceEvent e) {
        return switch (e.kind()) {
            case SOCK_ALLOC_RET -> e.object() == 0 || !unfinished.contains(e.object()) && !sockets.containsKey(e.object());
            case SOCK_RELEASE -> sockets.containsKey(e.object()) || unfinished.contains(e.object()) || !socketsSeen.contains(e.object());
            case SK_ALLOC_RET -> !socks.containsKey(e.object());
            case SK_DESTRUCT -> socks.containsKey(e.object()) || !socksSeen.contains(e.object());
            default -> true;
        };
    }

    /** How many references to that module the open sockets of users hold, which only their release gives back. */
    int held(String module) {
        return held.getOrDefault(module, 0);
    }

    private void hold(Socket socket, int sign) {
        if (!socket.kernels) {
            socket.holds.forEach((module, n) -> held.merge(module, sign * n, Integer::sum));
        }
    }

    /** How many sockets were released that were made before the recording. */
    int madeBefore() {
        return before;
    }

    /** How many are open. */
    int open() {
        return sockets.size();
    }
}
