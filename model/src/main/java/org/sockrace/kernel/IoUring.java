package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EINVAL;

import org.sockrace.machine.KernelCode;

/** io_uring/net.c: a socket that is asked for through a ring. MODEL: the ring itself is left out: what a request comes to is returned at once. */
public final class IoUring extends KernelCode {

    private final Kernel kernel;

    IoUring(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
    }

    /** io_socket, the request IORING_OP_SOCKET since 5.19: the descriptor first. MODEL: the descriptor is never one of the ring's own. */
    public int io_socket(int domain, int type, int protocol) {
        Out<file> file = new Out<>();
        int ret;
        int fd;

        if (!kernel.since(5, 19)) return -EINVAL;

        fd = kernel.fs.get_unused_fd_flags(0);
        if (test(fd < 0)) return fd;

        ret = kernel.socket.__sys_socket_file(domain, type, protocol, file);
        if (test(ret != 0)) {
            kernel.fs.put_unused_fd(fd);
        } else {
            kernel.fs.fd_install(fd, file.value);
            ret = fd;
        }
        return ret;
    }
}
