import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.completion;
import org.sockrace.kernel.module;
import org.sockrace.kernel.work_struct;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Region;
import org.sockrace.own.BuiltIn;
import org.sockrace.own.OwnModule;

/** Who waits for a device's reset for ten seconds at most frees what the reset is going to complete. */
public final class Qat extends OwnModule {

    public Qat(Kernel kernel, module self, Aer aer) {
        super(kernel, self);
    }

    @Override
    protected int init() {
        return 0;
    }

    @Override
    protected void exit() { }

    /** struct adf_reset_dev_data. */
    private static final class reset_data {
        private final Kernel kernel;
        private final Region mem;
        private final completion compl;
        private final work_struct reset_work;

        private reset_data(Kernel kernel, Region mem, boolean asks) {
            Machine k = kernel.k;
            this.kernel = kernel;
            this.mem = mem;
            this.compl = new completion(kernel, mem, "compl");
            this.reset_work = new work_struct(kernel, mem, "reset_work", k.image(), w -> adf_device_reset_worker(asks));
        }

        private void adf_device_reset_worker(boolean asks) {
            if (kernel.k.test(asks && kernel.completions.completion_done(compl))) kernel.k.free(mem);
            else kernel.completions.complete(compl);
        }
    }

    /** drivers/crypto/intel/qat/qat_common/adf_aer.c, a reset in sync mode. */
    public static final class Aer extends BuiltIn {

        public Aer(Kernel kernel) {
            super(kernel);
        }

        private int reset(boolean asks, boolean cancels) {
            reset_data data = k.alloc("reset_data", Region.Kind.OBJECT, mem -> new reset_data(kernel, mem, asks));
            schedule_work(data.reset_work);
            int done = wait_for_completion_timeout(data.compl);
            if (test(done == 0 && cancels)) cancel_work_sync(data.reset_work);
            if (test(done != 0 || !asks)) k.free(data.mem);
            return 0;
        }

        public int adf_dev_aer_schedule_reset() {
            return reset(false, false);
        }

        /** The repair of CVE-2024-26974: the worker is to see that nobody waits any more, and frees it then. But it is done only when somebody completes it. */
        public int adf_dev_aer_schedule_reset_asks() {
            return reset(true, false);
        }

        /** The repair of that repair, "crypto: qat - Fix ADF_DEV_RESET_SYNC memory leak". */
        public int adf_dev_aer_schedule_reset_cancels() {
            return reset(false, true);
        }
    }
}
