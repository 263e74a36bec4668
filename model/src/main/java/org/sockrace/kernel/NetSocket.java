package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBADF;
import static org.sockrace.kernel.Errno.EFAULT;
import static org.sockrace.kernel.Errno.EINVAL;
import static org.sockrace.kernel.Errno.ENFILE;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Net.SOCK_CLOEXEC;
import static org.sockrace.kernel.Net.SOCK_NONBLOCK;
import static org.sockrace.kernel.Net.SOCK_TYPE_MASK;

/** net/socket.c, the second half: a socket's file, and the system calls. */
public class NetSocket extends SocketCore {

    private final SocketPair pairs;
    private final SockFd fds;

    protected NetSocket(Kernel kernel) {
        super(kernel);
        this.pairs = new SocketPair(kernel);
        this.fds = new SockFd(kernel);
    }

    /** net/socket.c of the configured version. */
    static NetSocket of(Kernel kernel) {
        return kernel.config.mapFdConsumes() ? new MapFdConsumes(kernel) : new NetSocket(kernel);
    }

    // ---- files -----------------------------------------------------------------------------------------------------

    /** sock_alloc_file: a file for the socket. MODEL: the dentry has no name. */
    public int sock_alloc_file(socket sock, int flags, Out<file> newfile) {
        dentry path;
        int err;

        path = kernel.fs.d_alloc_pseudo();
        if (test(path == null)) return -ENOMEM;

        kernel.fs.d_instantiate(path, sock);

        err = kernel.fs.alloc_file(path, flags & SOCK_NONBLOCK, newfile);
        if (test(err != 0)) {
            // Drop the dentry, keep the inode: it is the caller's again.
            kernel.fs.ihold(path.d_inode.get());
            kernel.fs.path_put(path);
            return err;
        }

        sock.file.set(newfile.value);
        if (!kernel.since(4, 19)) {
            newfile.value.f_flags.set(flags & SOCK_NONBLOCK);
        }
        newfile.value.private_data.set(sock);
        return 0;
    }

    /** sock_map_fd: a descriptor for the socket; if it fails, the socket is still the caller's. */
    protected int sock_map_fd(socket sock, int flags) {
        Out<file> newfile = new Out<>();
        int err;
        int fd;

        if (!kernel.since(3, 10)) return fds.sock_map_fd_2_6_32(sock, flags);

        fd = kernel.fs.get_unused_fd_flags(flags);
        if (test(fd < 0)) return fd;

        err = sock_alloc_file(sock, flags, newfile);
        if (test(err == 0)) {
            kernel.fs.fd_install(fd, newfile.value);
            return fd;
        }

        kernel.fs.put_unused_fd(fd);
        return err;
    }

    // ---- system calls ----------------------------------------------------------------------------------------------

    /** socket(2). */
    public int sys_socket(int family, int type, int protocol) {
        int retval;
        Out<socket> sock = new Out<>();
        int flags;

        flags = type & ~SOCK_TYPE_MASK;
        if (test((flags & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) != 0)) return -EINVAL;
        type &= SOCK_TYPE_MASK;

        out: {
            out_release: {
                retval = sock_create(family, type, protocol, sock);
                if (test(retval < 0)) break out;

                retval = sock_map_fd(sock.value, flags);
                if (test(retval < 0)) break out_release;
                break out;
            }
            k.label("out_release");
            sock_release(sock.value);
            return retval;
        }
        k.label("out");
        // It may be another's descriptor already.
        return retval;
    }

    /** __sys_socket_file, since 5.19: a file for io_uring, which has reserved a descriptor or needs none. */
    public int __sys_socket_file(int family, int type, int protocol, Out<file> newfile) {
        Out<socket> sock = new Out<>();
        int flags = type & ~SOCK_TYPE_MASK;
        int err;

        if (test((flags & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) != 0)) return -EINVAL;
        err = sock_create(family, type & SOCK_TYPE_MASK, protocol, sock);
        if (test(err < 0)) return err;
        return sock_alloc_file(sock.value, flags, newfile);
    }

    protected final socket sockfd_lookup_light(int fd) {
        file file = kernel.fs.fget(fd);
        return file == null ? null : sock_from_file(file);
    }

    /** sock_from_file: there are no files but those of sockets. */
    protected final socket sock_from_file(file file) {
        return file.private_data.get();
    }

    /** sock_alloc_file failed: the socket is still the caller's, who releases it. */
    protected void release_after_alloc_file(socket sock) {
        sock_release(sock);
    }

    /**
     * accept(2). MODEL: without an address, and the family's accept does not wait for a connection, it makes one; that there is no such file is said on another
     * way in some versions.
     */
    public int sys_accept(int fd) {
        if (kernel.since(5, 15)) {
            return __sys_accept4(fd, 0);
        }
        return sys_accept4(fd, 0);
    }

    /** accept4(2) until 5.14: the socket before its descriptor. MODEL: the file is a part of what fdget gives; nobody asks the new socket for its type. */
    private int sys_accept4(int fd, int flags) {
        socket sock;
        socket newsock;
        Out<file> newfile = new Out<>();
        file work = null;
        int err;
        int newfd;

        if (!kernel.since(3, 10)) return fds.sys_accept4_2_6_32(fd, flags);

        if (test((flags & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) != 0)) return -EINVAL;

        out: {
            out_put: {
                out_fd: {
                    sock = sockfd_lookup_light(fd);
                    err = -EBADF;
                    if (test(sock == null)) break out;

                    err = -ENFILE;
                    newsock = sock_alloc();
                    if (test(newsock == null)) break out_put;

                    newsock.type.set(sock.type.get());
                    newsock.ops.set(sock.ops.get());

                    // No need to try: the listening socket holds the module.
                    module_get(newsock.ops.get().owner.get(), newsock);

                    newfd = kernel.fs.get_unused_fd_flags(flags);
                    if (test(newfd < 0)) {
                        err = newfd;
                        sock_release(newsock);
                        break out_put;
                    }
                    err = sock_alloc_file(newsock, flags, newfile);
                    if (test(err != 0)) {
                        kernel.fs.put_unused_fd(newfd);
                        release_after_alloc_file(newsock);
                        break out_put;
                    }

                    err = ops_accept(sock, newsock);
                    if (test(err < 0)) break out_fd;

                    kernel.fs.fd_install(newfd, newfile.value);
                    err = newfd;
                    break out_put;
                }
                k.label("out_fd");
                work = kernel.fs.fput_later(newfile.value);
                kernel.fs.put_unused_fd(newfd);
            }
            k.label("out_put");
            kernel.fs.fput(sock.file.get());
        }
        k.label("out");
        kernel.fs.task_work_run(work);
        return err;
    }

    /**
     * accept4(2) since 5.15: the descriptor first. MODEL: the file is a part of what fdget gives, and since 6.13 the compiler gives it back at the end; in 5.15
     * the limit is looked up here, because alloc_fd is called at once. What FD_ADD does since 6.19 is written out.
     */
    private int __sys_accept4(int fd, int flags) {
        int ret = -EBADF;
        Out<file> work = new Out<>();
        file f;

        f = kernel.fs.fget(fd);
        if (test(f != null)) {
            ret = __sys_accept4_file(f, flags, work);
            kernel.fs.fput(f);
        }
        kernel.fs.task_work_run(work.value);
        return ret;
    }

    private int __sys_accept4_file(file file, int flags, Out<file> work) {
        Out<file> newfile = new Out<>();
        int err;
        int newfd;

        if (test((flags & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) != 0)) return -EINVAL;

        newfd = kernel.fs.get_unused_fd_flags(flags);
        if (test(newfd < 0)) return newfd;

        err = do_accept(file, flags, newfile, work);
        if (test(err != 0)) {
            kernel.fs.put_unused_fd(newfd);
            return err;
        }
        kernel.fs.fd_install(newfd, newfile.value);
        return newfd;
    }

    /** MODEL: nobody asks the new socket for its type. */
    private int do_accept(file file, int flags, Out<file> newfile, Out<file> work) {
        socket sock;
        socket newsock;
        int err;

        sock = sock_from_file(file);

        newsock = sock_alloc();
        if (test(newsock == null)) return -ENFILE;

        newsock.type.set(sock.type.get());
        newsock.ops.set(sock.ops.get());

        // No need to try: the listening socket holds the module.
        module_get(newsock.ops.get().owner.get(), newsock);

        err = sock_alloc_file(newsock, flags, newfile);
        if (test(err != 0)) return err;

        out_fd: {
            err = ops_accept(sock, newsock);
            if (test(err < 0)) break out_fd;
            return 0;
        }
        k.label("out_fd");
        work.value = kernel.fs.fput_later(newfile.value);
        return err;
    }

    protected final void module_get(module owner, socket user) {
        kernel.module.__module_get(owner);
        if (owner != null) {
            k.own(Counted.OPS, owner.refcnt);
            k.keeps(user.mem, Counted.OPS, owner.mem);
        }
    }

    /** sock->ops->accept(sock, newsock, flags). */
    protected final int ops_accept(socket sock, socket newsock) {
        proto_ops ops = sock.ops.get();
        proto_ops.accept_fn accept = ops.accept.get();
        return call(ops.text, () -> accept.accept(sock, newsock));
    }

    /** sock1->ops->socketpair(sock1, sock2). */
    protected final int ops_socketpair(socket sock1, socket sock2) {
        proto_ops ops = sock1.ops.get();
        proto_ops.socketpair_fn socketpair = ops.socketpair.get();
        return call(ops.text, () -> socketpair.socketpair(sock1, sock2));
    }

    /** Writes one descriptor to the user's memory. */
    protected final int put_user(int fd, int[] usockvec, int i) {
        if (test(k.fails("copy"))) return -EFAULT;
        usockvec[i] = fd;
        return 0;
    }

    /** socketpair(2): both sockets first, then their descriptors. */
    public int sys_socketpair(int family, int type, int protocol, int[] usockvec) {
        Out<socket> sock1 = new Out<>();
        Out<socket> sock2 = new Out<>();
        Out<file> newfile1 = new Out<>();
        Out<file> newfile2 = new Out<>();
        file work1 = null;
        file work2 = null;
        int fd1;
        int fd2;
        int err;
        int flags;

        if (!kernel.since(3, 10)) return fds.sys_socketpair_2_6_32(family, type, protocol, usockvec);
        if (!kernel.since(3, 12)) return pairs.sys_socketpair_3_10(family, type, protocol, usockvec);

        flags = type & ~SOCK_TYPE_MASK;
        if (test((flags & ~(SOCK_CLOEXEC | SOCK_NONBLOCK)) != 0)) return -EINVAL;
        type &= SOCK_TYPE_MASK;

        out: {
            out_release_1: {
                out_release_both: {
                    out_put_unused_1: {
                        out_put_unused_both: {
                            out_fput_1: {
                                out_fput_both: {
                                    err = sock_create(family, type, protocol, sock1);
                                    if (test(err < 0)) break out;

                                    err = sock_create(family, type, protocol, sock2);
                                    if (test(err < 0)) break out_release_1;

                                    err = ops_socketpair(sock1.value, sock2.value);
                                    if (test(err < 0)) break out_release_both;

                                    err = fd1 = kernel.fs.get_unused_fd_flags(flags);
                                    if (test(fd1 < 0)) break out_release_both;

                                    err = fd2 = kernel.fs.get_unused_fd_flags(flags);
                                    if (test(fd2 < 0)) break out_put_unused_1;

                                    err = sock_alloc_file(sock1.value, flags, newfile1);
                                    if (test(err != 0)) break out_put_unused_both;

                                    err = sock_alloc_file(sock2.value, flags, newfile2);
                                    if (test(err != 0)) break out_fput_1;

                                    err = put_user(fd1, usockvec, 0);
                                    if (test(err != 0)) break out_fput_both;

                                    err = put_user(fd2, usockvec, 1);
                                    if (test(err != 0)) break out_fput_both;

                                    kernel.fs.fd_install(fd1, newfile1.value);
                                    kernel.fs.fd_install(fd2, newfile2.value);
                                    return 0;
                                }
                                k.label("out_fput_both");
                                work2 = kernel.fs.fput_later(newfile2.value);
                                work1 = kernel.fs.fput_later(newfile1.value);
                                kernel.fs.put_unused_fd(fd2);
                                kernel.fs.put_unused_fd(fd1);
                                break out;
                            }
                            k.label("out_fput_1");
                            work1 = kernel.fs.fput_later(newfile1.value);
                            kernel.fs.put_unused_fd(fd2);
                            kernel.fs.put_unused_fd(fd1);
                            sock_release(sock2.value);
                            break out;
                        }
                        k.label("out_put_unused_both");
                        kernel.fs.put_unused_fd(fd2);
                    }
                    k.label("out_put_unused_1");
                    kernel.fs.put_unused_fd(fd1);
                }
                k.label("out_release_both");
                sock_release(sock2.value);
            }
            k.label("out_release_1");
            sock_release(sock1.value);
        }
        k.label("out");
        kernel.fs.task_work_run(work1);
        kernel.fs.task_work_run(work2);
        return err;
    }

    // ---- sockfs ------------------------------------------------------------------------------------------------------
}
