package org.sockrace.kernel;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Linux versions that are modelled, oldest first. What differs between them is asked for by {@link #since}, where it differs. */
public enum KernelVersion {
    /** The default. */
    V4_4(4, 4),
    V6_1(6, 1),
    V6_19(6, 19);

    /** The version of whoever does not choose. */
    public static final KernelVersion DEFAULT = V4_4;

    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?(?:[-+._~][\\w.+~-]*(?<!\\.))?");
    private static final Comparator<int[]> BY_AGE = Comparator.<int[]>comparingInt(v -> v[0]).thenComparingInt(v -> v[1]).thenComparingInt(v -> v[2]);

    private final int[] number;

    KernelVersion(int major, int minor) {
        this.number = new int[] {major, minor, 0};
    }

    /** Whether this version is {@code major.minor} or newer. The fact that is asked for holds from there on, whether or not that version is modelled. */
    public boolean since(int major, int minor) {
        return BY_AGE.compare(number, new int[] {major, minor, 0}) >= 0;
    }

    /** As users write it: {@code 6.1}. */
    public String text() {
        return number[0] + "." + number[1];
    }

    @Override
    public String toString() {
        return text();
    }

    /** All, as users write them, oldest first. */
    public static List<String> texts() {
        return Stream.of(values()).map(KernelVersion::text).toList();
    }

    /** The modelled version of exactly that name. */
    public static Optional<KernelVersion> named(String text) {
        return Stream.of(values()).filter(v -> v.text().equals(text)).findFirst();
    }

    /** Whether that could be the release of a kernel: {@code x.y}, {@code x.y.z}, or that with whatever a distribution adds, as {@code uname -r} says it. */
    public static boolean isRelease(String release) {
        return RELEASE.matcher(release).matches();
    }

    /**
     * The newest modelled version that is not newer than a release.
     *
     * @param release as {@code uname -r} says it, for example {@code 6.1.0-56-amd64}
     * @return nothing if the release is older than all of them, or is none
     */
    public static Optional<KernelVersion> of(String release) {
        Matcher matcher = RELEASE.matcher(release);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int[] asked = new int[3];
        for (int i = 0; i < asked.length; i++) {
            asked[i] = matcher.group(i + 1) == null ? 0 : Integer.parseInt(matcher.group(i + 1));
        }
        return Stream.of(values()).filter(v -> BY_AGE.compare(v.number, asked) <= 0).reduce((older, newer) -> newer);
    }
}
