package org.sockrace.kernel;

import org.sockrace.machine.KernelCode;
import org.sockrace.machine.Property;
import org.sockrace.machine.Region;

/** net/core/skbuff.c, and what net/core/sock.c does with packets that a sock receives. Only where packets come. */
public final class Skbuff extends KernelCode {

    Skbuff(Kernel kernel) {
        super(kernel.k);
    }

    /** skb_queue_head_init: an empty queue. MODEL: memory is clear. */
    void skb_queue_head_init(sk_buff_head list) {
        list.prev.set(1);
        list.next.set(null);
    }

    /** skb_clone: a packet of one's own of the one that came. MODEL: there is memory. */
    private sk_buff skb_clone() {
        return k.alloc(Counted.SKBUFF_HEAD_CACHE, Region.Kind.OBJECT, mem -> new sk_buff(k, mem));
    }

    /** skb_set_owner_r: the packet counts as memory of the sock's. */
    private void skb_set_owner_r(sk_buff skb, sock sk) {
        skb.sk.set(sk);
        sk.sk_rmem_alloc.inc();
    }

    /** sock_rfree, of net/core/sock.c: the packet does so no more. */
    private void sock_rfree(sk_buff skb) {
        skb.sk.get().sk_rmem_alloc.dec();
    }

    /** __skb_queue_tail: under the queue's lock. */
    private void __skb_queue_tail(sk_buff_head list, sk_buff newsk, sock sk) {
        if (list.prev.get() == 0) {
            k.bug(Property.NO_NULL_DEREFERENCE, "__skb_queue_tail: the queue is not set up: list->prev is NULL");
        }
        newsk.next.set(list.next.get());
        list.next.set(newsk);
        k.keeps(sk.mem, Counted.SKBUFF_HEAD_CACHE, newsk.mem);
    }

    /** skb_dequeue: a packet of the queue, or null. */
    private sk_buff skb_dequeue(sk_buff_head list, sock sk) {
        sk_buff result;

        spin_lock(list.lock);
        result = list.next.get();
        if (result != null) {
            list.next.set(result.next.get());
            k.yields(sk.mem, Counted.SKBUFF_HEAD_CACHE, result.mem);
        }
        spin_unlock(list.lock);
        return result;
    }

    /** kfree_skb. */
    private void kfree_skb(sk_buff skb) {
        sock_rfree(skb);
        k.free(skb.mem);
    }

    /** skb_queue_purge: drops all packets in the queue of that sock. */
    public void skb_queue_purge(sk_buff_head list, sock sk) {
        for (sk_buff skb = skb_dequeue(list, sk); skb != null; skb = skb_dequeue(list, sk)) {
            kfree_skb(skb);
        }
    }

    /** skb_recv_datagram: a packet that was received, or null. */
    public sk_buff skb_recv_datagram(sock sk) {
        return skb_dequeue(sk.sk_receive_queue, sk);
    }

    /** skb_free_datagram: the user has it. */
    public void skb_free_datagram(sk_buff skb) {
        kfree_skb(skb);
    }

    /**
     * sock_queue_rcv_skb, of net/core/sock.c, and its like: the sock gets a packet of its own of the one that came. MODEL: no filter is attached, there is
     * always room, and nobody waits for packets.
     */
    public void sock_queue_rcv_skb(sock sk) {
        sk_buff skb = skb_clone();

        skb_set_owner_r(skb, sk);

        spin_lock(sk.sk_receive_queue.lock);
        __skb_queue_tail(sk.sk_receive_queue, skb, sk);
        spin_unlock(sk.sk_receive_queue.lock);
    }
}
