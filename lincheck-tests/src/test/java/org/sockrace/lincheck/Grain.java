package org.sockrace.lincheck;

import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import java.util.Set;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * How finely Lincheck cuts the kernel on threads. An access to a cell is one step, as it is on a real processor, and so is every primitive of
 * the machine that cannot wait; locks and grace periods are left whole, because they wait. What the machine and the lab do for their own
 * purposes is no step at all. So Lincheck has fewer places to look at, and each access of the kernel to what threads share is still a step of
 * its own. RCU's own accesses are steps in {@link GracePeriodTest}.
 */
enum Grain {
    /** No two tasks share a descriptor, so what each does to its own files and dentries is one step. */
    MODULES_AND_SOCKETS,
    /** Descriptors are shared, and every access to them is a step. */
    WITH_SHARED_FILES,
    /** A task that waits may have to run modprobe. */
    WITH_MODPROBE;

    private static final String KERNEL = "org.sockrace.kernel.";
    private static final String LAB = "org.sockrace.lab.";
    private static final String HARDWARE = "org.sockrace.machine.hardware.";

    private static final Set<String> CELLS = Set.of(HARDWARE + "HardwareWord", HARDWARE + "HardwarePtr", HARDWARE + "HardwareAtomic");

    private static final Set<String> PRIMITIVES = Set.of("rcu_read_lock", "rcu_read_unlock", "preempt_disable", "preempt_enable", "alloc", "free",
            "enter", "leave", "holds");
    /** The kernel's own names for one access. */
    private static final Set<String> MACROS = Set.of("READ_ONCE", "WRITE_ONCE", "rcu_dereference", "rcu_access_pointer", "rcu_dereference_protected",
            "rcu_assign_pointer", "RCU_INIT_POINTER", "rcu_read_lock", "rcu_read_unlock", "smp_mb", "smp_rmb", "smp_wmb");
    private static final Set<String> BOOKKEEPING = Set.of("anyFreed", "atReturn", "choose", "context", "count", "current", "disown", "enterContext",
            "fails", "fence", "keeps", "label", "leaveContext", "mightSleep", "might_sleep", "own", "record", "registered", "spin", "test", "touch", "unloaded",
            "yields");
    /** What follows the race, on one thread. */
    private static final Set<String> AFTERWARDS = Set.of("broken", "violations");
    /** Functions of fs/ and security/ that touch nothing but the caller's files; none of them releases a socket. */
    private static final Set<String> OWN_FILES = Set.of("new_inode_pseudo", "iput", "ihold", "d_alloc_pseudo", "d_instantiate", "dput", "alloc_file",
            "get_unused_fd_flags", "put_unused_fd", "fd_install", "fget", "security_socket_create", "security_socket_post_create",
            "security_sk_alloc", "security_sk_free");

    /** Adds it to these options. */
    ModelCheckingOptions of(ModelCheckingOptions options) {
        options.addGuarantee(forClasses(CELLS::contains).allMethods().treatAsAtomic())
                .addGuarantee(forClasses(Grain::machine).methods(PRIMITIVES::contains).treatAsAtomic())
                .addGuarantee(forClasses(name -> name.startsWith(KERNEL)).methods(MACROS::contains).treatAsAtomic())
                .addGuarantee(forClasses(name -> machine(name) || name.startsWith(KERNEL)).methods(BOOKKEEPING::contains).ignore())
                .addGuarantee(forClasses(LAB + "Lab").methods(AFTERWARDS::contains).ignore())
                .addGuarantee(forClasses("org.sockrace.machine.Condition", "org.sockrace.lincheck.Calls").allMethods().ignore());
        return switch (this) {
            case MODULES_AND_SOCKETS -> withoutModprobe(options)
                    .addGuarantee(forClasses(KERNEL + "FsFile", KERNEL + "Security").methods(OWN_FILES::contains).treatAsAtomic());
            case WITH_SHARED_FILES -> withoutModprobe(options);
            case WITH_MODPROBE -> options;
        };
    }

    /** Nobody has to look for it. */
    private static ModelCheckingOptions withoutModprobe(ModelCheckingOptions options) {
        return options.addGuarantee(forClasses(LAB + "Lab").methods("runHelperOf").ignore());
    }

    private static boolean machine(String className) {
        return className.startsWith(LAB) || className.startsWith(HARDWARE);
    }
}
