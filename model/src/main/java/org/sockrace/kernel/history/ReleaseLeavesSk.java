package org.sockrace.kernel.history;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.socket;

/**
 * af_alg_release as it was until 5.0: the sock is freed, and sock->sk goes on pointing to it. 9060cb719e61 "net: crypto set sk to NULL when af_alg_release."
 * (CVE-2019-8912) clears it here, and ff7b11aa481f "net: socket: set sock->sk to NULL after calling proto_ops::release()" in __sock_release, for all families.
 */
final class ReleaseLeavesSk extends AfAlg {

    ReleaseLeavesSk(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected int af_alg_release(socket sock) {
        if (sock.sk.get() != null) {
            kernel.sock.sock_put(sock.sk.get());
        }
        return 0;
    }
}
