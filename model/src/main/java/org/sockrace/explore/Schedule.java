package org.sockrace.explore;

import java.util.ArrayList;
import java.util.List;

/**
 * Which thread takes each step, and what comes out where the step is a choice. Written {@code 0x4,1=1,1x9}: thread 0 takes four steps, thread 1 takes
 * outcome 1 of a choice, then nine more steps.
 *
 * @param steps the steps, in order
 */
public record Schedule(List<Step> steps) {

    /**
     * One step.
     *
     * @param thread the thread's number
     * @param choice the outcome if the step is a choice, else 0
     */
    public record Step(int thread, int choice) { }

    /** Copies the steps. */
    public Schedule {
        steps = List.copyOf(steps);
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException with a message for users if it is malformed
     */
    public static Schedule parse(String text) {
        List<Step> steps = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            java.util.regex.Matcher m = java.util.regex.Pattern.compile("(\\d{1,3})(?:x(\\d{1,6})|=(\\d{1,3}))?").matcher(part.strip());
            if (!m.matches()) {
                throw new IllegalArgumentException("'" + part + "' is no step: write 0x4 (thread 0 takes four steps), 0 (one step) or 0=1 (choice 1)");
            }
            int count = m.group(2) == null ? 1 : Integer.parseInt(m.group(2));
            int choice = m.group(3) == null ? 0 : Integer.parseInt(m.group(3));
            for (int i = 0; i < count; i++) {
                steps.add(new Step(Integer.parseInt(m.group(1)), choice));
            }
        }
        return new Schedule(steps);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < steps.size();) {
            Step step = steps.get(i);
            int run = i + 1;
            while (step.choice() == 0 && run < steps.size() && steps.get(run).equals(step)) {
                run++;
            }
            text.append(text.isEmpty() ? "" : ",").append(step.thread());
            if (step.choice() != 0) {
                text.append('=').append(step.choice());
            } else if (run - i > 1) {
                text.append('x').append(run - i);
            }
            i = run;
        }
        return text.toString();
    }
}
