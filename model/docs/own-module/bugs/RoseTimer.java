import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.module;
import org.sockrace.kernel.timer_list;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** del_timer does not stop a handler that runs: close frees the sock under it, unless the timer has a reference of its own. */
public final class RoseTimer extends OwnModule {

    public RoseTimer(Kernel kernel, module self, Rose rose) {
        super(kernel, self);
    }

    @Override
    protected int init() {
        return 0;
    }

    @Override
    protected void exit() { }

    /** struct rose_sock. */
    private static final class rose_sock {
        private final Machine k;
        private final Region mem;
        private final Atomic refcnt;
        private final Word state;
        private final timer_list timer;

        private rose_sock(Kernel kernel, Region mem, int timer_holds) {
            this.k = kernel.k;
            this.mem = mem;
            this.refcnt = k.atomic(mem, "sk_refcnt", 1);
            this.state = k.word(mem, "state", 0);
            this.timer = new timer_list(kernel, mem, "timer", k.image(), t -> rose_timer_expiry(timer_holds));
        }

        private void rose_timer_expiry(int timer_holds) {
            state.set(1);
            if (timer_holds != 0) sock_put();
        }

        private void sock_put() {
            if (refcnt.dec_and_test()) k.free(mem);
        }

        @Override
        public String toString() {
            return "rose_sock";
        }
    }

    /** net/rose/: one sock. */
    public static final class Rose extends BuiltIn {
        private final Ptr<rose_sock> socket = k.ptr(k.image(), "socket", null);

        public Rose(Kernel kernel) {
            super(kernel);
        }

        /** @param timer_holds whether the timer has a reference, as by sk_reset_timer and sk_stop_timer */
        public int rose_create(int timer_holds) {
            rose_sock sk = k.alloc("rose_sock", Region.Kind.OBJECT, mem -> new rose_sock(kernel, mem, timer_holds));
            socket.set(sk);
            return 0;
        }

        public int rose_connect() {
            mod_timer(socket.get().timer);
            return 0;
        }

        public int rose_close() {
            rose_sock sk = socket.xchg(null);
            del_timer(sk.timer);
            sk.sock_put();
            return 0;
        }

        public int rose_close_sync() {
            rose_sock sk = socket.xchg(null);
            del_timer_sync(sk.timer);
            sk.sock_put();
            return 0;
        }

        /** sk_reset_timer takes the reference after it has armed the timer, as no time is that short; here it may be. */
        public int rose_connect_holds() {
            rose_sock sk = socket.get();
            sk.refcnt.inc();
            if (test(mod_timer(sk.timer) != 0)) sk.sock_put();
            return 0;
        }

        public int rose_close_stops() {
            rose_sock sk = socket.xchg(null);
            if (test(del_timer(sk.timer) != 0)) sk.sock_put();
            sk.sock_put();
            return 0;
        }
    }
}
