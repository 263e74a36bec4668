package org.sockrace.lincheck;

import java.util.function.Supplier;

/** A second thread of a test. It has a {@link Thread} instead of being one: Lincheck follows {@code join} only there. */
final class Other<T> implements Runnable {

    private final Supplier<T> code;
    private final Thread thread = new Thread(this);
    private T result;

    private Other(Supplier<T> code) {
        this.code = code;
    }

    static <T> Other<T> start(Supplier<T> code) {
        Other<T> other = new Other<>(code);
        other.thread.start();
        return other;
    }

    @Override
    public void run() {
        result = code.get();
    }

    /** What the code returned, once it has. */
    T await() {
        try {
            thread.join();
            return result;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
