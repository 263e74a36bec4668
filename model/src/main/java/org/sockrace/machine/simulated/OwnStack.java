package org.sockrace.machine.simulated;

/**
 * Runs code on a stack of its own, piece after piece, while the caller waits. Where code stands is read off the whole stack each time, and that of a command,
 * or of a test framework, is a hundred frames deep before those of the kernel begin. An executor would do the same, with five more frames, and might find no
 * memory to say that there is none.
 */
final class OwnStack implements AutoCloseable {

    private Runnable next;
    private boolean over;
    /** What the latest piece threw, or null. */
    private Throwable thrown;
    private boolean closed;

    OwnStack() {
        Thread thread = new Thread(this::work, "automata");
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs it to its end; throws what it throws. An interrupt that comes meanwhile is kept for later. */
    void run(Runnable code) {
        Throwable end = end(code);
        if (end instanceof Error e) {
            throw e;
        }
        if (end instanceof RuntimeException e) {
            throw e;
        }
    }

    private synchronized Throwable end(Runnable code) {
        next = code;
        over = false;
        notifyAll();
        boolean interrupted = false;
        while (!over) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return thrown;
    }

    private void work() {
        for (Runnable code = taken(); code != null; code = taken()) {
            Throwable end = null;
            try {
                code.run();
            } catch (RuntimeException | Error e) {
                end = e;
            }
            over(end);
        }
    }

    /** The next piece, or null if there is none any more. */
    private synchronized Runnable taken() {
        while (next == null && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                // It ends when it is closed, and not before: the caller may wait for it.
            }
        }
        Runnable code = next;
        next = null;
        return code;
    }

    private synchronized void over(Throwable end) {
        thrown = end;
        over = true;
        notifyAll();
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
