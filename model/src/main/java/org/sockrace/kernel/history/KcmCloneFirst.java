package org.sockrace.kernel.history;

import static org.sockrace.kernel.Errno.ENFILE;
import static org.sockrace.kernel.Errno.ENOMEM;
import static org.sockrace.kernel.Net.PF_KCM;

import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.Out;
import org.sockrace.kernel.file;
import org.sockrace.kernel.module;
import org.sockrace.kernel.sock;
import org.sockrace.kernel.socket;

/**
 * kcm_clone of 4.6 to 4.14: the file comes before the sock, and owns the socket from then on. If the sock cannot be had, the file is put and the socket is
 * released as well. 4.15, in which sock_alloc_file consumes the socket, has the file last.
 */
final class KcmCloneFirst extends Kcm {

    KcmCloneFirst(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected int kcm_clone(socket osock, Out<Integer> fd) {
        socket newsock;
        sock newsk;
        Out<file> newfile = new Out<>();
        file work = null;
        int err;
        int newfd;

        out: {
            out_fd_fail: {
                out_sock_alloc_fail: {
                    out_sk_alloc_fail: {
                        err = -ENFILE;
                        newsock = kernel.socket.sock_alloc();
                        if (test(newsock == null)) break out;

                        newsock.type.set(osock.type.get());
                        newsock.ops.set(osock.ops.get());

                        module_get(newsock.ops.get().owner.get(), newsock);

                        newfd = kernel.fs.get_unused_fd_flags(0);
                        if (test(newfd < 0)) {
                            err = newfd;
                            break out_fd_fail;
                        }

                        err = kernel.socket.sock_alloc_file(newsock, 0, newfile);
                        if (test(err != 0)) break out_sock_alloc_fail;

                        err = -ENOMEM;
                        newsk = kernel.sock.sk_alloc(PF_KCM, kcm_proto, 1);
                        if (test(newsk == null)) break out_sk_alloc_fail;

                        kernel.sock.sock_init_data(newsock, newsk);

                        kernel.fs.fd_install(newfd, newfile.value);
                        fd.value = newfd;
                        return 0;
                    }
                    k.label("out_sk_alloc_fail");
                    work = kernel.fs.fput_later(newfile.value);
                }
                k.label("out_sock_alloc_fail");
                kernel.fs.put_unused_fd(newfd);
            }
            k.label("out_fd_fail");
            kernel.socket.sock_release(newsock);
        }
        k.label("out");
        kernel.fs.task_work_run(work);
        return err;
    }
}
