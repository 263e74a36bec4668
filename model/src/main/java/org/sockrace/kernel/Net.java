package org.sockrace.kernel;

/** The constants of include/linux/net.h and include/linux/socket.h. */
public final class Net {

    public static final int PF_UNSPEC = 0;
    public static final int PF_UNIX = 1;
    public static final int PF_INET = 2;
    public static final int PF_INET6 = 10;
    public static final int PF_NETLINK = 16;
    public static final int PF_PACKET = 17;
    public static final int PF_PPPOX = 24;
    public static final int PF_CAN = 29;
    public static final int PF_TIPC = 30;
    public static final int PF_PHONET = 35;
    public static final int PF_ALG = 38;
    public static final int PF_VSOCK = 40;
    public static final int PF_KCM = 41;
    /** How many families there can be in the newest kernel; see KernelConfig.nproto. */
    public static final int NPROTO = 46;

    public static final int SOCK_STREAM = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_RDM = 4;
    public static final int SOCK_SEQPACKET = 5;
    public static final int SOCK_DCCP = 6;
    /** Obsolete: a packet socket by way of PF_INET. */
    public static final int SOCK_PACKET = 10;
    public static final int SOCK_MAX = 11;

    /** The bits of socket(2)'s type that are the type; the others are flags. */
    public static final int SOCK_TYPE_MASK = 0xf;
    public static final int SOCK_CLOEXEC = 02000000;
    public static final int SOCK_NONBLOCK = 04000;

    public static final int SS_FREE = 0;
    public static final int SS_UNCONNECTED = 1;
    public static final int SS_CONNECTING = 2;
    public static final int SS_CONNECTED = 3;

    private Net() { }
}
