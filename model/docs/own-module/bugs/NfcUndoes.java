import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/** As it is since 0911ab31896f. */
public final class NfcUndoes extends Nfc {

    public NfcUndoes(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected void undo() {
        kernel.sock.proto_unregister(rawsock_proto);
    }
}
