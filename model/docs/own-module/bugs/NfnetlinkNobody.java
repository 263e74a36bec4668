import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.sock;

/** The same with a protocol that is nobody's: users hold nothing, and messages reach text that is gone. */
public final class NfnetlinkNobody extends Nfnetlink {
    public NfnetlinkNobody(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected sock create() {
        return __netlink_kernel_create(NETLINK_NETFILTER, null, cfg);
    }
}
