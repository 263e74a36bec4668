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

/** A lock for readers and writers that a timer takes, too: who must keep soft interrupts away, as lockdep has it. */
class RwlockSoftirqTest {

    private static final String SOURCE = """
            import org.sockrace.kernel.*;
            import org.sockrace.machine.Word;
            import org.sockrace.own.OwnModule;

            public final class Both extends OwnModule {
                private final rwlock_t lock = rwlock("lock");
                private final Word data = k.word(self.mem, "data", 0);
                private final timer_list timer = timer("timer", this::expire);

                public Both(Kernel kernel, module self) { super(kernel, self); }

                private void expire(timer_list t) {
                    TIMER_lock(lock);
                    data.get();
                    TIMER_unlock(lock);
                }

                @Override protected int init() { return 0; }

                @Override protected void exit() {
                    mod_timer(timer);
                    TASK_lockBH(lock);
                    data.get();
                    TASK_unlockBH(lock);
                    del_timer_sync(timer);
                }
            }
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"read, read, '', holds", "read, write, '', breaks", "write, read, '', breaks", "write, write, '', breaks",
        "read, write, _bh, holds", "write, read, _bh, holds", "write, write, _bh, holds", "read, read, _bh, holds"})
    void whoWritesKeepsSoftInterruptsAwayAndSoDoesWhoReadsWhatTheyWrite(String timer, String task, String bh, String verdict) throws IOException {
        Path source = Files.writeString(folder.resolve("Both.java"), SOURCE.replace("TIMER", timer).replace("TASK", task).replace("BH", bh));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(err), "check", "--module", source.toString(), "-e", "T0: r = rmmod(both)");
        assertThat(code).as(out + "" + err).isEqualTo(verdict.equals("holds") ? ExitCode.MET : ExitCode.UNEXPECTED);
        if (verdict.equals("holds")) {
            assertThat(out.toString()).contains("holds", "exhaustive");
        } else {
            assertThat(out.toString().replaceAll("\\s+", " ")).contains("no-deadlock", "with soft interrupts enabled, and soft interrupts take it, too");
        }
    }
}
