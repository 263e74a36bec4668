import static org.sockrace.kernel.Errno.EBUSY;
import static org.sockrace.kernel.Errno.ENOENT;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.SpinLock;
import org.sockrace.machine.Word;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** A table as it should be: a list under a spinlock, read under RCU, and whoever finds an entry pins its module before the section ends. */
public final class TcpCong extends OwnModule {
    private final Cong cong;
    private final Ptr<TcpCong> next = k.ptr(self.mem, "list.next", null);
    private final Word window = k.word(self.mem, "window", 0);

    public TcpCong(Kernel kernel, module self, Cong cong) {
        super(kernel, self);
        this.cong = cong;
    }

    private int cong_avoid() {
        window.xchg(1);
        return 0;
    }

    @Override
    protected int init() {
        cong.tcp_register_congestion_control(this);
        return 0;
    }

    @Override
    protected void exit() {
        cong.tcp_unregister_congestion_control(this);
    }

    /** net/ipv4/tcp_cong.c, with one connection for each call. */
    public static final class Cong extends BuiltIn {
        private final SpinLock tcp_cong_list_lock = k.spinlock(k.image(), "tcp_cong_list_lock");
        private final Ptr<TcpCong> tcp_cong_list = k.ptr(k.image(), "tcp_cong_list", null);

        public Cong(Kernel kernel) {
            super(kernel);
        }

        private void tcp_register_congestion_control(TcpCong ca) {
            spin_lock(tcp_cong_list_lock);
            ca.next.set(tcp_cong_list.get());
            rcu_assign_pointer(tcp_cong_list, ca);
            spin_unlock(tcp_cong_list_lock);
        }

        private void tcp_unregister_congestion_control(TcpCong ca) {
            spin_lock(tcp_cong_list_lock);
            Ptr<TcpCong> at = tcp_cong_list;
            while (at.get() != ca) at = at.get().next;
            rcu_assign_pointer(at, ca.next.get());
            spin_unlock(tcp_cong_list_lock);
            synchronize_rcu();
        }

        private int congestion(TcpCong ca) {
            int err = call(ca.self.mem, ca::cong_avoid);
            module_put(ca.self);
            return err;
        }

        public int setsockopt_congestion() {
            rcu_read_lock();
            TcpCong ca = rcu_dereference(tcp_cong_list);
            boolean got = ca != null && try_module_get(ca.self);
            rcu_read_unlock();
            if (test(!got)) return ca == null ? -ENOENT : -EBUSY;
            return congestion(ca);
        }

        /** As nobody does: the section ends too early. */
        public int setsockopt_congestion_late() {
            rcu_read_lock();
            TcpCong ca = rcu_dereference(tcp_cong_list);
            rcu_read_unlock();
            if (test(ca == null || !try_module_get(ca.self))) return -EBUSY;
            return congestion(ca);
        }
    }
}
