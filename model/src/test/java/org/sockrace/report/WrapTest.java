package org.sockrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.sockrace.explain.SourceText;

/** Breaking lines. */
class WrapTest {

    @Test
    void shortTextIsOneLine() {
        assertThat(Wrap.lines("short", 10, "  ")).containsExactly("short");
        assertThat(Wrap.lines("", 10, "  ")).containsExactly("");
    }

    @Test
    void linesBreakAtBlanks() {
        assertThat(Wrap.lines("one two three four", 10, "  ")).containsExactly("one two", "  three", "  four");
    }

    @Test
    void orWhereCodeMayBeBroken() {
        assertThat(Wrap.lines("net_families.get(family)", 18, "  ")).containsExactly("net_families.get(", "  family)");
        assertThat(Wrap.lines("L239 answer_prot.slab.get() == null", 27, "  ")).containsExactly("L239 answer_prot.slab.get()", "  == null");
        assertThat(Wrap.lines("L239 answer_prot.slab.get() == null", 26, "  ")).containsExactly("L239 answer_prot.slab", "  .get() == null");
        assertThat(Wrap.lines("cmpxchg(a.refcnt,b->count,4.4)", 20, " ")).containsExactly("cmpxchg(a.refcnt,", " b->count,4.4)");
        assertThat(Wrap.lines("struct_sock->sk_prot->slab", 22, " ")).containsExactly("struct_sock->sk_prot", " ->slab");
    }

    @Test
    void aNameOrNumberIsOnePiece() {
        assertThat(Wrap.lines("see KernelModule.java:165 of 4.4.302", 22, " ")).containsExactly("see", " KernelModule.java:165", " of 4.4.302");
        assertThat(Wrap.lines("ab MODULE_STATE_UNFORMED x", 22, " ")).containsExactly("ab", " MODULE_STATE_UNFORMED", " x");
        assertThat(Wrap.lines("set(MODULE_STATE_UNFORMED);", 24, " ")).containsExactly("set(", " MODULE_STATE_UNFORMED);");
        assertThat(Wrap.lines("        mod.set(MODULE_STATE_UNFORMED)", 23, "          ")).containsExactly("        mod.set(", " MODULE_STATE_UNFORMED)");
    }

    @Test
    void aNameIsCutOnlyIfItTakesMoreThanALine() {
        assertThat(Wrap.lines("  a b MODULE_STATE_UNFORMED", 12, " ")).containsExactly("  a b", " MODULE_STAT", " E_UNFORMED");
    }

    /** Every line of the modelled kernel, in every width that a column can have. */
    @Test
    void noNameOfTheSourceIsBroken() {
        SourceText source = new SourceText();
        Pattern name = Pattern.compile("\\w+");
        for (String file : SourceText.names()) {
            for (String line : source.file(file)) {
                List<String> whole = name.matcher(line).results().map(MatchResult::group).toList();
                int longest = whole.stream().mapToInt(String::length).max().orElse(0);
                for (int width : new int[] {27, 33, 40, 43, 58}) {
                    List<String> lines = Wrap.lines("        " + line.strip(), width, "             ");
                    List<String> pieces = lines.stream().flatMap(l -> name.matcher(l).results().map(MatchResult::group)).toList();
                    assertThat(longest >= width || pieces.equals(whole)).as(file + ", " + width + ": " + lines).isTrue();
                }
            }
        }
    }

    @Test
    void orAnywhere() {
        assertThat(Wrap.lines("aaaaaaaaaaaaaaa", 10, " ")).containsExactly("aaaaaaaaaa", " aaaaa");
    }

    @Test
    void indentationIsKept() {
        assertThat(Wrap.lines("    one two three", 12, "      ")).containsExactly("    one two", "three");
    }

    @Test
    void longTextIsCut() {
        assertThat(Wrap.cut("rmmod(af_packet)", 10)).isEqualTo("rmmod(a...");
        assertThat(Wrap.cut("rmmod", 5)).isEqualTo("rmmod");
    }
}
