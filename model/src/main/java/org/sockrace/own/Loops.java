package org.sockrace.own;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.Map;
import java.util.TreeMap;
import org.sockrace.machine.simulated.Rounds;

/** Makes every loop say that it begins another round; all lines stay where they are. */
final class Loops extends TreeScanner<Void, Void> {

    private static final String PROBE = Rounds.class.getName() + ".next();";

    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    /** What is inserted, by where. */
    private final Map<Integer, String> inserted = new TreeMap<>();

    private Loops(CompilationUnitTree unit, SourcePositions positions) {
        this.unit = unit;
        this.positions = positions;
    }

    /** That text. */
    static String probed(String text, CompilationUnitTree unit, SourcePositions positions) {
        Loops loops = new Loops(unit, positions);
        loops.scan(unit, null);
        StringBuilder probed = new StringBuilder();
        int from = 0;
        for (Map.Entry<Integer, String> each : loops.inserted.entrySet()) {
            probed.append(text, from, each.getKey()).append(each.getValue());
            from = each.getKey();
        }
        return probed.append(text, from, text.length()).toString();
    }

    private void body(StatementTree body) {
        int begin = (int) positions.getStartPosition(unit, body);
        int end = (int) positions.getEndPosition(unit, body);
        if (begin < 0 || end < begin) {
            return;
        }
        if (body instanceof BlockTree) {
            inserted.merge(begin + 1, " " + PROBE, String::concat);
        } else {
            inserted.merge(begin, "{ " + PROBE + " ", String::concat);
            inserted.merge(end, " }", String::concat);
        }
    }

    @Override
    public Void visitWhileLoop(WhileLoopTree loop, Void unused) {
        body(loop.getStatement());
        return super.visitWhileLoop(loop, null);
    }

    @Override
    public Void visitDoWhileLoop(DoWhileLoopTree loop, Void unused) {
        body(loop.getStatement());
        return super.visitDoWhileLoop(loop, null);
    }

    @Override
    public Void visitForLoop(ForLoopTree loop, Void unused) {
        body(loop.getStatement());
        return super.visitForLoop(loop, null);
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree loop, Void unused) {
        body(loop.getStatement());
        return super.visitEnhancedForLoop(loop, null);
    }
}
