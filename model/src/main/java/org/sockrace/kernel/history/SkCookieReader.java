package org.sockrace.kernel.history;

import org.sockrace.kernel.Fentry;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;

/**
 * A tracing program at the entry of __sock_release that asks bpf_get_socket_cookie for the number of sock->sk. It trusts the pointer, as it may: a socket that
 * is being released either has its sk or has none. Whatever dangling pointer a failed create left there is found by it (CVE-2024-40954 and those after it).
 */
final class SkCookieReader extends Fentry {

    SkCookieReader(Kernel kernel) {
        super(kernel);
    }

    @Override
    protected void __sock_release_entry(socket sock) {
        bpf_get_socket_cookie(sock.sk.get());
    }

    private void bpf_get_socket_cookie(sock sk) {
        if (sk == null) return;
        READ_ONCE(sk.sk_cookie);
    }
}
