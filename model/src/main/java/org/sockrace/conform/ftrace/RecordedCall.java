package org.sockrace.conform.ftrace;

/** One call that a task made, as far as the recording shows it. */
final class RecordedCall {

    /** Which calls are told apart. */
    enum Kind { SOCKET, CLOSE, RMMOD, INSMOD }

    /** A call that had not returned when the recording ended. */
    static final int UNFINISHED = Integer.MAX_VALUE;

    final Kind kind;
    final int task;
    final int start;
    int end = UNFINISHED;
    /** What it returned; says nothing while it is unfinished. */
    int result;
    /** The module, for RMMOD and INSMOD, or null if the recording does not say. */
    String module;
    /** The arguments, for SOCKET. */
    TraceEvent.SocketCall arguments;
    /** The socket's address. */
    long socket;
    /** For CLOSE, the call that made the socket, or null; for SOCKET, the one that closed it, or null. */
    RecordedCall partner;

    RecordedCall(Kind kind, int task, int start) {
        this.kind = kind;
        this.task = task;
        this.start = start;
    }

    boolean overlaps(int first, int last) {
        return start <= last && end >= first;
    }

    boolean finished() {
        return end != UNFINISHED;
    }
}
