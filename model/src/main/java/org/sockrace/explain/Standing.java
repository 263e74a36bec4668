package org.sockrace.explain;

import java.util.ArrayList;
import java.util.List;
import org.sockrace.automata.Frame;
import org.sockrace.automata.Node;
import org.sockrace.automata.OpKind;
import org.sockrace.automata.Operation;
import org.sockrace.explore.Execution;
import org.sockrace.semantics.Result;
import org.sockrace.semantics.Run;

/**
 * What a thread is about to do, and whether it can.
 *
 * @param thread the thread's number
 * @param name its name
 * @param can whether it can
 * @param function the innermost kernel function, or an empty string
 * @param file the source file of that line, or an empty string
 * @param line the line in it, or 0
 * @param source the text of that line
 * @param operation what it is about to do, or empty if it has ended
 * @param alternatives what may come out, if that is a choice; else empty
 * @param reason why it cannot, or what it would break; else empty
 */
public record Standing(int thread, String name, Can can, String function, String file, int line, String source, String operation,
                       List<String> alternatives, String reason) {

    /** Whether a thread can go on. */
    public enum Can {
        /** It can. */
        GO_ON,
        /** It can, and that breaks a property and ends the execution. */
        BREAK,
        /** It waits for others. */
        BLOCKED,
        /** It serves others, and nobody asks. */
        IDLE,
        /** It has ended. */
        ENDED
    }

    /** Copies the list. */
    public Standing {
        alternatives = List.copyOf(alternatives);
    }

    /** Whether it can take a step, be it to break something. */
    public boolean canMove() {
        return can == Can.GO_ON || can == Can.BREAK;
    }

    /** Where each thread stands at the end of that execution. */
    public static List<Standing> of(Execution execution, SourceText source) {
        return of(new History(execution, source));
    }

    static List<Standing> of(History history) {
        Waiting waiting = new Waiting(history, new Argument());
        List<Standing> all = new ArrayList<>();
        for (int t = 0; t < history.threads(); t++) {
            all.add(of(t, history.end(), history, waiting, history.source()));
        }
        return all;
    }

    private static Standing of(int thread, Run run, History history, Waiting waiting, SourceText source) {
        Node node = run.node(thread);
        Operation op = node.op();
        Result result = run.copy().step(thread, 0).result();
        Can can = op.kind() == OpKind.DONE ? Can.ENDED : !result.stays() ? result instanceof Result.Broken ? Can.BREAK : Can.GO_ON
                : run.idle(thread) ? Can.IDLE : Can.BLOCKED;
        String reason = switch (can) {
            case GO_ON, ENDED -> "";
            case BREAK -> "breaks " + ((Result.Broken) result).property().id();
            case IDLE -> "nobody asks it to";
            case BLOCKED -> waiting.forWhom(thread, op).replaceFirst("^[,;] ", "");
        };
        Frame top = node.at().top();
        return new Standing(thread, history.name(thread), can, top == null ? "" : top.function(), top == null ? "" : top.file(), top == null ? 0 : top.line(),
                top == null ? "" : source.line(top.file(), top.line()), can == Can.ENDED ? "" : Operations.describe(op), Operations.alternatives(op), reason);
    }
}
