import static org.sockrace.kernel.Errno.ENOMEM;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_namespace;
import org.sockrace.kernel.pernet_ops;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.own.Namespaces;
import org.sockrace.own.OwnModule;

/** A namespace cannot be set up: what was set up before asks, on its way out, for data that have been freed. Until 6.0 the kernel left the pointer. */
public final class Nfqueue extends OwnModule {
    private final pernet_ops<Void> nf_hook_ops = pernet_ops("nf_hook_ops", null, this::nf_queue_nf_hook_drop);
    private final pernet_ops<nfnl_queue_net> nfnl_queue_net_ops =
            pernet_ops("nfnl_queue_net_ops", this::nfnl_queue_net_init, null, null, mem -> new nfnl_queue_net(mem));

    public Nfqueue(Kernel kernel, module self, Namespaces namespaces) {
        super(kernel, self);
    }

    /** struct nfnl_queue_net. */
    private final class nfnl_queue_net {
        private final Word instances;

        private nfnl_queue_net(Region mem) {
            this.instances = k.word(mem, "instances", 0);
        }

        @Override
        public String toString() {
            return "nfnl_queue_net";
        }
    }

    private int nfnl_queue_net_init(net_namespace net) {
        return net == init_net() || k.choose("proc_create", "ok", "ENOMEM") == 0 ? 0 : -ENOMEM;
    }

    /** Calls nfqnl_nf_hook_drop, which knows that there may be no data yet. */
    private void nf_queue_nf_hook_drop(net_namespace net) {
        nfnl_queue_net q = net_generic(net, nfnl_queue_net_ops);
        if (test(q == null)) return;
        q.instances.get();
    }

    @Override
    protected int init() {
        int err = register_pernet_subsys(nf_hook_ops);
        if (test(err < 0)) return err;
        err = register_pernet_subsys(nfnl_queue_net_ops);
        if (test(err < 0)) unregister_pernet_subsys(nf_hook_ops);
        return err;
    }

    @Override
    protected void exit() {
        unregister_pernet_subsys(nfnl_queue_net_ops);
        unregister_pernet_subsys(nf_hook_ops);
    }
}
