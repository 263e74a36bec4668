package org.sockrace.lincheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Test;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.Net;
import org.sockrace.lab.Lab;
import org.sockrace.lab.LabMachine;
import org.sockrace.lab.LabTask;
import org.sockrace.own.OwnFile;

/** A module of one's own, the example of the guide (model/docs/own-module.md): close runs in a module that is gone. And its repair. */
class OwnModuleTest {

    private static final Path GUIDE = Path.of(System.getProperty("basedir", ""), "..", "model", "docs", "own-module");
    private static final int PF_MYPROTO = 18;

    /** In so many executions it must have broken. */
    private static final int BREAKS = 2000;
    /** So many must be all right. */
    private static final int HOLDS = 400;

    private static final class CloseAgainstRmmod extends Prepared<CloseAgainstRmmod.World> {

        /** A kernel with two tasks, one of which has a socket. */
        private record World(String module, Lab lab, LabTask user, LabTask admin, int fd) {
            static World make(OwnFile module) {
                Lab lab = new Lab(new LabMachine(), KernelConfig.V6_1, module).load(module.name());
                LabTask user = lab.task("user", 1);
                return new World(module.name(), lab, user, lab.task("admin", 0), user.socket(PF_MYPROTO, Net.SOCK_STREAM, 0));
            }
        }

        CloseAgainstRmmod(int executions, OwnFile module) {
            super(executions, () -> World.make(module));
        }

        @Override
        void race(World world) {
            Other<String> rmmod = Other.start(() -> Calls.result(world.admin.rmmod(world.module)));
            String results = Calls.result(world.user.close(world.fd)) + " " + rmmod.await();
            if (!world.lab.broken().equals(Lab.OK)) {
                throw new AssertionError(results + ": " + world.lab.broken() + " " + world.lab.violations());
            }
        }
    }

    @Test
    void withoutAnOwnerCloseReturnsIntoWhatIsGone() {
        CloseAgainstRmmod race = new CloseAgainstRmmod(BREAKS, OwnFile.of(GUIDE.resolve("MyProto.java")));

        LincheckAssertionError found = assertThrows(LincheckAssertionError.class, race::check);

        assertThat(found.getMessage()).contains("no-use-after-unload");
    }

    @Test
    void withOneItDoesNot() {
        new CloseAgainstRmmod(HOLDS, OwnFile.of(GUIDE.resolve("MyProtoOwned.java"))).check();
    }
}
