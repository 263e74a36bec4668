import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/** The first repair (c33b1cc62ac0): the reference is given back, and the pointer stays, so that release gives it back once more. */
public final class LlcpPuts extends Llcp {

    public LlcpPuts(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected void failed(nfc_llcp_sock llcp_sock) {
        put_local(llcp_sock);
    }
}
