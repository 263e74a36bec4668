package org.sockrace.cli;

import java.util.List;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.scenario.Suggest;

/**
 * The kernel that somebody asks for, and the modelled one that stands for it.
 *
 * @param asked as it was asked for, for example what {@code uname -r} says
 * @param version the newest modelled version that is not newer
 */
record KernelRelease(String asked, KernelVersion version) {

    /** What the option is for, without what stands for nothing. */
    static final String DESCRIPTION = "The kernel, as uname -r says it: the newest modelled version that is not newer is used";
    /** What is modelled if nobody says: that of the recordings. */
    static final String DEFAULT = "6.1";
    /** Nobody's kernel has a longer name: the kernel itself gives it 64 bytes. */
    private static final int LONGEST = 64;

    /**
     * The one that stands for that release.
     *
     * @throws IllegalArgumentException if it is no release, or older than all that are modelled; the message is for users
     */
    static KernelRelease of(String asked) {
        List<String> modelled = KernelVersion.texts();
        if (asked.length() > LONGEST || !KernelVersion.isRelease(asked)) {
            throw new IllegalArgumentException("'" + shown(asked) + "' is no release of a kernel; give what uname -r says, or one of "
                    + String.join(", ", modelled) + Suggest.nearest(asked, modelled).map(w -> "; did you mean '" + w + "'?").orElse(""));
        }
        return new KernelRelease(asked, KernelVersion.of(asked).orElseThrow(() ->
                new IllegalArgumentException("kernel " + asked + " is older than the oldest that is modelled, " + modelled.get(0))));
    }

    private static String shown(String asked) {
        return (asked.length() > LONGEST ? asked.substring(0, LONGEST) + "..." : asked).replaceAll("\\p{Cntrl}", "?");
    }

    /** How scenarios write the version. */
    String name() {
        return version.text();
    }

    /** For reports: the version, and for what it stands if that is another one. */
    String text() {
        return exact() ? asked : name() + " for " + asked;
    }

    /** Whether that version was asked for. */
    boolean exact() {
        return asked.equals(name());
    }
}
