import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.sock;

/** As it was repaired (c518adafa39f): first the lock, then the transport. */
public final class VsockLocks extends Vsock {

    public VsockLocks(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected vsock_transport lock_and_get_transport(sock sk, vsock_sock vsk) {
        kernel.sock.lock_sock(sk);
        return transport(vsk);
    }
}
