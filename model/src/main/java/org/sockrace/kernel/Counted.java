package org.sockrace.kernel;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import org.sockrace.machine.Machine;

/**
 * What the kernel's books count: the kinds of references and resources that somebody owns ({@link org.sockrace.machine.Machine#own}), and the slab caches
 * that objects are taken from.
 */
public final class Counted {

    /** A reference to the family's module, from the look-up until create has returned. */
    public static final String PF = "PF";
    /** A reference to the module that owns the proto_ops, for as long as the socket is there. */
    public static final String OPS = "OPS";
    /** A reference to a protocol's module while a socket is made of it. */
    public static final String CP = "CP";
    /** A reference of a sock to its protocol's module. */
    public static final String SK = "SK";
    /** A reference to a sock. */
    public static final String SKREF = "SKREF";
    /** The sock's own byte of sk_wmem_alloc. */
    public static final String WMEM = "WMEM";
    /** The reference that a module has while its init runs. */
    public static final String INIT = "INIT";
    /** MODULE_REF_BASE: the reference of a module to itself. */
    public static final String BASE = "BASE";
    /** A reference of a module to another one whose symbols it uses. */
    public static final String DEP = "DEP";
    /** A reference to a file. */
    public static final String FILE = "FILE";
    /** A reference to a dentry. */
    public static final String DENTRY = "DENTRY";
    /** A reference to an inode. */
    public static final String INODE = "I";
    /** A descriptor that is in use. */
    public static final String FD = "fd";
    /** A reference of a netlink sock to the module of its protocol. */
    public static final String NLK = "NLK";
    /** A reference of a sock to the module of its transport. */
    public static final String TRANSPORT = "transport";
    /** A protocol's slab cache, which goes with its module. */
    public static final String SLAB = "slab";
    /** An object of a slab cache. */
    public static final String OBJECTS = "objects";
    /** A registration of something in the memory of a module or of a sock: pernet operations, a notifier, a packet handler. */
    public static final String REGISTERED = "registered";

    /** A socket that is counted among those of PF_UNIX. */
    public static final String UNIX_NR_SOCKS = "unix_nr_socks";
    /** Somebody who looks at the table of netlink sockets. */
    public static final String NL_TABLE_USERS = "nl_table_users";
    /** The turn of who asks for a module, where so many modprobes may run. */
    public static final String MODPROBE = "modprobe";
    /** The entry of a task in a wait queue, which is on its stack. */
    public static final String WAITER = "waiter";

    /** An object that waits for a callback of RCU. */
    public static final String CALLBACK = Machine.CALLBACK;
    /** The same, as it is counted. */
    public static final String N_CBS = "n_cbs";

    /** The note that a module uses another one. */
    public static final String MODULE_USE = "module_use";
    /** One who loads a module that others may be loading too. */
    public static final String IDEMPOTENT = "idempotent";
    /** struct sock. */
    public static final String SOCK_CACHE = "sock";
    /** struct socket with its inode. */
    public static final String SOCK_INODE_CACHE = "sock_inode_cache";
    /** struct file. */
    public static final String FILP_CACHE = "filp";
    /** struct dentry. */
    public static final String DENTRY_CACHE = "dentry";
    /** Memory of which each processor has its own. */
    public static final String PERCPU = "percpu";
    /** A packet that was received. */
    public static final String SKBUFF_HEAD_CACHE = "skbuff_head_cache";
    /** What a CAN socket wants to receive. */
    public static final String CAN_RECEIVER = "can_receiver";
    /** The table of AF_UNIX sockets of a namespace. */
    public static final String UNIX_TABLE = "unix_table";
    /** A network namespace that comes and goes. */
    public static final String NET_NAMESPACE = "net_namespace";
    /** What a toy family keeps for each sock. */
    public static final String TOY_DATA = "toy_data";
    /** The security blob of a sock. */
    public static final String SK_SECURITY = "sk_security";
    /** The security blob of an inode. */
    public static final String INODE_SECURITY = "inode_security";

    private static final Set<String> ALL = constants();

    private Counted() { }

    /** All of them. */
    public static Set<String> all() {
        return ALL;
    }

    private static Set<String> constants() {
        Set<String> all = new TreeSet<>();
        for (Field field : Counted.class.getFields()) {
            try {
                all.add((String) field.get(null));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return Set.copyOf(all);
    }
}
