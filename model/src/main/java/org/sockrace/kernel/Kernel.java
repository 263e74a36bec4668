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
    /** kernel/module.c. */
    public final KernelModule module;
    /** kernel/kmod.c. */
    public final Kmod kmod;
    /** fs/: descriptors, files and the inode of a socket. */
    public final FsFile fs;
    /** net/core/sock.c. */
    public final CoreSock sock;
    /** net/socket.c. */
    public final NetSocket socket;
    /** net/ipv4/af_inet.c, or null if the kernel is built without it. */
    public final AfInet inet;

    /** Builds the kernel image: nothing is registered yet, see each family. */
    public Kernel(Machine k, KernelConfig config) {
        this(k, config, true);
    }

    /** The same, with or without CONFIG_INET: without it the image is less than half as large. */
    public Kernel(Machine k, KernelConfig config, boolean inet) {
        this.k = k;
        this.config = config;
        this.security = new Security(this);
        this.module = new KernelModule(this);
        this.kmod = new Kmod(this);
        this.fs = new FsFile(this);
        this.sock = new CoreSock(this);
        this.socket = NetSocket.of(this);
        this.inet = inet ? new AfInet(this) : null;
    }

    /** Whether this kernel is Linux {@code major.minor} or newer: asked where the text of a function differs between versions. */
    public boolean since(int major, int minor) {
        return config.version().since(major, minor);
    }

    /** The running task. */
    public task_struct current() {
        return (task_struct) k.current();
    }
}
