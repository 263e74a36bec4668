package org.sockrace.kernel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sockrace.machine.Machine;

/** One modelled kernel: its files, wired together on one machine. */
public final class Kernel {

    /** The machine. */
    public final Machine k;
    /** The version's switches. */
    public final KernelConfig config;
    /** The module files on disk, by name; filled before anything runs. */
    public final Map<String, ModuleImage> disk = new LinkedHashMap<>();

    /** security/: the LSM hooks. */
    public final Security security;
    /** kernel/rcu/: callbacks. */
    public final Rcu rcu;
    /** kernel/workqueue.c. */
    public final Workqueue workqueue;
    /** kernel/time/timer.c. */
    public final Timer timer;
    /** Time that runs out. */
    public final Clock clock;
    /** kernel/sched/completion.c. */
    public final Completions completions;
    /** kernel/kthread.c. */
    public final Kthread kthread;
    /** kernel/locking/rwsem.c. */
    public final Rwsem rwsem;
    /** kernel/locking/qrwlock.c. */
    public final Rwlock rwlock;
    /** kernel/softirq.c. */
    public final Softirq softirq;
    /** net/core/dev.c: packets that come. */
    public final NetReceive receive;
    /** net/core/skbuff.c. */
    public final Skbuff skb;
    /** lib/refcount.c. */
    public final Refcount refcount;
    /** kernel/notifier.c. */
    public final Notifier notifier;
    /** kernel/sched/wait.c. */
    final WaitQueue wait;
    /** kernel/stop_machine.c, or null in kernels whose modules do without. */
    final StopMachine stop;
    /** kernel/module.c. */
    public final KernelModule module;
    /** kernel/kmod.c. */
    public final Kmod kmod;
    /** fs/: descriptors, files and the inode of a socket. */
    public final FsFile fs;
    /** mm/slab.c. */
    public final Slab slab;
    /** net/core/sock.c. */
    public final CoreSock sock;
    /** mm/percpu.c. */
    public final Percpu percpu;
    /** net/core/net_namespace.c. */
    public final NetNamespace net;
    /** net/core/net_namespace.c: namespaces that come and go, for users' modules. */
    public final NetNamespaces namespaces;
    /** net/core/dev.c. */
    public final NetDevice dev;
    /** What is attached to the entries of functions. */
    final Fentry fentry;
    /** net/socket.c. */
    public final NetSocket socket;
    /** net/socket.c: the calls on a socket that do what its family does. */
    public final SockCalls calls;
    /** fs/ioctl.c. */
    public final FsIoctl ioctl;
    /** io_uring/net.c. */
    public final IoUring io_uring;
    /** net/netlink/af_netlink.c, or null if the kernel is built without it; set while the kernel comes up. */
    public AfNetlink netlink;
    /** net/ipv4/protocol.c, or null if the kernel is built without PF_INET. */
    public final InetProtos inet_protos;
    /** net/ipv6/protocol.c, or null for the same reason. */
    public final Inet6Protos inet6_protos;
    /** net/ipv4/af_inet.c, or null if the kernel is built without it. */
    public final AfInet inet;
    /** net/ipv6/af_inet6.c, or null if it is a module, or not there; set while the kernel comes up. */
    public AfInet6 inet6;

    /** Whether it {@link #standsAlone}. */
    boolean alone;

    /** Builds the kernel image: nothing is registered yet, see each family. */
    public Kernel(Machine k, KernelConfig config) {
        this(k, config, true);
    }

    /** The same, with or without CONFIG_INET: without it the image is less than half as large. */
    public Kernel(Machine k, KernelConfig config, boolean inet) {
        this(k, config, inet, KernelParts.USUAL);
    }

    /** The same, some parts of which are other ones. */
    public Kernel(Machine k, KernelConfig config, boolean inet, KernelParts parts) {
        this.k = k;
        this.config = config;
        this.security = new Security(this);
        this.rcu = new Rcu(this);
        this.workqueue = new Workqueue(this);
        this.timer = new Timer(this);
        this.clock = new Clock(this);
        this.completions = new Completions(this);
        this.kthread = new Kthread(this);
        this.rwsem = new Rwsem(this);
        this.rwlock = new Rwlock(this);
        this.softirq = new Softirq(this);
        this.receive = new NetReceive(this);
        this.skb = new Skbuff(this);
        this.refcount = new Refcount(this);
        this.notifier = new Notifier(this);
        this.wait = new WaitQueue(this);
        this.stop = since(3, 19) ? null : new StopMachine(this);
        this.module = new KernelModule(this);
        this.kmod = new Kmod(this);
        this.fs = new FsFile(this);
        this.slab = new Slab(this);
        this.sock = parts.coreSock(this);
        this.percpu = new Percpu(this);
        this.net = new NetNamespace(this);
        this.namespaces = new NetNamespaces(this);
        this.dev = new NetDevice(this);
        this.fentry = parts.fentry(this);
        this.socket = parts.netSocket(this);
        this.io_uring = new IoUring(this);
        this.calls = new SockCalls(this);
        this.ioctl = new FsIoctl(this);
        this.inet_protos = inet ? new InetProtos(this) : null;
        this.inet6_protos = inet ? new Inet6Protos(this) : null;
        this.inet = inet ? new AfInet(this) : null;
    }

    /**
     * For looking at one task alone, whatever others do; said before anything runs. Those who sleep in wait queues wake at any time, and lists that nobody
     * walks, or of one entry, have no neighbours in them: who they are can be anything, and tells the task nothing.
     */
    public void standsAlone() {
        alone = true;
        wait.wakesAtAnyTime();
        sock.proto_list.bare = true;
        net.pernet_list.bare = true;
    }

    /** Whether this kernel is Linux {@code major.minor} or newer: asked where the text of a function differs between versions. */
    public boolean since(int major, int minor) {
        return config.version().since(major, minor);
    }

    /** The same of a fact that stable trees of older versions have taken over: {@code since(6, 12, "6.1.166")}. */
    public boolean since(int major, int minor, String... stable) {
        return config.version().since(major, minor, stable);
    }

    /** The running task. */
    public task_struct current() {
        return (task_struct) k.current();
    }
}
