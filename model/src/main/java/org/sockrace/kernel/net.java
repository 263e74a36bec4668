package org.sockrace.kernel;

import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Word;

/** {@code struct net}: a network namespace. MODEL: there is one, init_net. */
public final class net {

    /** {@code struct netns_packet}: what net/packet has in it. */
    public static final class netns_packet {
        /** The list of packet sockets: 1 once it is set up, as its mutex is then. MODEL: the list itself is left out. */
        public final Word sklist;
        /** Guards it. */
        public final Mutex sklist_lock;

        netns_packet(Machine k) {
            this.sklist = k.word(k.image(), "packet.sklist", 0);
            this.sklist_lock = k.mutex(k.image(), "packet.sklist_lock");
        }
    }

    /** Of net/packet. */
    public final netns_packet packet;

    net(Machine k) {
        this.packet = new netns_packet(k);
    }
}
