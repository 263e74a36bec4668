package org.sockrace.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.sockrace.report.StepText;

/** What can be said in a {@link StepSession}, besides threads. */
enum StepWord {
    NEXT("next [N]", "one step, or N (an empty line: one step)", 1),
    BACK("back [N]", "takes one step back, or N", 1),
    RUN("run [end | N | preemption]", "to the end, to step N, or to the next preemption; stops where something breaks", 1),
    STATE("state [all]", "what has changed since the beginning, or all that was touched", 1),
    WHY("why", "whether each thread can go on, and what it waits for", 0),
    LIST("list [all]", "the steps so far, side by side; all: private ones, too", 1),
    ID("id", "the command that replays them", 0),
    SAVE("save FILE", "writes the scenario with that command to a new file", 1),
    HELP("help", "this", 0),
    QUIT("quit", "ends; nothing is kept", 0);

    /** So many steps are shown each on its own. */
    static final int MANY = 20;

    private final String usage;
    private final String meaning;
    private final int most;

    StepWord(String usage, String meaning, int most) {
        this.usage = usage;
        this.meaning = meaning;
        this.most = most;
    }

    /** The word itself. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How it is written. */
    String usage() {
        return usage;
    }

    /** How many words may follow. */
    int most() {
        return most;
    }

    /** The word that is meant: itself, or its first letter; null if there is none. */
    static StepWord of(String typed) {
        return Stream.of(values()).filter(w -> w.id().equals(typed) || typed.length() == 1 && w.id().startsWith(typed)).findFirst().orElse(null);
    }

    /** All of them. */
    static List<String> all() {
        return Stream.of(values()).map(StepWord::id).toList();
    }

    /** What each does. */
    static String help(StepText text) {
        StringBuilder help = new StringBuilder();
        for (StepWord word : values()) {
            help.append(text.said(String.format(Locale.ROOT, "%-28s%s", word.usage, word.meaning)));
        }
        help.append(text.said(String.format(Locale.ROOT, "%-28s%s", "1, T1, T1 4, 0x4,1x9",
                "that thread takes a step, or so many: another order than the schedule's")));
        help.append(text.said(String.format(Locale.ROOT, "%-28s%s", "1=1, T1 fails", "and of a choice, that comes out")));
        help.append(text.said("The first letter is enough."));
        return help.toString();
    }
}
