package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EBADF;
import static org.sockrace.kernel.Errno.ENOIOCTLCMD;
import static org.sockrace.kernel.Errno.ENOTTY;

import org.sockrace.machine.KernelCode;

/** fs/ioctl.c, with sock_ioctl of net/socket.c: what a family does for its sockets beyond the usual calls. */
public final class FsIoctl extends KernelCode {

    /** Another socket of the same multiplexor of PF_KCM. */
    public static final int SIOCKCMCLONE = 0x89e2;

    private final Kernel kernel;

    FsIoctl(Kernel kernel) {
        super(kernel.k);
        this.kernel = kernel;
    }

    /**
     * ioctl(2). MODEL: the security module does not mind, and no command but those of families is known.
     *
     * @param fd2 where a new descriptor is told, if the command makes one
     */
    public int sys_ioctl(int fd, int cmd, Out<Integer> fd2) {
        int error;
        file f = kernel.fs.fget(fd);

        if (test(f == null)) return -EBADF;

        error = sock_ioctl(f, cmd, fd2);
        if (error == -ENOIOCTLCMD) {
            error = -ENOTTY;
        }
        kernel.fs.fput(f);
        return error;
    }

    private int sock_ioctl(file file, int cmd, Out<Integer> fd2) {
        socket sock = file.private_data.get();
        proto_ops ops = sock.ops.get();
        if (cmd != SIOCKCMCLONE) {
            ops.modelled("ioctl", ops.connect);
        }
        proto_ops.ioctl_fn ioctl = ops.ioctl.get();

        return ioctl == null ? -ENOIOCTLCMD : call(ops.text, () -> ioctl.ioctl(sock, cmd, fd2));
    }
}
