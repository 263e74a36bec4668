package org.sockrace.mutate;

import java.util.TreeMap;
import org.sockrace.automata.Automaton;
import org.sockrace.automata.Edge;
import org.sockrace.automata.Node;
import org.sockrace.automata.Note;
import org.sockrace.automata.Operation;
import org.sockrace.automata.World;

/** Automata as a text that is the same for the same automata: all that an engine or a judge can see of them but the lines of the source. */
public final class AutomataText {

    private final StringBuilder text = new StringBuilder();

    private AutomataText() { }

    /** A digest of all of a world. */
    public static String of(World world) {
        AutomataText all = new AutomataText();
        world.cells().forEach(cell -> all.add(cell.qualifiedName(), cell.type, world.initial()[cell.id]));
        all.add(world.freedAtStart(), new TreeMap<>(world.initialLedger()), world.objects().stream().map(Object::toString).toList());
        all.add(EndText.sorted(world.initialBooks()));
        world.automata().forEach(all::automaton);
        return Fingerprint.quick(all.text.toString());
    }

    private void add(Object... parts) {
        for (Object part : parts) {
            text.append(part).append('\t');
        }
        text.append('\n');
    }

    private void automaton(Automaton automaton) {
        add("role", automaton.role(), automaton.start());
        automaton.startNotes().forEach(this::note);
        automaton.nodes().forEach(this::node);
    }

    private void node(Node node) {
        Operation op = node.op();
        add(op.kind(), op.cell() == null ? "" : op.cell().qualifiedName(), op.a(), op.b(), op.order(), op.region(), op.condition(), op.text());
        add(node.reader(), node.schedReader(), new java.util.TreeSet<>(node.inside()), node.broken());
        for (Edge edge : node.edges()) {
            add(edge.observed(), edge.target());
            edge.notes().forEach(this::note);
        }
        if (node.end() != null) {
            add(EndText.whole(node.end()));
        }
    }

    private void note(Note note) {
        if (note instanceof Note.Test test) {
            add("test", test.taken());
        } else if (note instanceof Note.Label label) {
            add("label", label.name());
        } else if (note instanceof Note.Breach breach) {
            add("breach", breach.property(), breach.message());
        } else {
            add(note);
        }
    }
}
