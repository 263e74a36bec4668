package org.sockrace.format;

import java.util.List;

/**
 * Something that was found.
 *
 * @param rule the id of the rule that it breaks
 * @param title the headline, one line
 * @param text the whole report of it, as the terminal shows it in the usual width; lines end with a newline
 * @param place where it is; null if it is in no single place
 * @param function the function in which it is, or an empty string
 * @param flow the execution that shows it, step by step; empty if there is none
 * @param command the command that shows it again, or an empty string
 * @param key what identifies it in other runs as well: it says all that tells it apart from others of its rule, and changes only if it is another one
 */
public record Finding(String rule, String title, String text, Place place, String function, List<FlowStep> flow, String command, String key) {

    /** Copies the steps. */
    public Finding {
        flow = List.copyOf(flow);
    }
}
