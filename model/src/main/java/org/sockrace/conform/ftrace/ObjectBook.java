package org.sockrace.conform.ftrace;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The sockets and socks that exist, by address, and the references that each took. Not thread-safe. */
final class ObjectBook {

    /** A socket. */
    static final class Socket {
        final TraceEvent.SocketCall call;
        /** References that it holds, by module; null if it was made in a way that is not followed. */
        final Map<String, Integer> holds;
        /** Its sock, or 0 if none is known. */
        final long sk;
        /** The module to which the sock holds a reference, or null. */
        final String skHolds;
        /** The module to which __sock_create took a reference for the socket's proto_ops, or null. */
        final String opsOwner;

        /** A socket of which nothing is known. */
        Socket() {
            this.call = null;
            this.holds = null;
            this.sk = 0;
            this.skHolds = null;
            this.opsOwner = null;
        }

        /** The socket that this call made. */
        Socket(OpenCall create) {
            this.call = create.socketCall;
            this.holds = new HashMap<>(create.holds);
            this.sk = create.sk;
            this.skHolds = create.skHolds;
            this.opsOwner = create.core.entrySet().stream().filter(e -> e.getValue() > 0).map(Map.Entry::getKey).findFirst().orElse(null);
        }

        /** How many references to the sock's module must be left when the sock is destroyed: its own, and that of the proto_ops, which goes later. */
        int neededAtDestruction() {
            return skHolds == null ? 0 : skHolds.equals(opsOwner) ? 2 : 1;
        }
    }

    private final Map<Long, Socket> sockets = new HashMap<>();
    private final Set<Long> unfinished = new HashSet<>();
    private final Set<Long> socks = new HashSet<>();
    /** The open socket that holds the sock. */
    private final Map<Long, Long> socketOf = new HashMap<>();
    private final Set<Long> socketsSeen = new HashSet<>();
    private final Set<Long> socksSeen = new HashSet<>();
    /** References that go with a sock which outlives its socket. */
    private final Map<Long, Map<String, Integer>> orphans = new HashMap<>();
    private int before;

    /** A socket is allocated at that address. */
    void allocated(TraceEvent e) {
        if (e.object() != 0 && (!unfinished.add(e.object()) || sockets.containsKey(e.object()))) {
            throw new UnexplainedException(e, Rule.OBJECT_LIFETIME, "there is a socket at this address that was not released");
        }
        socketsSeen.add(e.object());
    }

    /** The socket is finished. False if it was released meanwhile. */
    boolean made(long address, Socket socket) {
        boolean there = unfinished.remove(address);
        sockets.put(address, socket);
        if (socket.sk != 0) {
            socketOf.put(socket.sk, address);
        }
        return there;
    }

    /** The socket's release begins: what is known of it, or null if it was made before the recording or is unfinished. */
    Socket released(TraceEvent e) {
        Socket socket = sockets.remove(e.object());
        if (socket == null && !unfinished.remove(e.object())) {
            if (!socketsSeen.add(e.object())) {
                throw new UnexplainedException(e, Rule.OBJECT_LIFETIME, "this socket was released before");
            }
            before++;
        }
        if (socket != null) {
            socketOf.remove(socket.sk);
        }
        return socket;
    }

    /** A sock is allocated. */
    void sockAllocated(TraceEvent e) {
        if (e.object() != 0 && !socks.add(e.object())) {
            throw new UnexplainedException(e, Rule.OBJECT_LIFETIME, "there is a sock at this address that was not destroyed");
        }
        socksSeen.add(e.object());
    }

    /** A sock is destroyed: the references that only it still held, or null. */
    Map<String, Integer> sockDestroyed(TraceEvent e) {
        if (socketOf.containsKey(e.object())) {
            throw new UnexplainedException(e, Rule.OBJECT_LIFETIME, "this sock is destroyed while its socket is open");
        }
        if (!socks.remove(e.object()) && !socksSeen.add(e.object())) {
            throw new UnexplainedException(e, Rule.OBJECT_LIFETIME, "this sock was destroyed before");
        }
        return orphans.remove(e.object());
    }

    boolean isSock(long address) {
        return socks.contains(address);
    }

    /** The sock outlives its socket, with these references. */
    void orphan(long sk, Map<String, Integer> holds) {
        orphans.put(sk, holds);
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
