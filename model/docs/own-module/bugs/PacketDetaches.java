import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.own.Packets;

/** As it was repaired (01d3c8417b9c): while a ring changes, no device that comes up brings a hook. */
public class PacketDetaches extends PacketLocks {

    public PacketDetaches(Kernel kernel, module self, Packets packets, Devices devices) {
        super(kernel, self, packets, devices);
    }

    @Override
    protected final void detach(packet_sock po, boolean was_running) {
        WRITE_ONCE(po.num, 0);
        if (was_running) __unregister_prot_hook(po, false);
    }
}
