import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.rcu_head;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.own.OwnModule;

/** A flow is freed by a function of the module's, which RCU calls: exit waits for a grace period, after which the function is called. */
public class Ovs extends OwnModule {
    private final Ptr<sw_flow> table = k.ptr(self.mem, "table", null);
    private final rcu_head.callback rcu_free_flow_callback = rcu_callback(this::rcu_free_flow_callback);

    public Ovs(Kernel kernel, module self) {
        super(kernel, self);
    }

    /** struct sw_flow, as far as it is freed. */
    private static final class sw_flow {
        private final Region mem;
        private final rcu_head rcu;

        private sw_flow(Machine k, Region mem) {
            this.mem = mem;
            this.rcu = new rcu_head(k, mem, "rcu", this);
        }

        @Override
        public String toString() {
            return "sw_flow";
        }
    }

    private void rcu_free_flow_callback(rcu_head rcu) {
        k.free(rcu.mem);
    }

    private void ovs_flow_tbl_destroy() {
        sw_flow flow = table.get();
        table.set(null);
        k.yields(self.mem, "sw_flow", flow.mem);
        call_rcu(flow.rcu, rcu_free_flow_callback);
    }

    /** What exit waits for. */
    protected void waits() {
        synchronize_rcu();
    }

    @Override
    protected final int init() {
        sw_flow flow = k.alloc("sw_flow", Region.Kind.OBJECT, mem -> new sw_flow(k, mem));
        k.keeps(self.mem, "sw_flow", flow.mem);
        table.set(flow);
        return 0;
    }

    @Override
    protected final void exit() {
        ovs_flow_tbl_destroy();
        waits();
    }
}
