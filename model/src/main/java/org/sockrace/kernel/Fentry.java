package org.sockrace.kernel;

import org.sockrace.machine.KernelCode;

/**
 * What the compiler puts at the entry of each function, and tracing programs attach themselves to: no line of C. MODEL: those functions only where an attached
 * program has met a bug. Nothing is attached here.
 */
public class Fentry extends KernelCode {

    /** Nothing is attached. */
    protected Fentry(Kernel kernel) {
        super(kernel.k);
    }

    /** The entry of __sock_release. */
    protected void __sock_release_entry(@SuppressWarnings("UnusedVariable") socket sock) { }
}
