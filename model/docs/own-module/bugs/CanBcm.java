import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.NetReceive;
import org.sockrace.kernel.module;
import org.sockrace.kernel.packet_handler;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;
import org.sockrace.own.Packets;

/** release takes the receiver from the list that each packet walks, and frees what the receiver's function is working on. */
public final class CanBcm extends OwnModule {

    public CanBcm(Kernel kernel, module self, Packets packets, Can can) {
        super(kernel, self);
    }

    @Override
    protected int init() {
        return 0;
    }

    @Override
    protected void exit() { }

    /** struct bcm_op. */
    private static final class bcm_op {
        private final Region mem;
        private final Word frames_abs;

        private bcm_op(Kernel kernel, Region mem) {
            this.mem = mem;
            this.frames_abs = kernel.k.word(mem, "frames_abs", 0);
        }

        @Override
        public String toString() {
            return "bcm_op";
        }
    }

    /** struct receiver. */
    private static final class receiver {
        private final Region mem;
        private final Ptr<bcm_op> data;

        private receiver(Kernel kernel, Region mem) {
            this.mem = mem;
            this.data = kernel.k.ptr(mem, "data", null);
        }

        @Override
        public String toString() {
            return "receiver";
        }
    }

    /** net/can/af_can.c and net/can/bcm.c: a list with room for one, and one socket. */
    public static final class Can extends BuiltIn {
        private static final int ETH_P_CAN = 12;
        private final packet_handler can_packet = new packet_handler(kernel, k.image(), "can_packet", ETH_P_CAN, k.image(), this::can_rcv);
        private final Ptr<receiver> rx_fil = k.ptr(k.image(), "rx_fil", null);
        private final Ptr<bcm_op> rx_ops = k.ptr(k.image(), "bo.rx_ops", null);

        public Can(Kernel kernel) {
            super(kernel);
        }

        public int bcm_rx_setup() {
            dev_add_pack(can_packet);
            bcm_op op = k.alloc("bcm_op", Region.Kind.OBJECT, mem -> new bcm_op(kernel, mem));
            rx_ops.set(op);
            receiver r = k.alloc("receiver", Region.Kind.OBJECT, mem -> new receiver(kernel, mem));
            r.data.set(op);
            rcu_assign_pointer(rx_fil, r);
            return 0;
        }

        private int can_rcv(packet_handler pt) {
            receiver r = rcu_dereference(rx_fil);
            if (test(r == null)) return NetReceive.NET_RX_DROP;
            bcm_rx_handler(r.data.get());
            return NetReceive.NET_RX_SUCCESS;
        }

        private void bcm_rx_handler(bcm_op op) {
            op.frames_abs.xchg(1);
        }

        private void can_rx_unregister() {
            receiver r = rx_fil.get();
            RCU_INIT_POINTER(rx_fil, null);
            k.free_rcu(r.mem);
        }

        private int release(boolean waits) {
            can_rx_unregister();
            if (test(waits)) synchronize_rcu();
            bcm_op op = rx_ops.get();
            rx_ops.set(null);
            k.free(op.mem);
            return 0;
        }

        public int bcm_release() {
            return release(false);
        }

        /** As it was repaired (d5f9023fa61e). */
        public int bcm_release_waits() {
            return release(true);
        }
    }
}
