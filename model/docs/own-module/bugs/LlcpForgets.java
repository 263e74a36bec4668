import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/** The repair of that repair (c61760e6940d): the pointer goes with the reference. */
public final class LlcpForgets extends Llcp {

    public LlcpForgets(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected void failed(nfc_llcp_sock llcp_sock) {
        put_local(llcp_sock);
        forget_local(llcp_sock);
    }
}
