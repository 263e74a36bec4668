package org.sockrace.conform.ftrace;

/**
 * What became of a recording.
 *
 * @param verdict what is known of it
 * @param finding the first event that nothing explains, or null
 * @param gap where events are missing, or null
 * @param summary what was counted up to there
 */
public record Validation(Verdict verdict, Finding finding, Gap gap, Summary summary) {

    /**
     * Events that the recorder did not record.
     *
     * @param line the line at which that is known first
     * @param what what is missing, for example {@code 2 of sk_destruct}, or null if nobody knows
     * @param goesOn whether everything else was validated up to the end; else all that comes after the line was not
     * @param certain whether the kernel's own count of missed probes says so
     */
    public record Gap(int line, String what, boolean goesOn, boolean certain) { }

    /** What is known of a recording. */
    public enum Verdict {
        /** The modelled kernel can behave like that. */
        EXPLAINED,
        /** It cannot. */
        UNEXPLAINED,
        /** It can, but for events that the recorder lost or missed. */
        HAS_GAPS
    }
}
