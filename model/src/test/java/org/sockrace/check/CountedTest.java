package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sockrace.kernel.Counted;
import org.sockrace.explain.SourceText;

/** All that the kernel counts has a name in {@link Counted}, and somebody looks at it when nobody runs any more. */
class CountedTest {

    /** What is not looked at, and why it need not be. */
    private static final Map<String, String> OTHERWISE = Map.of(
            Counted.BASE, "the module's refcnt counts it, and is compared with what is owned",
            Counted.DEP, "the module's refcnt counts it, and one too many keeps rmmod from unloading the module",
            Counted.FILE, "f_count counts it, and the files themselves are looked at",
            Counted.INODE, "i_count counts it, and the inodes themselves are looked at",
            Counted.DENTRY, "d_count counts it, and a dentry that is left keeps its inode",
            Counted.DENTRY_CACHE, "a call that leaves one behind breaks rollback",
            Counted.INODE_SECURITY, "a call that leaves one behind breaks rollback");

    /** A name in quotes where a kind or a cache is expected. */
    private static final Pattern LITERAL = Pattern.compile(
            "\\b(?:(?:own|disown|alloc)\\(|(?:try_module_get|module_put)\\([^\"\\n]*, )\"([^\"]*)\"");
    private static final Pattern CONSTANT = Pattern.compile("\\bCounted\\.([A-Z_]+)");

    @Test
    void theKernelNamesWhatItCountsInOnePlace() {
        Set<String> literals = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        for (String file : SourceText.names()) {
            String code = String.join("\n", new SourceText().file(file));
            for (Matcher m = LITERAL.matcher(code); m.find();) {
                literals.add(file + ": " + m.group(1));
            }
            for (Matcher m = CONSTANT.matcher(code); m.find();) {
                used.add(m.group(1));
            }
        }
        assertThat(literals).as("a cache of its own for each protocol").containsExactly("CoreSock.java: kmem_cache(");
        assertThat(used).hasSameSizeAs(Counted.all());
    }

    @Test
    void whatIsLeftIsAProblem() {
        Map<String, String> problems = new TreeMap<>();
        for (String kind : Counted.all()) {
            String more = AtRest.problem(Map.of(kind, 1));
            if (more != null) {
                problems.put(kind, more);
            }
        }
        Set<String> looked = new TreeSet<>(Counted.all());
        looked.removeAll(OTHERWISE.keySet());
        assertThat(problems.keySet()).as("every other kind is in OTHERWISE, with the reason").isEqualTo(looked);
    }
}
