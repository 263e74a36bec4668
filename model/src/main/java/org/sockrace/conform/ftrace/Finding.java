package org.sockrace.conform.ftrace;

import java.util.List;

/**
 * The first event that no behaviour of the modelled kernel explains.
 *
 * @param line its line
 * @param text the line itself
 * @param rule the rule that it breaks
 * @param why what is wrong
 * @param state what was known of the state there
 */
public record Finding(int line, String text, Rule rule, String why, List<String> state) {

    /** Copies the list. */
    public Finding {
        state = List.copyOf(state);
    }
}
