package org.sockrace.check;

import java.util.List;
import org.sockrace.check.NamespaceModules.Data;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.net_namespace;
import org.sockrace.kernel.pernet_ops;
import org.sockrace.own.Namespaces;
import org.sockrace.own.OwnModule;

/** Modules that do something for all network namespaces that go together. */
final class NamespaceBatches {

    private NamespaceBatches() { }

    /** Each namespace has a work, which may be queued when the namespace goes. */
    public abstract static class WithBatch extends OwnModule {
        private final pernet_ops<Data> ops = pernet_ops("ops", this::initNet, null, this::exitNet, this::exitBatch, mem -> new Data(kernel, mem, self));

        WithBatch(Kernel kernel, module self) {
            super(kernel, self);
        }

        /** Its data. */
        protected final Data data(net_namespace net) {
            return net_generic(net, ops);
        }

        private int initNet(net_namespace net) {
            if (net != init_net()) schedule_work(data(net).work);
            return 0;
        }

        private void exitNet(net_namespace net) {
            data(net).gone.set(1);
        }

        /** Together. */
        protected abstract void exitBatch(List<net_namespace> nets);

        @Override
        protected final int init() {
            return register_pernet_subsys(ops);
        }

        @Override
        protected final void exit() {
            unregister_pernet_subsys(ops);
        }
    }

    /** Waits for all works. */
    public static final class BatchCancels extends WithBatch {
        /** An instance. */
        public BatchCancels(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        @Override
        protected void exitBatch(List<net_namespace> nets) {
            for (net_namespace net : nets) {
                WARN_ON(data(net).gone.get() != 1, "before exit");
                cancel_work_sync(data(net).work);
            }
        }
    }

    /** Waits for the first only. */
    public static final class BatchCancelsOne extends WithBatch {
        /** An instance. */
        public BatchCancelsOne(Kernel kernel, module self, Namespaces namespaces) {
            super(kernel, self);
        }

        @Override
        protected void exitBatch(List<net_namespace> nets) {
            cancel_work_sync(data(nets.get(0)).work);
        }
    }
}
