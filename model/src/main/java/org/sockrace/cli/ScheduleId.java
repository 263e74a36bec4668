package org.sockrace.cli;

import java.util.List;
import org.sockrace.explore.Schedule;

/**
 * A scenario, and a schedule of it if one was given.
 *
 * @param one the scenario
 * @param schedule the schedule, or null
 */
record ScheduleId(Selection.Selected one, String schedule) {

    /**
     * Reads {@code NAME}, {@code NAME:SCHEDULE}, or with {@code -e} or {@code -f} only {@code SCHEDULE}, or nothing.
     *
     * @throws UsageException if it is none of these
     */
    static ScheduleId of(String id, Selection selection) {
        boolean adHoc = selection.isAdHoc();
        if (!adHoc && id.isEmpty()) {
            throw new UsageException("no scenario: give NAME or NAME:SCHEDULE, -e or -f (sockrace list shows the catalogue)");
        }
        int colon = id.lastIndexOf(':');
        String schedule = adHoc ? id : colon < 0 ? "" : id.substring(colon + 1);
        Selection.Selected one = selection.one(adHoc ? List.of() : List.of(colon < 0 ? id : id.substring(0, colon)), "a schedule");
        if (colon >= 0 || adHoc && !id.isEmpty()) {
            try {
                Schedule.parse(schedule);
            } catch (IllegalArgumentException e) {
                throw new UsageException(e.getMessage());
            }
        }
        return new ScheduleId(one, schedule.isEmpty() ? null : schedule);
    }
}
