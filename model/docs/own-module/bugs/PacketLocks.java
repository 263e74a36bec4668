import static org.sockrace.kernel.Errno.EALREADY;
import static org.sockrace.kernel.Errno.EINVAL;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.own.Packets;

/** As it was repaired (008ba2a13f2d, 4971613c1639): a fanout asks for the hook, and bind for the fanout, under the lock that the other one holds. */
public class PacketLocks extends Packet {

    public PacketLocks(Kernel kernel, module self, Packets packets, Devices devices) {
        super(kernel, self, packets, devices);
    }

    @Override
    protected final int __fanout_add(packet_sock po) {
        if (test(po.fanout.get() != null)) return -EALREADY;
        packet_fanout match = fanout_alloc();
        int err = -EINVAL;
        spin_lock(po.bind_lock);
        if (test(po.running.get() != 0)) {
            join(po, match);
            err = 0;
        }
        spin_unlock(po.bind_lock);
        if (test(err != 0)) fanout_free(match);
        return err;
    }

    @Override
    protected final int packet_do_bind(packet_sock po, int ifindex) {
        int ret = -EINVAL;
        spin_lock(po.bind_lock);
        if (test(po.fanout.get() == null)) {
            rehook(po, ifindex);
            ret = 0;
        }
        spin_unlock(po.bind_lock);
        return ret;
    }
}
