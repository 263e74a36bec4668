import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.delayed_work;
import org.sockrace.kernel.module;
import org.sockrace.machine.Region;
import org.sockrace.machine.Ptr;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** close cancels the delayed work of a context, and frees that; but who acknowledges data asks for it again in between. */
public final class Tls extends OwnModule {

    public Tls(Kernel kernel, module self, TlsSw tls) {
        super(kernel, self);
    }

    @Override
    protected int init() {
        return 0;
    }

    @Override
    protected void exit() { }

    /** struct tls_sw_context_tx. */
    private static final class context {
        private final Region mem;
        private final delayed_work tx_work;

        private context(Kernel kernel, Region mem) {
            this.mem = mem;
            this.tx_work = new delayed_work(kernel, mem, "tx_work", kernel.k.image(), w -> { });
        }

        @Override
        public String toString() {
            return "context";
        }
    }

    /** net/tls/tls_sw.c: one socket. */
    public static final class TlsSw extends BuiltIn {
        private final Ptr<context> ctx = k.ptr(k.image(), "ctx", null);

        public TlsSw(Kernel kernel) {
            super(kernel);
        }

        public int tls_set_sw_offload() {
            rcu_assign_pointer(ctx, k.alloc("context", Region.Kind.OBJECT, mem -> new context(kernel, mem)));
            return 0;
        }

        /** In a soft interrupt, an acknowledgement comes. */
        public int tls_write_space() {
            rcu_read_lock();
            context c = rcu_dereference(ctx);
            if (test(c != null)) schedule_delayed_work(c.tx_work, 1);
            rcu_read_unlock();
            return 0;
        }

        private int release(boolean disables) {
            context c = READ_ONCE(ctx);
            if (test(disables)) disable_delayed_work_sync(c.tx_work);
            if (test(!disables)) cancel_delayed_work_sync(c.tx_work);
            RCU_INIT_POINTER(ctx, null);
            synchronize_rcu();
            k.free(c.mem);
            return 0;
        }

        public int tls_sw_release() {
            return release(false);
        }

        /** As CVE-2026-23240 was repaired. */
        public int tls_sw_release_disables() {
            return release(true);
        }
    }
}
