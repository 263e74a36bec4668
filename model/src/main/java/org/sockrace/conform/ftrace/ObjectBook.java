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
        final long sk;

        Socket(TraceEvent.SocketCall call, Map<String, Integer> holds, long sk) {
            this.call = call;
            this.holds = holds;
            this.sk = sk;
        }
    }

    private final Map<Long, Socket> sockets = new HashMap<>();
    private final Set<Long> unfinished = new HashSet<>();
    private final Set<Long> socks = new HashSet<>();
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

    /** The socket is finished. */
    void made(long address, Socket socket) {
        unfinished.remove(address);
        sockets.put(address, socket);
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
