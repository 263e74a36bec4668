package org.sockrace.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EditTest {

    private static final String SOURCE = "a();\nb(1,\n  2);\nc();\n";

    @Test
    void whatIsRemovedLeavesItsLines() {
        assertThat(Edit.apply(SOURCE, List.of(Edit.remove(5, 15)))).isEqualTo("a();\n\n\nc();\n");
    }

    @Test
    void whatIsLongerThanItsPlaceIsPutInOneLine() {
        assertThat(Edit.apply(SOURCE, List.of(new Edit(0, 4, "b(1,\n  2);"), new Edit(5, 15, "a();")))).isEqualTo("b(1, 2);\na();\n\nc();\n");
    }

    @Test
    void editsDoNotMoveEachOther() {
        assertThat(Edit.apply(SOURCE, List.of(Edit.insert(0, "x(); "), Edit.insert(16, "y(); ")))).isEqualTo("x(); a();\nb(1,\n  2);\ny(); c();\n");
    }
}
