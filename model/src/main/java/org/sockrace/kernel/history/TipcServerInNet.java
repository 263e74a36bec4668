package org.sockrace.kernel.history;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/** tipc before 526f5b851a96: the topology server is started with the data of the namespace, by the same function. */
abstract class TipcServerInNet extends Tipc {

    TipcServerInNet(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected final int tipc_init_net() {
        super.tipc_init_net();
        return tipc_topsrv_start();
    }

    @Override
    protected final void tipc_exit_net() {
        tipc_topsrv_stop();
    }

    @Override
    protected final void tipc_exit() {
        tipc_socket_stop();
        kernel.net.unregister_pernet_subsys(tipc_net_ops);
    }
}
