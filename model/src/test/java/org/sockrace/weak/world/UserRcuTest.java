package org.sockrace.weak.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Exploration;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Fence;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Mutex;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.machine.Region;
import org.sockrace.machine.Word;
import org.sockrace.machine.hardware.UserRcu;
import org.sockrace.weak.model.ModelKind;

/**
 * The RCU of real threads under the memory model: with its fences nobody reads freed memory. Each fence of the readers is needed, and the last one of a grace
 * period; those before it are three that stand in for each other.
 */
class UserRcuTest {

    private static final Set<String> NONE = Set.of();

    /** A thing in a slot. Fences are known by who asks for them: those in {@code left} are left out. */
    private static final class Shared {
        final Machine k;
        final UserRcu rcu;
        final Set<String> asked = new TreeSet<>();
        final Ptr<Word> slot;
        final Mutex taking;
        Region memory;

        Shared(Machine k, Set<String> left) {
            this.k = k;
            this.taking = k.mutex(k.image(), "taking");
            this.rcu = new UserRcu(k, k.image(), () -> fence(left), () -> fence(left));
            Word thing = k.alloc("thing", Region.Kind.OBJECT, region -> {
                memory = region;
                return k.word(region, "field", 0);
            });
            slot = k.ptr(k.image(), "slot", thing);
        }

        private void fence(Set<String> left) {
            String site = StackWalker.getInstance().walk(frames -> frames.filter(f -> f.getClassName().startsWith(UserRcu.class.getName()))
                    .map(f -> f.getMethodName() + ":" + f.getLineNumber()).findFirst().orElseThrow());
            asked.add(site);
            if (!left.contains(site)) {
                k.fence(Fence.MB);
            }
        }

        void read(UserRcu.Reader reader) {
            reader.lock();
            Word thing = slot.load(Order.ONCE);
            if (thing != null) {
                thing.load(Order.ONCE);
            }
            reader.unlock();
        }

        void update() {
            taking.lock();
            Word thing = slot.load(Order.ONCE);
            slot.store(null, Order.ONCE);
            taking.unlock();
            rcu.synchronize();
            if (thing != null) {
                k.free(memory);
            }
        }
    }

    private static Set<Property> broken(int readers, int updaters, Set<String> left, Set<String> asked) {
        Exploration found = new WeakSearch(ModelKind.LKMM_PORF).explore(Source.of(SmallWorld.of(machine -> {
            Shared shared = new Shared(machine, left);
            List<Runnable> threads = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                UserRcu.Reader reader = shared.rcu.register();
                threads.add(() -> shared.read(reader));
            }
            for (int i = 0; i < updaters; i++) {
                threads.add(() -> {
                    shared.update();
                    asked.addAll(shared.asked);
                });
            }
            return threads;
        }, false)), Monitor.all(), Budget.NONE);
        assertThat(found.claim().complete()).isTrue();
        return found.findings().byProperty().keySet();
    }

    private static Set<String> sites() {
        Set<String> sites = new TreeSet<>();
        assertThat(broken(1, 1, NONE, sites)).isEmpty();
        return sites;
    }

    @Test
    void readersAreSafe() {
        assertThat(broken(2, 1, NONE, new TreeSet<>())).isEmpty();
        assertThat(broken(2, 2, NONE, new TreeSet<>())).isEmpty();
    }

    @Test
    void fencesAreNeeded() {
        List<String> needed = new ArrayList<>();
        Set<String> early = new TreeSet<>();
        for (String site : sites()) {
            if (broken(1, 1, Set.of(site), new TreeSet<>()).isEmpty()) {
                early.add(site);
            } else {
                needed.add(site.substring(0, site.indexOf(':')));
            }
        }
        assertThat(needed).containsExactly("lock", "synchronize", "unlock");
        assertThat(early).hasSize(3);
        assertThat(broken(1, 1, early, new TreeSet<>())).containsExactly(Property.NO_USE_AFTER_FREE);
    }
}
