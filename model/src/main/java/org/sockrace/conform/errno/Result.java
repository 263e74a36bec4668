package org.sockrace.conform.errno;

import org.sockrace.kernel.Net;

/**
 * What a call of socket(2) came to.
 *
 * @param errno the name of the error, or {@code OK}
 * @param cloexec 1 or 0 as fcntl reports of the new descriptor, -1 if there is none or nobody asked
 * @param nonblock the same
 */
record Result(String errno, int cloexec, int nonblock) {

    static final String OK = "OK";

    /** A new descriptor, as a call with that second argument makes it. */
    static Result made(int type) {
        return new Result(OK, (type & Net.SOCK_CLOEXEC) != 0 ? 1 : 0, (type & Net.SOCK_NONBLOCK) != 0 ? 1 : 0);
    }

    /** Whether this is what was recorded; a flag that was not recorded of a new descriptor agrees with any. */
    boolean agreesWith(Result recorded) {
        return errno.equals(recorded.errno) && agrees(cloexec, recorded.cloexec) && agrees(nonblock, recorded.nonblock);
    }

    private boolean agrees(int modelled, int recorded) {
        return modelled == recorded || errno.equals(OK) && recorded == -1;
    }

    @Override
    public String toString() {
        return errno + (cloexec == 1 ? " close-on-exec" : "") + (nonblock == 1 ? " non-blocking" : "");
    }
}
