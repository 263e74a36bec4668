import static org.sockrace.kernel.Errno.ENOENT;

import org.sockrace.kernel.Kernel;
import org.sockrace.machine.Atomic;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;
import org.sockrace.kernel.module;

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
        private final Region mem;
        private final Atomic refcnt;
        private final Word state;

        private rose_sock(Machine k, Region mem, int references) {
            this.mem = mem;
            this.refcnt = k.atomic(mem, "sk_refcnt", references);
            this.state = k.word(mem, "state", 0);
        }

        @Override
        public String toString() {
            return "rose_sock";
        }
    }

    /** net/rose/: one sock, whose timer is pending. */
    public static final class Rose extends BuiltIn {
        private final Ptr<rose_sock> timer = k.ptr(k.image(), "timer", null);
        private final Ptr<rose_sock> socket = k.ptr(k.image(), "socket", null);

        public Rose(Kernel kernel) {
            super(kernel);
        }

        /** @param references 1, or 2 if the timer has one as well */
        public int rose_create(int references) {
            rose_sock sk = k.alloc("rose_sock", Region.Kind.OBJECT, mem -> new rose_sock(k, mem, references));
            socket.set(sk);
            timer.set(sk);
            return 0;
        }

        private void sock_put(rose_sock sk) {
            if (sk.refcnt.dec_and_test()) k.free(sk.mem);
        }

        public int rose_close() {
            rose_sock sk = socket.xchg(null);
            timer.xchg(null);
            sock_put(sk);
            return 0;
        }

        public int rose_close_stops() {
            rose_sock sk = socket.xchg(null);
            if (test(timer.xchg(null) != null)) sock_put(sk);
            sock_put(sk);
            return 0;
        }

        public int rose_timer_expiry() {
            rose_sock sk = timer.xchg(null);
            if (test(sk == null)) return -ENOENT;
            sk.state.set(1);
            return 0;
        }

        public int rose_timer_expiry_puts() {
            rose_sock sk = timer.xchg(null);
            if (test(sk == null)) return -ENOENT;
            sk.state.set(1);
            sock_put(sk);
            return 0;
        }
    }
}
