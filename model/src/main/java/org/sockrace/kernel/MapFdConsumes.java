package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Net.SOCK_CLOEXEC;
import static org.sockrace.kernel.Net.SOCK_NONBLOCK;
import static org.sockrace.kernel.Net.SOCK_TYPE_MASK;

/** What of net/socket.c is different since 4.15: sock_alloc_file and sock_map_fd release the socket themselves when they fail. */
public class MapFdConsumes extends NetSocket {

    protected MapFdConsumes(Kernel kernel) {
        super(kernel);
    }

    @Override
    public int sock_alloc_file(socket sock, int flags, Out<file> newfile) {
        int err = super.sock_alloc_file(sock, flags, newfile);
        if (test(err != 0)) {
            sock_release(sock);
        }
        return err;
    }

    @Override
    protected void release_after_alloc_file(socket sock) { }

    @Override
    protected int sock_map_fd(socket sock, int flags) {
        Out<file> newfile = new Out<>();
        int err;
        int fd = kernel.fs.get_unused_fd_flags(flags);
        if (test(fd < 0)) {
            sock_release(sock);
            return fd;
        }

        err = sock_alloc_file(sock, flags, newfile);
        if (test(err == 0)) {
            kernel.fs.fd_install(fd, newfile.value);
            return fd;
        }

        kernel.fs.put_unused_fd(fd);
        return err;
    }

    @Override
    public int sys_socket(int family, int type, int protocol) {
        int retval;
        Out<socket> sock = new Out<>();
        int flags;

        flags = type & ~SOCK_TYPE_MASK;
        if (test((flags & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) != 0)) return -EINVAL;
        type &= SOCK_TYPE_MASK;

        retval = sock_create(family, type, protocol, sock);
        if (test(retval < 0)) return retval;

        return sock_map_fd(sock.value, flags);
    }

    /** Reserves both descriptors, and tells the user, before it makes anything. */
    @Override
    public int sys_socketpair(int family, int type, int protocol, int[] usockvec) {
        Out<socket> sock1 = new Out<>();
        Out<socket> sock2 = new Out<>();
        Out<file> newfile1 = new Out<>();
        Out<file> newfile2 = new Out<>();
        file work = null;
        int fd1;
        int fd2;
        int err;
        int flags;

        flags = type & ~SOCK_TYPE_MASK;
        if (test((flags & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) != 0)) return -EINVAL;
        type &= SOCK_TYPE_MASK;

        fd1 = kernel.fs.get_unused_fd_flags(flags);
        if (test(fd1 < 0)) return fd1;

        fd2 = kernel.fs.get_unused_fd_flags(flags);
        if (test(fd2 < 0)) {
            kernel.fs.put_unused_fd(fd1);
            return fd2;
        }

        out: {
            err = put_user(fd1, usockvec, 0);
            if (test(err != 0)) break out;

            err = put_user(fd2, usockvec, 1);
            if (test(err != 0)) break out;

            err = sock_create(family, type, protocol, sock1);
            if (test(err < 0)) break out;

            err = sock_create(family, type, protocol, sock2);
            if (test(err < 0)) {
                sock_release(sock1.value);
                break out;
            }

            err = ops_socketpair(sock1.value, sock2.value);
            if (test(err < 0)) {
                sock_release(sock2.value);
                sock_release(sock1.value);
                break out;
            }

            err = sock_alloc_file(sock1.value, flags, newfile1);
            if (test(err != 0)) {
                sock_release(sock2.value);
                break out;
            }

            err = sock_alloc_file(sock2.value, flags, newfile2);
            if (test(err != 0)) {
                work = kernel.fs.fput_later(newfile1.value);
                break out;
            }

            kernel.fs.fd_install(fd1, newfile1.value);
            kernel.fs.fd_install(fd2, newfile2.value);
            return 0;
        }
        k.label("out");
        kernel.fs.put_unused_fd(fd2);
        kernel.fs.put_unused_fd(fd1);
        kernel.fs.task_work_run(work);
        return err;
    }
}
