package org.sockrace.lincheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.Test;
import org.sockrace.check.KernelChoices;
import org.sockrace.kernel.Boot;
import org.sockrace.kernel.Kernel;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.Net;
import org.sockrace.kernel.files_struct;
import org.sockrace.kernel.task_struct;
import org.sockrace.lab.Defects;
import org.sockrace.lab.Lab;
import org.sockrace.lab.LabMachine;
import org.sockrace.lab.LabTask;
import org.sockrace.machine.hardware.Context;
import org.sockrace.machine.hardware.HardwareMachine;
import org.sockrace.scenario.KernelChoice;

/** Races whose question is not whether their calls are linearizable: Lincheck's general-purpose model checker, and assertions. */
class GeneralPurposeTest {

    /** Here every access of the machine and of the lab is a step, so executions take longer than elsewhere. */
    private static final int HOLDS = 25;
    /** In so many executions a twin must have broken. */
    private static final int BREAKS = 2000;

    // ---- autoload ----------------------------------------------------------------------------------------------------

    /**
     * 12: autoload against rmmod. modprobe may succeed, and socket() find nothing all the same: no order of the two calls explains that, so
     * what holds is a list.
     */
    private static final class AutoloadAgainstRmmod extends Prepared<AutoloadAgainstRmmod.World> {
        private static final Set<String> EXPECTED = Set.of("3 ENOENT", "3 EBUSY", "3 EWOULDBLOCK", "EAFNOSUPPORT 0");

        /** A kernel with two tasks. */
        private record World(Lab lab, LabTask user, LabTask admin) {
            static World on(LabMachine machine) {
                Lab lab = Kernels.AUTOLOADING.lab(machine);
                return new World(lab, lab.autoloading("user", 1), lab.task("admin", 0));
            }
        }

        AutoloadAgainstRmmod(int executions, Supplier<LabMachine> machine) {
            super(executions, () -> World.on(machine.get()));
        }

        @Override
        void race(World world) {
            Other<String> rmmod = Other.start(() -> Calls.result(world.admin.rmmod("toy")));
            String results = Calls.result(world.user.socket()) + " " + rmmod.await();
            String broken = world.lab.broken();
            if (!broken.equals(Lab.OK) || !EXPECTED.contains(results)) {
                throw new AssertionError(results + ": " + broken + " " + world.lab.violations());
            }
        }
    }

    @Test
    void autoloadAgainstRmmod() {
        new AutoloadAgainstRmmod(HOLDS, LabMachine::new).check();
    }

    @Test
    void autoloadAgainstRmmodThatDoesNotPutTheBaseBack() {
        AutoloadAgainstRmmod broken = new AutoloadAgainstRmmod(BREAKS, Defects.BaseNotPutBack::new);

        LincheckAssertionError found = assertThrows(LincheckAssertionError.class, broken::check);

        assertThat(found.getMessage()).containsAnyOf("no-use-after-unload", "slab cache still has objects");
    }

    // ---- fchownat ----------------------------------------------------------------------------------------------------

    /** fchownat holds the path of a socket, not its file: close may release the socket under it. */
    private static final class ChownAgainstClose extends Prepared<ChownAgainstClose.SharedTable> {
        private static final Set<String> EXPECTED = Set.of("0 0", "ENOENT 0", "EBADF 0");

        /** A socket in a table that two threads share. */
        private record SharedTable(HardwareMachine machine, Kernel kernel, Context closer, Context owner, int fd) {
            static SharedTable of(KernelConfig config) {
                HardwareMachine machine = new HardwareMachine();
                Kernel kernel = new Kernel(machine, config);
                Boot.up(kernel, Set.of(), Setup.PLAIN.disk().get(0));
                files_struct files = new files_struct(machine, machine.image(), 1);
                Context closer = context(machine, "closer", files);
                closer.call(() -> kernel.module.finit_module("toy"));
                int fd = closer.call(() -> kernel.socket.sys_socket(Lab.PF_TOY, Net.SOCK_STREAM, 0));
                return new SharedTable(machine, kernel, closer, context(machine, "owner", files), fd);
            }

            private static Context context(HardwareMachine machine, String name, files_struct files) {
                return machine.context(name, new task_struct(name, files, EnumSet.allOf(task_struct.capability.class), null));
            }
        }

        ChownAgainstClose(int executions, KernelConfig config) {
            super(executions, () -> SharedTable.of(config));
        }

        @Override
        void race(SharedTable table) {
            Other<String> close = Other.start(() -> Calls.result(table.closer.call(() -> table.kernel.fs.sys_close(table.fd))));
            String results = Calls.result(table.owner.call(() -> table.kernel.fs.sys_fchownat(table.fd, 1))) + " " + close.await();
            if (!table.machine.violations().isEmpty() || !EXPECTED.contains(results)) {
                throw new AssertionError(results + " " + table.machine.violations());
            }
        }
    }

    @Test
    void chownAgainstClose() {
        new ChownAgainstClose(HOLDS, KernelConfig.V6_1).check();
    }

    /** As Linux 4.10 to 4.17 was: sockfs_setattr is there, and nothing protects it. */
    @Test
    void chownAgainstCloseWithoutTheLockOfTheInode() {
        ChownAgainstClose broken = new ChownAgainstClose(BREAKS, KernelChoices.config(new KernelChoice("4.19", Map.of("inode-lock-in-release", "no"))));

        LincheckAssertionError found = assertThrows(LincheckAssertionError.class, broken::check);

        assertThat(found.getMessage()).containsAnyOf("NullPointerException", "no-use-after-free");
    }
}
