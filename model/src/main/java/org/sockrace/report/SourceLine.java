package org.sockrace.report;

import java.util.regex.Pattern;

/** Lines of the modelled source as they are shown. */
public final class SourceLine {

    private static final Pattern GUARD = Pattern.compile("^if \\(test\\((.*)\\)\\) (break \\w+;|return.*|\\{|$)");

    private SourceLine() { }

    /** A guarded jump as it stands in C: {@code if (err < 0) goto out;}; other lines as they are. */
    public static String asC(String source) {
        return GUARD.matcher(source).replaceFirst("if ($1) $2").replaceFirst("^(if .*)break (\\w+;)", "$1goto $2");
    }
}
