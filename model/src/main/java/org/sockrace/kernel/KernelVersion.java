package org.sockrace.kernel;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Linux versions that are modelled, oldest first: each as one release of it, which was read, has it. What differs between them is asked for by
 * {@link #since}, where it differs.
 */
public enum KernelVersion {
    V2_6_32(2, 6, 32),
    V3_10(3, 10, 4),
    V3_16(3, 16, 0),
    /** The default. */
    V4_4(4, 4, 0),
    V4_19(4, 19, 108),
    V5_4(5, 4, 301),
    V5_15(5, 15, 215),
    V6_1(6, 1, 166),
    V6_6(6, 6, 87),
    V6_12(6, 12, 33),
    V6_18(6, 18, 35),
    V6_19(6, 19, 0),
    V7_1(7, 1, 5);

    /** The version of whoever does not choose. */
    public static final KernelVersion DEFAULT = V4_4;

    private static final Pattern RELEASE = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?(?:\\.\\d{1,4})?(?:[-+._~][\\w.+~-]*(?<!\\.))?");

    private final int major;
    private final int minor;
    private final int sublevel;

    KernelVersion(int major, int minor, int sublevel) {
        this.major = major;
        this.minor = minor;
        this.sublevel = sublevel;
    }

    /** Whether this version is {@code major.minor} or newer. The fact that is asked for holds from there on, whether or not that version is modelled. */
    public boolean since(int major, int minor) {
        return this.major != major ? this.major > major : this.minor >= minor;
    }

    /**
     * The same of a fact that stable trees of older versions have taken over.
     *
     * @param stable releases of older versions that have it, such as {@code 6.1.133}: it holds in that version if the release that was read is not older
     */
    public boolean since(int major, int minor, String... stable) {
        if (since(major, minor)) {
            return true;
        }
        for (String release : stable) {
            String[] part = release.split("\\.");
            if (Integer.parseInt(part[0]) == this.major && Integer.parseInt(part[1]) == this.minor && Integer.parseInt(part[2]) <= sublevel) {
                return true;
            }
        }
        return false;
    }

    /** As users write it: {@code 6.1}, and {@code 2.6.32}: until 3.0 the third number was that of the release. */
    public String text() {
        return major + "." + minor + (named(major) ? "." + sublevel : "");
    }

    /** Whether releases of that first number have three in their name. */
    private static boolean named(int major) {
        return major < 3;
    }

    /** The release that was read, with what its stable tree had brought to it by then: {@code 6.1.166}. */
    public String release() {
        return named(major) ? text() : text() + "." + sublevel;
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

    /**
     * Whether that could be the release of a kernel: {@code x.y}, {@code x.y.z}, {@code 2.6.x.y}, or that with whatever a distribution adds, as
     * {@code uname -r} says it.
     */
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
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        int sublevel = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return Stream.of(values()).filter(v -> v.notNewer(major, minor, sublevel)).reduce((older, newer) -> newer);
    }

    private boolean notNewer(int otherMajor, int otherMinor, int otherSublevel) {
        if (major != otherMajor || minor != otherMinor) {
            return major != otherMajor ? major < otherMajor : minor < otherMinor;
        }
        return !named(major) || sublevel <= otherSublevel;
    }
}
