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
     * Reads {@code NAME}, {@code NAME:SCHEDULE}, or with {@code -e} or {@code -f} only {@code SCHEDULE}, or nothing. With these a name may stand before the
     * schedule, too, as documents have it in an id; then it must be that scenario's.
     *
     * @throws UsageException if it is none of these
     */
    static ScheduleId of(String id, Selection selection) {
        boolean adHoc = selection.isAdHoc();
        if (!adHoc && id.isEmpty()) {
            throw new UsageException("no scenario: give NAME or NAME:SCHEDULE, -e or -f (sockrace list shows the catalogue)");
        }
        int colon = !adHoc && namesOneOfAFile(id) ? -1 : id.lastIndexOf(':');
        String name = colon >= 0 ? id.substring(0, colon) : adHoc ? "" : id;
        String schedule = colon >= 0 ? id.substring(colon + 1) : adHoc ? id : "";
        Selection.Selected one = selection.one(adHoc ? List.of() : List.of(name), "a schedule");
        String called = one.scenario().name();
        if (adHoc && colon >= 0 && !name.equals(called)) {
            throw new UsageException("the schedule is for '" + name + "', but the scenario of " + one.origin().option() + " is called " + called
                    + ": give only the schedule");
        }
        if (colon >= 0 || !schedule.isEmpty()) {
            try {
                Schedule.parse(schedule);
            } catch (IllegalArgumentException e) {
                throw new UsageException(e.getMessage());
            }
        }
        return new ScheduleId(one, schedule.isEmpty() ? null : schedule);
    }

    /** Whether what is behind the colon is the name of a scenario in the file before it, and no schedule. */
    private static boolean namesOneOfAFile(String id) {
        String behind = InFile.of(id).name();
        if (behind.isEmpty()) {
            return false;
        }
        try {
            Schedule.parse(behind);
            return false;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /**
     * Reads the same where a schedule must be given.
     *
     * @throws UsageException if none is
     */
    static ScheduleId withSchedule(String id, Selection selection) {
        if (id.isEmpty()) {
            throw new UsageException(selection.isAdHoc() ? "no schedule: expected 0x4,1x9,0" : "no schedule: expected NAME:SCHEDULE, as in NAME:0x4,1x9,0");
        }
        if (!selection.isAdHoc() && (id.indexOf(':') < 0 || namesOneOfAFile(id))) {
            throw new UsageException("'" + id + "' names no schedule: expected NAME:SCHEDULE, as in NAME:0x4,1x9,0");
        }
        return of(id, selection);
    }
}
