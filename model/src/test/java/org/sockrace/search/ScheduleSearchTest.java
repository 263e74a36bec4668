package org.sockrace.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sockrace.automata.World;
import org.sockrace.explore.Budget;
import org.sockrace.explore.Monitor;
import org.sockrace.machine.Property;
import org.sockrace.reference.ReferenceModel;
import org.sockrace.reference.ReferenceModel.Bug;

/** No schedule says something only if all were looked at. */
class ScheduleSearchTest {

    private static ScheduleSearch search(Bug bug, int most) {
        World world = ReferenceModel.world(2, bug);
        return new ScheduleSearch(Model.forSchedules(world, Monitor.all(), Budget.NONE), Goal.breaking(Property.NO_USE_AFTER_UNLOAD), Budget.NONE, most);
    }

    @Test
    void whoGivesUpDoesNotSayThatThereIsNone() {
        ScheduleSearch all = search(Bug.NONE, ScheduleSearch.MOST_STATES);
        assertThat(all.run()).isNull();
        assertThat(all.complete()).isTrue();
        ScheduleSearch some = search(Bug.NO_GRACE_PERIOD, 20);
        assertThat(some.run()).isNull();
        assertThat(some.complete()).isFalse();
        ScheduleSearch enough = search(Bug.NO_GRACE_PERIOD, ScheduleSearch.MOST_STATES);
        assertThat(enough.run()).isNotNull();
        assertThat(enough.complete()).isTrue();
    }
}
