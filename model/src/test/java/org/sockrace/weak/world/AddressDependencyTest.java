package org.sockrace.weak.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.Source;
import org.sockrace.machine.Machine;
import org.sockrace.machine.Order;
import org.sockrace.machine.Property;
import org.sockrace.machine.Ptr;
import org.sockrace.weak.model.ModelKind;

/**
 * Which load of a pointer an access goes by, where there are several. A writer fills a thing in and publishes it; it is at another place besides, by which
 * nobody learns that it is filled in.
 */
class AddressDependencyTest {

    /** The places at which it is found. */
    private static final class Places {
        private final Thing thing;
        /** To which it is published. */
        private final Ptr<Thing> slot;
        /** Where it is all the time, though the writer stores it there again. */
        private final Ptr<Thing> other;
        /** The same, and nobody stores it there. */
        private final Ptr<Thing> always;

        Places(Machine k) {
            this.thing = Thing.of(k);
            this.slot = k.ptr(k.image(), "slot", null);
            this.other = k.ptr(k.image(), "other", thing);
            this.always = k.ptr(k.image(), "always", thing);
        }

        void publish() {
            thing.field().store(1, Order.ONCE);
            slot.store(thing, Order.RELEASE);
            other.store(thing, Order.ONCE);
        }

        /** Whether a thing is found that is not filled in. */
        private int isEmpty(Thing found) {
            return found != null && found.field().load(Order.ONCE) == 0 ? 1 : 0;
        }

        int finds(Order order) {
            return isEmpty(slot.load(order));
        }

        int findsWhatItKnows(Order order) {
            return other.load(Order.ONCE) == null ? 0 : isEmpty(slot.load(order));
        }

        private Thing returned() {
            return slot.load(Order.DEPENDENCY);
        }

        int getsItReturned() {
            return isEmpty(returned());
        }

        private boolean isPublished() {
            return slot.load(Order.DEPENDENCY) != null;
        }

        int asksWhetherItIsPublished() {
            Thing known = other.load(Order.ONCE);
            return isPublished() ? isEmpty(known) : 0;
        }

        int comparesItWithWhatNeverMoves() {
            Thing known = always.load(Order.ONCE);
            return slot.load(Order.ONCE) == known ? isEmpty(known) : 0;
        }

        int isAtTheOther() {
            return other.load(Order.ONCE) == null ? 0 : 1;
        }
    }

    private static Set<Property> broken(ToIntFunction<Places> reader) {
        return new WeakSearch(ModelKind.LKMM_PORF).explore(Source.of(SmallWorld.of(k -> {
            Places places = new Places(k);
            return List.of(places::publish, () -> {
                k.rcu_read_lock();
                int empty = reader.applyAsInt(places);
                k.rcu_read_unlock();
                if (empty == 1) {
                    k.bug(Property.KERNEL_ASSERTION, "not filled in");
                }
            });
        }, false)), Monitor.all(), Budget.NONE).findings().byProperty().keySet();
    }

    @Test
    void anAccessDependsOnTheLoadThatItGoesBy() {
        assertThat(broken(places -> places.finds(Order.DEPENDENCY))).isEmpty();
        assertThat(broken(places -> places.finds(Order.ONCE))).isEmpty();
        assertThat(broken(Places::getsItReturned)).isEmpty();
    }

    @Test
    void whatIsDereferencedIsFollowedThoughItIsKnown() {
        assertThat(broken(places -> places.findsWhatItKnows(Order.DEPENDENCY))).isEmpty();
    }

    /** The function that asks has ended, and it has not returned the pointer. */
    @Test
    void whatAnotherFunctionDereferencesIsNotFollowed() {
        assertThat(broken(Places::asksWhetherItIsPublished)).containsExactly(Property.KERNEL_ASSERTION);
    }

    /** As a function that takes something from a list looks for what it was called with: that is a control dependency, which does not order loads. */
    @Test
    void whatIsOnlyComparedIsNotFollowed() {
        assertThat(broken(Places::comparesItWithWhatNeverMoves)).containsExactly(Property.KERNEL_ASSERTION);
    }

    @Test
    void noPointerIsLeftFromOneCallToTheNext() {
        assertThat(broken(places -> places.isAtTheOther() == 0 ? 0 : places.finds(Order.ONCE))).isEmpty();
    }
}
