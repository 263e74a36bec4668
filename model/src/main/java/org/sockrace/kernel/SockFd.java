package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBADF;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENFILE;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Net.SOCK_CLOEXEC;
import static org.sockrace.kernel.Net.SOCK_NONBLOCK;
import static org.sockrace.kernel.Net.SOCK_TYPE_MASK;

import org.sockrace.machine.KernelCode;

/** What of net/socket.c was different until some version between 2.6.32 and 3.10: a descriptor comes with its file, and both before the socket is attached. */
final class SockFd extends KernelCode {

    private final Kernel kernel;

    SockFd(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
    }

    /** sock_alloc_fd: a descriptor, and a file that is nobody's yet. */
    private int sock_alloc_fd(Out<file> filep, int flags) {
        int fd;

        fd = kernel.fs.get_unused_fd_flags(flags);
        if (test(fd >= 0)) {
            file file = kernel.fs.get_empty_filp_2_6_32();
            filep.value = file;
            if (test(file == null)) {
                kernel.fs.put_unused_fd(fd);
                return -ENFILE;
            }
        }
        return fd;
    }

    /** sock_attach_fd: makes the file that of the socket. MODEL: the dentry has no name. */
    private int sock_attach_fd(socket sock, file file, int flags) {
        dentry dentry;

        dentry = kernel.fs.d_alloc_pseudo();
        if (test(dentry == null)) return -ENOMEM;

        kernel.fs.d_instantiate(dentry, sock);

        sock.file.set(file);
        kernel.fs.init_file(file, dentry);
        file.f_flags.set(flags & SOCK_NONBLOCK);
        file.private_data.set(sock);
        return 0;
    }

    /** sock_map_fd: a descriptor for the socket; if it fails, the socket is still the caller's. */
    int sock_map_fd_2_6_32(socket sock, int flags) {
        Out<file> newfile = new Out<>();
        int fd = sock_alloc_fd(newfile, flags);

        if (test(fd >= 0)) {
            int err = sock_attach_fd(sock, newfile.value, flags);

            if (test(err < 0)) {
                kernel.fs.put_filp(newfile.value);
                kernel.fs.put_unused_fd(fd);
                return err;
            }
            kernel.fs.fd_install(fd, newfile.value);
        }
        return fd;
    }

    /** accept4(2). MODEL: without an address; the family's accept does not wait for a connection, it makes one, and nobody asks the new socket for its type. */
    int sys_accept4_2_6_32(int fd, int flags) {
        socket sock;
        socket newsock;
        Out<file> newfile = new Out<>();
        int err;
        int newfd;

        if (test((flags & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) != 0)) return -EINVAL;

        out: {
            out_put: {
                out_fd: {
                    out_fd_simple: {
                        sock = kernel.socket.sockfd_lookup_light(fd);
                        err = -EBADF;
                        if (test(sock == null)) break out;

                        err = -ENFILE;
                        newsock = kernel.socket.sock_alloc();
                        if (test(newsock == null)) break out_put;

                        newsock.type.set(sock.type.get());
                        newsock.ops.set(sock.ops.get());

                        // No need to try: the listening socket holds the module.
                        kernel.socket.module_get(newsock.ops.get().owner.get(), newsock);

                        newfd = sock_alloc_fd(newfile, flags);
                        if (test(newfd < 0)) {
                            err = newfd;
                            kernel.socket.sock_release(newsock);
                            break out_put;
                        }

                        err = sock_attach_fd(newsock, newfile.value, flags);
                        if (test(err < 0)) break out_fd_simple;

                        err = kernel.socket.ops_accept(sock, newsock);
                        if (test(err < 0)) break out_fd;

                        kernel.fs.fd_install(newfd, newfile.value);
                        err = newfd;
                        break out_put;
                    }
                    k.label("out_fd_simple");
                    kernel.socket.sock_release(newsock);
                    kernel.fs.put_filp(newfile.value);
                    kernel.fs.put_unused_fd(newfd);
                    break out_put;
                }
                k.label("out_fd");
                kernel.fs.fput(newfile.value);
                kernel.fs.put_unused_fd(newfd);
            }
            k.label("out_put");
            kernel.fs.fput(sock.file.get());
        }
        k.label("out");
        return err;
    }

    /** socketpair(2): the files are there for all before their numbers are told, as until 3.11. */
    int sys_socketpair_2_6_32(int family, int type, int protocol, int[] usockvec) {
        Out<socket> sock1 = new Out<>();
        Out<socket> sock2 = new Out<>();
        Out<file> newfile1 = new Out<>();
        Out<file> newfile2 = new Out<>();
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
                    out_fd1: {
                        out_fd2: {
                            err = kernel.socket.sock_create(family, type, protocol, sock1);
                            if (test(err < 0)) break out;

                            err = kernel.socket.sock_create(family, type, protocol, sock2);
                            if (test(err < 0)) break out_release_1;

                            err = kernel.socket.ops_socketpair(sock1.value, sock2.value);
                            if (test(err < 0)) break out_release_both;

                            err = fd1 = sock_alloc_fd(newfile1, flags);
                            if (test(fd1 < 0)) break out_release_both;

                            err = fd2 = sock_alloc_fd(newfile2, flags);
                            if (test(fd2 < 0)) {
                                kernel.fs.put_filp(newfile1.value);
                                kernel.fs.put_unused_fd(fd1);
                                break out_release_both;
                            }

                            err = sock_attach_fd(sock1.value, newfile1.value, flags);
                            if (test(err < 0)) break out_fd2;

                            err = sock_attach_fd(sock2.value, newfile2.value, flags);
                            if (test(err < 0)) {
                                kernel.fs.fput(newfile1.value);
                                break out_fd1;
                            }

                            return install_and_tell(fd1, fd2, newfile1.value, newfile2.value, usockvec);
                        }
                        k.label("out_fd2");
                        kernel.fs.put_filp(newfile1.value);
                        kernel.socket.sock_release(sock1.value);
                    }
                    k.label("out_fd1");
                    kernel.fs.put_filp(newfile2.value);
                    kernel.socket.sock_release(sock2.value);
                    kernel.fs.put_unused_fd(fd1);
                    kernel.fs.put_unused_fd(fd2);
                    break out;
                }
                k.label("out_release_both");
                kernel.socket.sock_release(sock2.value);
            }
            k.label("out_release_1");
            kernel.socket.sock_release(sock1.value);
        }
        k.label("out");
        return err;
    }

    /** The last steps of socketpair(2), which are the same in 3.10. */
    private int install_and_tell(int fd1, int fd2, file newfile1, file newfile2, int[] usockvec) {
        int err;

        kernel.fs.fd_install(fd1, newfile1);
        kernel.fs.fd_install(fd2, newfile2);

        err = kernel.socket.put_user(fd1, usockvec, 0);
        if (err == 0) {
            err = kernel.socket.put_user(fd2, usockvec, 1);
        }
        if (err == 0) return 0;
        kernel.fs.sys_close(fd2);
        kernel.fs.sys_close(fd1);
        return err;
    }
}
