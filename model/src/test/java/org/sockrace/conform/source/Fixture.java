package org.sockrace.conform.source;

import java.util.List;
import java.util.Map;

/** C of our own, read as the C of a kernel is. */
final class Fixture {

    private static final Rules RULES = Rules.of(RuleFile.read("""
            detail spin_lock spin_unlock
            alias spin_lock_bh = spin_lock
            alias spin_unlock_bh = spin_unlock
            alias wait_event_interruptible = wait_event
            waits wait_event
            macro CONFIG_ON
            """));

    private Fixture() { }

    /** The skeleton of the first function of the text. */
    static Skeleton skeleton(String text) {
        Source source = source(text);
        Source.Function function = source.functions().values().iterator().next();
        Map<String, Source.Function> all = source.functions();
        CCompiler compiler = new CCompiler(RULES, name -> name.startsWith("inline_") ? all.get(name) : null);
        Code code = compiler.compile(function);
        return Reduction.smallest(Follower.follow(function.name(), code, compiler.status()));
    }

    static Source source(String text) {
        return Source.ofC("test.c", new Preprocessor("test.c", RULES.macros()).read(text));
    }

    /** Its rows. */
    static List<String> rows(String text) {
        return Listing.rows(skeleton(text));
    }

    /** How the two differ, the first as the C and the second as the Java. */
    static List<String> differences(String c, String java) {
        return Lockstep.compare(skeleton(c), skeleton(java));
    }
}
