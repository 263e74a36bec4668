package org.sockrace.kernel;

import static org.sockrace.kernel.Errno.EACCES;
import static org.sockrace.kernel.Errno.ENOMEM;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Region;

/** security/: the hooks of a security module that labels sockets (as SELinux does) and may refuse them. */
public final class Security extends KernelCode {

    Security(Kernel kernel) {
        super(kernel.k);
    }

    /** security_socket_create: whether the task may have such a socket; the kernel's own sockets are never refused. */
    public int security_socket_create(int family, int type, int protocol, int kern) {
        k.might_sleep("security_socket_create");
        if (kern != 0) return 0;
        return k.fails("security_socket_create") ? -EACCES : 0;
    }

    /** security_socket_post_create: labels the inode, and the sk if it looks as if there were one. */
    public int security_socket_post_create(socket sock, int family, int type, int protocol, int kern) {
        k.might_sleep("security_socket_post_create");
        sock.i_security.get();
        if (sock.sk.get() != null) {
            sock.sk.get().sk_security.get();
        }
        return k.fails("security_socket_post_create") ? -EACCES : 0;
    }

    /** kfree takes NULL, and does nothing then. */
    private void kfree(Region blob) {
        if (blob != null) {
            k.free(blob);
        }
    }

    /** security_inode_alloc: the inode's blob. */
    public int security_inode_alloc(socket inode) {
        k.might_sleep("security_inode_alloc");
        if (test(k.fails("sock_alloc"))) return -ENOMEM;
        Region isec = k.alloc(Counted.INODE_SECURITY, Region.Kind.OBJECT, blob -> blob);
        k.keeps(inode.mem, Counted.INODE_SECURITY, isec);
        inode.i_security.set(isec);
        return 0;
    }

    /** security_inode_free: gives the inode's blob back. */
    public void security_inode_free(socket inode) {
        Region isec = inode.i_security.get();

        inode.i_security.set(null);
        kfree(isec);
    }

    /** security_sk_alloc: the sk's blob. */
    public int security_sk_alloc(sock sk) {
        k.might_sleep("security_sk_alloc");
        if (test(k.fails("security_sk_alloc"))) return -ENOMEM;
        Region sksec = k.alloc(Counted.SK_SECURITY, Region.Kind.OBJECT, blob -> blob);
        k.keeps(sk.mem, Counted.SK_SECURITY, sksec);
        sk.sk_security.set(sksec);
        return 0;
    }

    /** security_sk_free: gives the sk's blob back. */
    public void security_sk_free(sock sk) {
        Region sksec = sk.sk_security.get();

        sk.sk_security.set(null);
        kfree(sksec);
    }
}
