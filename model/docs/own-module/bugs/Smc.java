import static org.sockrace.kernel.Errno.ENOMEM;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_namespace;
import org.sockrace.kernel.pernet_ops;
import org.sockrace.own.Namespaces;
import org.sockrace.own.OwnModule;

/** init fails late, and leaves its operations in the list: the next namespace jumps into text that is gone. */
public class Smc extends OwnModule {
    private final pernet_ops<Void> smc_net_ops = pernet_ops("smc_net_ops", this::smc_net_init, null);
    private final pernet_ops<Void> smc_net_stat_ops = pernet_ops("smc_net_stat_ops", this::smc_net_init, null);

    public Smc(Kernel kernel, module self, Namespaces namespaces) {
        super(kernel, self);
    }

    private int smc_net_init(net_namespace net) {
        return 0;
    }

    private int smc_nl_init() {
        return k.choose("smc_nl_init", "ok", "ENOMEM") == 0 ? 0 : -ENOMEM;
    }

    /** What the labels do that there were not. */
    protected void undo() { }

    protected final void unregister() {
        unregister_pernet_subsys(smc_net_stat_ops);
        unregister_pernet_subsys(smc_net_ops);
    }

    @Override
    protected final int init() {
        int rc = register_pernet_subsys(smc_net_ops);
        if (test(rc != 0)) return rc;
        rc = register_pernet_subsys(smc_net_stat_ops);
        if (test(rc != 0)) return rc;
        rc = smc_nl_init();
        if (test(rc != 0)) undo();
        return rc;
    }

    @Override
    protected final void exit() {
        unregister();
    }
}
