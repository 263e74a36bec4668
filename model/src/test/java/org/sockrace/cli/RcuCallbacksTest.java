package org.sockrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Callbacks of RCU of a user's own module: exit must wait for them, and they are soft interrupts. */
class RcuCallbacksTest {

    private static final String ITEM = """
            private static final class item {
                private final Region mem;
                private final rcu_head rcu;

                private item(Machine k, Region mem) { this.mem = mem; this.rcu = new rcu_head(k, mem, "rcu", this); }

                @Override public String toString() { return "item"; }
            }
            """;

    private static final String SOURCE = """
            import org.sockrace.kernel.*;
            import org.sockrace.machine.*;
            import org.sockrace.own.OwnModule;

            public final class Called extends OwnModule {
                private final SpinLock lock = k.spinlock(self.mem, "lock");
                private final Word data = k.word(self.mem, "data", 0);
                private final rcu_head.callback callback = rcu_callback(this::callback);

                public Called(Kernel kernel, module self) { super(kernel, self); }

                ITEM

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

    /** One whose head is in the module itself, with something behind it that is freed. */
    private static final String STATIC_HEAD = """
            import org.sockrace.kernel.*;
            import org.sockrace.machine.*;
            import org.sockrace.own.OwnModule;

            public final class Called extends OwnModule {
                private final rcu_head head = new rcu_head(k, self.mem, "head", null);
                private final Ptr<item> latest = k.ptr(self.mem, "latest", null);
                private final rcu_head.callback nothing = rcu_callback(rcu -> { });
                private final rcu_head.callback callback = rcu_callback(this::callback);

                public Called(Kernel kernel, module self) { super(kernel, self); }

                ITEM

                private void callback(rcu_head head) {
                    item it = (item) head.container;
                    k.free(it.mem);
                }

                @Override protected int init() {
                    item it = k.alloc("item", Region.Kind.OBJECT, mem -> new item(k, mem));
                    KEPT
                    call_rcu(head, nothing);
                    call_rcu(it.rcu, callback);
                    return 0;
                }

                @Override protected void exit() { EXIT }
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
        says(verdict, SOURCE.replace("CALLBACK", callback).replace("BH", bh).replace("EXIT", exit), "module called source=Called.java; T0: r = rmmod(called)");
    }

    /** What is behind a head when it is called stays in it, and nobody looks at it. */
    @ParameterizedTest
    @CsvSource({
        "'', rcu_barrier();, '', holds",
        "latest.set(it);, rcu_barrier();, '', refcount-balance",
        "'', rcu_barrier();, ; r = rmmod(called), holds",
        "'', synchronize_rcu();, ; r = rmmod(called), no-use-after-unload",
        "'', '', ; r = rmmod(called), no-use-after-unload"})
    void aHeadCanBeInTheModule(String kept, String exit, String then, String verdict) throws IOException {
        says(verdict, STATIC_HEAD.replace("KEPT", kept).replace("EXIT", exit), "module called source=Called.java loaded=no; T0: i = insmod(called)" + then);
    }

    /** So it is with a notifier that is told nothing more. */
    @Test
    void whatWasBehindANotifierIsNotFollowed() throws IOException {
        says("holds", """
                import org.sockrace.kernel.*;
                import org.sockrace.machine.*;
                import org.sockrace.own.OwnModule;

                public final class Called extends OwnModule {
                    private final notifier_head chain = new notifier_head(kernel, self.mem, "chain");
                    private final notifier_call nb = notifier("nb", action -> 0);

                    public Called(Kernel kernel, module self) { super(kernel, self); }

                    private static final class listener {
                        private final Region mem;
                        private final notifier_call nb;

                        private listener(Kernel kernel, Region mem, Region text) {
                            this.mem = mem;
                            this.nb = new notifier_call(kernel, mem, "nb", text, action -> 0);
                        }

                        @Override public String toString() { return "listener"; }
                    }

                    @Override protected int init() {
                        listener behind = k.alloc("listener", Region.Kind.OBJECT, mem -> new listener(kernel, mem, self.mem));
                        raw_notifier_chain_register(chain, nb);
                        raw_notifier_chain_register(chain, behind.nb);
                        raw_notifier_chain_unregister(chain, nb);
                        raw_notifier_chain_unregister(chain, behind.nb);
                        k.free(behind.mem);
                        return 0;
                    }

                    @Override protected void exit() { }
                }
                """, "module called source=Called.java loaded=no; T0: i = insmod(called)");
    }

    private void says(String verdict, String module, String calls) throws IOException {
        Files.writeString(folder.resolve("Called.java"), module.replace("ITEM", ITEM));
        Path race = Files.writeString(folder.resolve("called.race"), calls);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), "check", "-f", race.toString());
        assertThat(code).as(out + "" + err).isEqualTo(verdict.equals("holds") ? ExitCode.MET : ExitCode.UNEXPECTED);
        assertThat(out.toString()).contains(verdict.equals("holds") ? "exhaustive" : "always " + verdict + " broken");
    }
}
