package org.sockrace.kernel;

/**
 * Where the parts of a kernel come from. Whoever studies another text of some C function overrides the method that makes the part with that function, and
 * nothing else of the kernel knows: see {@link org.sockrace.kernel.history}.
 */
public class KernelParts {

    /** Every part as its version has it. */
    public static final KernelParts USUAL = new KernelParts();

    /** For parts of which some are other ones. */
    protected KernelParts() { }

    /** net/core/sock.c. */
    protected CoreSock coreSock(Kernel kernel) {
        return new CoreSock(kernel);
    }

    /** net/socket.c. */
    protected NetSocket netSocket(Kernel kernel) {
        return NetSocket.of(kernel);
    }

    /** What is attached to the entries of functions. */
    protected Fentry fentry(Kernel kernel) {
        return new Fentry(kernel);
    }
}
