package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Net.SOCK_CLOEXEC;
import static org.sockrace.kernel.Net.SOCK_NONBLOCK;
import static org.sockrace.kernel.Net.SOCK_TYPE_MASK;

import org.sockrace.machine.KernelCode;

/** What of net/socket.c was different until 3.11: socketpair. */
final class SocketPair extends KernelCode {

    private final Kernel kernel;

    SocketPair(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
    }

    /** Until 3.11 the files are there for all before their numbers are told: another thread may have put others in their places when these are closed. */
    int sys_socketpair_3_10(int family, int type, int protocol, int[] usockvec) {
        Out<socket> sock1 = new Out<>();
        Out<socket> sock2 = new Out<>();
        Out<file> newfile1 = new Out<>();
        Out<file> newfile2 = new Out<>();
        file work1 = null;
        int fd1;
        int fd2;
        int err;
        int flags;

        flags = type & ~SOCK_TYPE_MASK;
        if (test((flags & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) != 0)) return -EINVAL;
        type &= SOCK_TYPE_MASK;

        out: {
            out_release_1: {
                out_release_both: {
                    err = kernel.socket.sock_create(family, type, protocol, sock1);
                    if (test(err < 0)) break out;

                    err = kernel.socket.sock_create(family, type, protocol, sock2);
                    if (test(err < 0)) break out_release_1;

                    err = kernel.socket.ops_socketpair(sock1.value, sock2.value);
                    if (test(err < 0)) break out_release_both;

                    err = fd1 = kernel.fs.get_unused_fd_flags(flags);
                    if (test(fd1 < 0)) break out_release_both;

                    err = fd2 = kernel.fs.get_unused_fd_flags(flags);
                    if (fd2 < 0) {
                        kernel.fs.put_unused_fd(fd1);
                        break out_release_both;
                    }

                    err = kernel.socket.sock_alloc_file(sock1.value, flags, newfile1);
                    if (err != 0) {
                        kernel.fs.put_unused_fd(fd1);
                        kernel.fs.put_unused_fd(fd2);
                        break out_release_both;
                    }

                    err = kernel.socket.sock_alloc_file(sock2.value, flags, newfile2);
                    if (err != 0) {
                        work1 = kernel.fs.fput_later(newfile1.value);
                        kernel.fs.put_unused_fd(fd1);
                        kernel.fs.put_unused_fd(fd2);
                        kernel.socket.sock_release(sock2.value);
                        break out;
                    }

                    kernel.fs.fd_install(fd1, newfile1.value);
                    kernel.fs.fd_install(fd2, newfile2.value);

                    err = kernel.socket.put_user(fd1, usockvec, 0);
                    if (err == 0) {
                        err = kernel.socket.put_user(fd2, usockvec, 1);
                    }
                    if (err == 0) return 0;
                    kernel.fs.sys_close(fd2);
                    kernel.fs.sys_close(fd1);
                    return err;
                }
                k.label("out_release_both");
                kernel.socket.sock_release(sock2.value);
            }
            k.label("out_release_1");
            kernel.socket.sock_release(sock1.value);
        }
        k.label("out");
        kernel.fs.task_work_run(work1);
        return err;
    }
}
