package org.sockrace.check;

import java.util.List;
import java.util.Map;

/**
 * What must be true when nobody runs any more: references in flight are gone, and what belongs to open sockets is there exactly as often as open sockets
 * are.
 */
final class AtRest {

    private static final List<String> IN_FLIGHT = List.of("PF", "CP", "INIT");
    private static final List<String> OF_SOCKETS = List.of("OPS", "SK", "sk_security", "SKREF", "WMEM");

    private AtRest() { }

    /** Says what is wrong with what is left, or null if nothing is. */
    static String problem(Map<String, Integer> left) {
        for (String kind : IN_FLIGHT) {
            if (left.getOrDefault(kind, 0) != 0) {
                return "a reference in flight (" + kind + ") is never given back";
            }
        }
        int files = left.getOrDefault("filp", 0);
        int kernelSockets = left.getOrDefault("kernel socket", 0);
        int inodes = left.getOrDefault("sock_inode_cache", 0);
        int descriptors = left.getOrDefault("fd", 0);
        if (files != inodes - kernelSockets) {
            return inodes + " sockets are left with " + files + " open files";
        }
        if (files > descriptors || files == 0 && descriptors > 0) {
            return files + " files are left with " + descriptors + " descriptors";
        }
        int socks = left.getOrDefault("sock", 0);
        if (socks != inodes) {
            return socks + " socks are left with " + inodes + " sockets";
        }
        for (String kind : OF_SOCKETS) {
            int count = left.getOrDefault(kind, 0);
            if (count < 0 || inodes == 0 && count > 0) {
                return count + " " + kind + " left with " + inodes + " sockets";
            }
        }
        return null;
    }
}
