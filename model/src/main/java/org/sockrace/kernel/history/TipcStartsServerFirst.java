package org.sockrace.kernel.history;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/**
 * tipc_init between 7e27e8d6130c and 526f5b851a96 "tipc: fix modprobe tipc failed after switch order of device registration" (both 5.2): the data of the
 * namespace come first, as they should, but the topology server comes with them, and needs the family.
 */
final class TipcStartsServerFirst extends TipcServerInNet {

    TipcStartsServerFirst(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected int tipc_init() {
        int err;

        out_pernet: {
            out_socket: {
                err = kernel.net.register_pernet_device(tipc_net_ops);
                if (test(err != 0)) break out_pernet;

                err = tipc_socket_init();
                if (test(err != 0)) break out_socket;
                return 0;
            }
            k.label("out_socket");
            kernel.net.unregister_pernet_device(tipc_net_ops);
        }
        k.label("out_pernet");
        return err;
    }
}
