package org.sockrace.conform.ftrace;

/**
 * What became of a recording.
 *
 * @param verdict what is known of it
 * @param finding the first event that nothing explains, or null
 * @param lostAt the line from which on events are missing, or 0
 * @param summary what was counted up to there
 */
public record Validation(Verdict verdict, Finding finding, int lostAt, Summary summary) {

    /** What is known of a recording. */
    public enum Verdict {
        /** The modelled kernel can behave like that. */
        EXPLAINED,
        /** It cannot. */
        UNEXPLAINED,
        /** The recorder lost events; up to there it can. */
        BOUNDED
    }
}
