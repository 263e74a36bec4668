import static org.sockrace.kernel.Errno.ENOENT;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.pernet_ops;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.Namespaces;
import org.sockrace.own.OwnModule;

/** The table can be found before the namespaces have the data that it needs, and after they have lost it. */
public class IptableNat extends OwnModule {
    private final Xtables xt;
    private final pernet_ops<iptable_nat_pernet> iptable_nat_net_ops =
            pernet_ops("iptable_nat_net_ops", null, null, null, mem -> new iptable_nat_pernet(mem));

    public IptableNat(Kernel kernel, module self, Namespaces namespaces, Xtables xt) {
        super(kernel, self);
        this.xt = xt;
    }

    /** struct iptable_nat_pernet. */
    private final class iptable_nat_pernet {
        private final Word nf_nat_ops;

        private iptable_nat_pernet(Region mem) {
            this.nf_nat_ops = k.word(mem, "nf_nat_ops", 0);
        }

        @Override
        public String toString() {
            return "iptable_nat_pernet";
        }
    }

    private int iptable_nat_table_init() {
        net_generic(init_net(), iptable_nat_net_ops).nf_nat_ops.xchg(1);
        return 0;
    }

    protected final void xt_register_template() {
        mutex_lock(xt.mutex);
        xt.template.set(this);
        mutex_unlock(xt.mutex);
    }

    protected final void xt_unregister_template() {
        mutex_lock(xt.mutex);
        xt.template.set(null);
        mutex_unlock(xt.mutex);
    }

    protected final int register_net() {
        return register_pernet_subsys(iptable_nat_net_ops);
    }

    protected final void unregister_net() {
        unregister_pernet_subsys(iptable_nat_net_ops);
    }

    @Override
    protected int init() {
        xt_register_template();
        int ret = register_net();
        if (test(ret < 0)) xt_unregister_template();
        return ret;
    }

    @Override
    protected void exit() {
        unregister_net();
        xt_unregister_template();
    }

    /** net/netfilter/x_tables.c: room for one table. */
    public static final class Xtables extends BuiltIn {
        private final Mutex mutex = k.mutex(k.image(), "xt.mutex");
        private final Ptr<IptableNat> template = k.ptr(k.image(), "xt_templates", null);

        public Xtables(Kernel kernel) {
            super(kernel);
        }

        public int xt_find_table_lock() {
            mutex_lock(mutex);
            IptableNat tmpl = template.get();
            boolean got = tmpl != null && try_module_get(tmpl.self);
            mutex_unlock(mutex);
            if (test(!got)) return -ENOENT;
            int err = call(tmpl.self.mem, tmpl::iptable_nat_table_init);
            module_put(tmpl.self);
            return err;
        }
    }
}
