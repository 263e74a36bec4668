package org.sockrace.kernel.history;

import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Net.SOCK_CLOEXEC;
import static org.sockrace.kernel.Net.SOCK_NONBLOCK;
import static org.sockrace.kernel.Net.SOCK_TYPE_MASK;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.MapFdConsumes;
import org.sockrace.kernel.Out;
import org.sockrace.kernel.file;
import org.sockrace.kernel.socket;

/**
 * __sys_socket_file of 5.19 to 6.2, which io_uring brought: when sock_alloc_file fails it releases the socket, as sock_alloc_file has already done.
 * 649c15c7691e "net: avoid double iput when sock_alloc_file fails" (6.3, CVE-2023-1032) takes those two lines away; 6.1.166, which was read, has it.
 */
final class SocketFileReleasesTwice extends MapFdConsumes {

    SocketFileReleasesTwice(Kernel kernel) {
        super(kernel);
    }

    @Override
    public int __sys_socket_file(int family, int type, int protocol, Out<file> newfile) {
        Out<socket> sock = new Out<>();
        int flags = type & ~SOCK_TYPE_MASK;
        int err;

        if (test((flags & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) != 0)) return -EINVAL;
        err = sock_create(family, type & SOCK_TYPE_MASK, protocol, sock);
        if (test(err < 0)) return err;
        err = sock_alloc_file(sock.value, flags, newfile);
        if (test(err != 0)) {
            sock_release(sock.value);
        }
        return err;
    }
}
