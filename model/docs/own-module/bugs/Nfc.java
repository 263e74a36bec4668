import static org.sockrace.kernel.Errno.EAFNOSUPPORT;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.proto;
import org.sockrace.own.ProtocolModule;

/** init registers its struct proto, finds its number taken, and does not take the proto back: the list goes on through memory that is freed. */
public class Nfc extends ProtocolModule {
    private static final int PF_NFC = 18;
    protected final proto rawsock_proto = proto("rawsock_proto");
    private final net_proto_family nfc_family = family("nfc_family", PF_NFC, (sock, protocol, kern) -> -EAFNOSUPPORT);

    public Nfc(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected final int init() {
        int err = kernel.sock.proto_register(rawsock_proto, null);
        if (test(err != 0)) return err;
        err = kernel.socket.sock_register(nfc_family);
        if (test(err != 0)) undo();
        return err;
    }

    protected void undo() { }

    @Override
    protected final void exit() {
        kernel.socket.sock_unregister(PF_NFC);
        kernel.sock.proto_unregister(rawsock_proto);
    }
}
