package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callbacks of RCU of a user's own module: exit must wait for them, and they are soft interrupts. */
class RcuCallbacksTest {

    private static final String SOURCE = """
            import org.sockrace.kernel.*;
            import org.sockrace.machine.*;
            import org.sockrace.own.OwnModule;

            public final class Called extends OwnModule {
                private final SpinLock lock = k.spinlock(self.mem, "lock");
                private final Word data = k.word(self.mem, "data", 0);
                private final rcu_head.callback callback = rcu_callback(this::callback);

                public Called(Kernel kernel, module self) { super(kernel, self); }

                private static final class item {
                    private final Region mem;
                    private final rcu_head rcu;

                    private item(Machine k, Region mem) { this.mem = mem; this.rcu = new rcu_head(k, mem, "rcu", this); }

                    @Override public String toString() { return "item"; }
                }

                private void callback(rcu_head head) {
                    item it = (item) head.container;
                    CALLBACK
                    spin_lock(lock);
                    data.set(1);
                    spin_unlock(lock);
                    k.free(it.mem);
                }

                @Override protected int init() { return 0; }

                @Override protected void exit() {
                    item it = k.alloc("item", Region.Kind.OBJECT, mem -> new item(k, mem));
                    call_rcu(it.rcu, callback);
                    spin_lockBH(lock);
                    data.set(2);
                    spin_unlockBH(lock);
                    EXIT
                }
            }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "'', _bh, rcu_barrier();, holds",
        "'', '', rcu_barrier();, no-deadlock",
        "'', _bh, synchronize_rcu();, no-use-after-unload",
        "'', _bh, synchronize_rcu(); synchronize_rcu(); synchronize_rcu();, no-use-after-unload",
        "'', _bh, '', no-use-after-unload",
        "k.might_sleep(\"callback\");, _bh, rcu_barrier();, rcu-usage",
        "synchronize_rcu();, _bh, rcu_barrier();, rcu-usage",
        "'', _bh, k.free(it.mem); rcu_barrier();, no-use-after-free"})
    void exitWaitsForCallbacksAndTheyAreSoftInterrupts(String callback, String bh, String exit, String verdict) throws IOException {
        Path source = Files.writeString(folder.resolve("Called.java"), SOURCE.replace("CALLBACK", callback).replace("BH", bh).replace("EXIT", exit));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), "check", "--module", source.toString(), "-e", "T0: r = rmmod(called)");
        assertThat(code).as(out + "" + err).isEqualTo(verdict.equals("holds") ? ExitCode.MET : ExitCode.UNEXPECTED);
        assertThat(out.toString()).contains(verdict.equals("holds") ? "exhaustive" : "always " + verdict + " broken");
    }
}
