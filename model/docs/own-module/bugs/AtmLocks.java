import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;

/** As it was repaired (24e90b9e34f9): the queue's lock keeps the packet in it. */
public final class AtmLocks extends Atm {

    public AtmLocks(Kernel kernel, module self) {
        super(kernel, self);
    }

    @Override
    protected int first_len(sk_buff_head list) {
        return first_len_locked(list);
    }
}
