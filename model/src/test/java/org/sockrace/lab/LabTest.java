package org.sockrace.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sockrace.lab.LabTask.fd;
import static org.sockrace.lab.LabTask.zero;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.sockrace.kernel.ModuleImage;
import org.sockrace.kernel.Toy;
import org.sockrace.machine.Region;
import org.sockrace.machine.hardware.Choices;

/** What a lab says afterwards is true: ok if all is as it was, and the property that is broken if not. */
class LabTest {

    private static final ModuleImage TOY = Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN);

    private final LabMachine machine = new LabMachine();
    private final Lab lab = new Lab(machine, TOY).load("toy");
    private final LabTask task = lab.task("task", 2);

    @Test
    void whatIsOpenIsClosedAndWhatIsLoadedIsUnloaded() {
        assertThat(fd(task.socket())).isEqualTo("fd");
        assertThat(fd(task.dup(3))).isEqualTo("fd");
        assertThat(zero(task.rmmod("toy"))).isEqualTo("EWOULDBLOCK");

        assertThat(lab.broken()).isEqualTo(Lab.OK);
        assertThat(zero(task.rmmod("toy"))).isEqualTo("ENOENT");
        assertThat(zero(task.close(3))).isEqualTo("EBADF");
    }

    @Test
    void callbacksAreCalledBeforeAnythingIsUnloaded() {
        LabMachine other = new LabMachine();
        Lab withData = new Lab(other, Toy.image("toy", Lab.PF_TOY, Toy.Options.PLAIN.with(Toy.Quirk.RCU_DATA))).load("toy");
        assertThat(fd(withData.task("task", 1).socket())).isEqualTo("fd");

        assertThat(withData.broken()).isEqualTo(Lab.OK);
    }

    @Test
    void aReferenceThatNobodyGivesBackIsSeen() {
        task.call(() -> lab.kernel.module.try_module_get(lab.kernel.module.find_module("toy")) ? 1 : 0);

        assertThat(lab.broken()).isEqualTo("refcount-balance");
    }

    @Test
    void anObjectThatNobodyFreesIsSeen() {
        task.call(() -> machine.alloc("lost", Region.Kind.OBJECT, mem -> 0));

        assertThat(lab.broken()).isEqualTo("rollback");
    }

    @Test
    void whatTheMachineHasSeenIsBroken() {
        Region freed = machine.alloc("freed", Region.Kind.OBJECT, mem -> mem);
        task.call(() -> {
            machine.free(freed);
            machine.enter(freed);
            return 0;
        });

        assertThat(lab.broken()).isEqualTo("no-use-after-free");
        assertThat(lab.violations()).hasSize(1);
    }

    @Test
    void failuresAreTheTasksOwn() {
        LabTask unlucky = lab.task("unlucky", 1, Choices.failing("create"));

        assertThat(fd(unlucky.socket())).isEqualTo("ENOBUFS");
        assertThat(fd(task.socket())).isEqualTo("fd");
        assertThat(lab.broken()).isEqualTo(Lab.OK);
    }

    @Test
    void threadsShareTheirDescriptors() {
        LabTask thread = lab.thread(task, "thread");

        assertThat(task.socket()).isEqualTo(3);
        assertThat(zero(lab.task("other", 1).close(3))).isEqualTo("EBADF");
        assertThat(zero(thread.close(3))).isEqualTo("0");
        assertThat(lab.broken()).isEqualTo(Lab.OK);
    }

    @Test
    void aTaskThatWaitsForModprobeDoesItsWork() {
        Lab empty = new Lab(new LabMachine(), TOY);

        assertThat(fd(empty.task("plain", 1).socket())).isEqualTo("EAFNOSUPPORT");
        assertThat(fd(empty.autoloading("autoloading", 1).socket())).isEqualTo("fd");
        assertThat(empty.broken()).isEqualTo(Lab.OK);
    }

    @Test
    void aModuleThatIsNotThereCannotBeLoaded() {
        assertThatThrownBy(() -> lab.load("none")).isInstanceOf(IllegalStateException.class).hasMessage("set-up: none cannot be loaded");
    }

    /** They are caught by a race only. */
    @TestFactory
    Stream<DynamicTest> defectsThatNeedARaceAreNotSeenWithoutOne() {
        return Stream.of(new Defects.NoReadLock(), new Defects.NoGracePeriod(), new Defects.TestThenIncrement(), new Defects.PlainIncrement(),
                new Defects.PlainDecrement(), new Defects.LockExcludesNobody("file_lock"), new Defects.LongReturn(), new Defects.LongSleep(),
                new Defects.LookUpPinsNothing()).map(defective -> DynamicTest.dynamicTest(defective.getClass().getSimpleName(), () -> {
                    Lab calm = new Lab(defective, TOY).load("toy");
                    LabTask user = calm.task("user", 1);
                    assertThat(user.socket()).isEqualTo(3);
                    assertThat(user.close(3)).isZero();
                    assertThat(calm.broken()).isEqualTo(Lab.OK);
                }));
    }

    @Test
    void aBaseThatIsNotPutBackIsSeenWithoutARace() {
        Lab broken = new Lab(new Defects.BaseNotPutBack(), TOY).load("toy");
        LabTask user = broken.task("user", 1);

        user.socket();
        assertThat(zero(user.rmmod("toy"))).isEqualTo("0");
        assertThat(broken.broken()).isNotEqualTo(Lab.OK);
    }
}
