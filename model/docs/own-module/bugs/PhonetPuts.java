import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.sock;

/** As it is since bcd0f9335332. */
public final class PhonetPuts extends Phonet {

    public PhonetPuts(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected void refused(sock sk) {
        kernel.sock.sock_put(sk);
    }
}
