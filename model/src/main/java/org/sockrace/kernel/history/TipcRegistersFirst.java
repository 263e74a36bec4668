package org.sockrace.kernel.history;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/**
 * tipc_init before 7e27e8d6130c "tipc: switch order of device registration to fix a crash" (5.2): the family can be used before the namespace has the table
 * that each socket is entered into.
 */
final class TipcRegistersFirst extends TipcServerInNet {

    TipcRegistersFirst(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected int tipc_init() {
        int err;

        out_socket: {
            out_pernet: {
                err = tipc_socket_init();
                if (test(err != 0)) break out_socket;

                err = kernel.net.register_pernet_subsys(tipc_net_ops);
                if (test(err != 0)) break out_pernet;
                return 0;
            }
            k.label("out_pernet");
            tipc_socket_stop();
        }
        k.label("out_socket");
        return err;
    }
}
