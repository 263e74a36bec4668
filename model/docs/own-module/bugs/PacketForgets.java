import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.own.Packets;

/** As it was repaired (42156f93d123): nor to a socket that is being closed. */
public final class PacketForgets extends PacketDetaches {

    public PacketForgets(Kernel kernel, module self, Packets packets, Devices devices) {
        super(kernel, self, packets, devices);
    }

    @Override
    protected void forget(packet_sock po) {
        WRITE_ONCE(po.num, 0);
    }
}
