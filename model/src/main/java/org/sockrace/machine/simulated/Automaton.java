package org.sockrace.machine.simulated;

import java.util.List;

/**
 * Everything that threads of one role can do.
 *
 * @param program the program they run
 * @param nodes the local states; edges lead to smaller numbers, so there are no cycles
 * @param start the first local state
 * @param startNotes what the code said before its first operation
 * @param histories how many local states there were before those of equal future were merged
 */
public record Automaton(ThreadProgram program, List<Node> nodes, int start, List<Note> startNotes, int histories) { }
