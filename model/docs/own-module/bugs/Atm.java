import static org.sockrace.kernel.Errno.EAGAIN;
import static org.sockrace.kernel.Errno.ENOBUFS;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_proto_family;
import org.sockrace.kernel.proto;
import org.sockrace.kernel.proto_ops;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;
import org.sockrace.own.ProtocolModule;

/** ioctl looks at the first packet of the queue without the queue's lock, while recvmsg takes it out and frees it. */
public class Atm extends ProtocolModule {
    private static final int PF_MYATM = 18;
    private final proto vcc_proto = proto("vcc_proto");
    private final proto_ops pvc_proto_ops = proto_ops("pvc_proto_ops", release(this::pvc_release).ioctl(this::pvc_ioctl)
            .sendmsg(this::vcc_sendmsg).recvmsg(this::vcc_recvmsg));
    private final net_proto_family pvc_family_ops = family("pvc_family_ops", PF_MYATM, this::pvc_create);

    public Atm(Kernel kernel, module self) {
        super(kernel, self);
    }

    private static final class sk_buff {
        private final Region mem;
        private final Word len;

        private sk_buff(Machine k, Region mem, int len) {
            this.mem = mem;
            this.len = k.word(mem, "len", len);
        }

        @Override
        public String toString() {
            return "skb";
        }
    }

    /** struct sk_buff_head, with room for one. */
    protected static final class sk_buff_head {
        private final Region mem;
        private final Ptr<sk_buff> next;
        private final SpinLock lock;

        private sk_buff_head(Machine k, Region mem) {
            this.mem = mem;
            this.next = k.ptr(mem, "next", null);
            this.lock = k.spinlock(mem, "lock");
        }

        @Override
        public String toString() {
            return "sk_receive_queue";
        }
    }

    private int pvc_create(socket sock, int protocol, int kern) {
        sock sk = kernel.sock.sk_alloc(PF_MYATM, vcc_proto, kern);
        if (test(sk == null)) return -ENOBUFS;
        kernel.sock.sock_init_data(sock, sk);
        sk_buff_head list = k.alloc("sk_receive_queue", Region.Kind.OBJECT, mem -> new sk_buff_head(k, mem));
        sk.sk_user_data.set(list);
        k.keeps(sk.mem, "sk_receive_queue", list.mem);
        sock.ops.set(pvc_proto_ops);
        return 0;
    }

    private static sk_buff_head sk_receive_queue(socket sock) {
        return (sk_buff_head) sock.sk.get().sk_user_data.get();
    }

    private sk_buff skb_dequeue(sk_buff_head list) {
        spin_lock(list.lock);
        sk_buff skb = list.next.get();
        list.next.set(null);
        if (skb != null) k.yields(list.mem, "skb", skb.mem);
        spin_unlock(list.lock);
        return skb;
    }

    /** What is sent comes back: to the queue of the same socket, which is empty. */
    private int vcc_sendmsg(socket sock, int len) {
        sk_buff_head list = sk_receive_queue(sock);
        sk_buff skb = k.alloc("skb", Region.Kind.OBJECT, mem -> new sk_buff(k, mem, len));
        spin_lock(list.lock);
        list.next.set(skb);
        k.keeps(list.mem, "skb", skb.mem);
        spin_unlock(list.lock);
        return len;
    }

    private int vcc_recvmsg(socket sock, int flags) {
        sk_buff skb = skb_dequeue(sk_receive_queue(sock));
        if (test(skb == null)) return -EAGAIN;
        int len = skb.len.get();
        k.free(skb.mem);
        return len;
    }

    /** do_vcc_ioctl with SIOCINQ: how many bytes the first packet has. */
    private int pvc_ioctl(socket sock, int cmd) {
        return first_len(sk_receive_queue(sock));
    }

    protected int first_len(sk_buff_head list) {
        sk_buff skb = list.next.get();
        return skb == null ? 0 : skb.len.get();
    }

    protected final int first_len_locked(sk_buff_head list) {
        spin_lock(list.lock);
        sk_buff skb = list.next.get();
        int amount = skb == null ? 0 : skb.len.get();
        spin_unlock(list.lock);
        return amount;
    }

    private int pvc_release(socket sock) {
        sock sk = sock.sk.get();
        sk_buff_head list = sk_receive_queue(sock);
        sk_buff skb = skb_dequeue(list);
        if (test(skb != null)) k.free(skb.mem);
        k.free(list.mem);
        kernel.sock.sock_orphan(sk);
        sock.sk.set(null);
        kernel.sock.sock_put(sk);
        return 0;
    }

    @Override
    protected final int init() {
        return kernel.socket.sock_register(pvc_family_ops);
    }

    @Override
    protected final void exit() {
        kernel.socket.sock_unregister(PF_MYATM);
    }
}
