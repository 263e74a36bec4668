package org.sockrace.cli;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sockrace.check.EngineKind;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.machine.Property;
import org.sockrace.mutate.Operator;
import org.sockrace.report.Level;
import org.sockrace.scenario.Catalogue;
import org.sockrace.weak.litmus.LitmusResult;
import org.sockrace.weak.model.ModelKind;

/** What a shell completes where a command line has a word of ours; made when somebody asks. */
abstract class Candidates implements Iterable<String> {

    private final Supplier<List<String>> words;

    Candidates(Supplier<List<String>> words) {
        this.words = words;
    }

    @Override
    public Iterator<String> iterator() {
        return words.get().iterator();
    }

    /** Names of scenarios. */
    static final class Scenarios extends Candidates {
        Scenarios() {
            super(() -> Catalogue.load().names());
        }
    }

    /** Properties. */
    static final class Properties extends Candidates {
        Properties() {
            super(() -> Stream.of(Property.values()).map(Property::id).toList());
        }
    }

    /** How much of an execution is shown. */
    static final class Levels extends Candidates {
        Levels() {
            super(() -> Stream.of(Level.values()).map(Level::id).toList());
        }
    }

    /** Engines. */
    static final class EngineKinds extends Candidates {
        EngineKinds() {
            super(() -> EngineKind.interleaving().map(EngineKind::id).toList());
        }
    }

    /** Memory models. */
    static final class Models extends Candidates {
        Models() {
            super(() -> Stream.of(ModelKind.values()).map(ModelKind::id).toList());
        }
    }

    /** Memory models that scenarios can be checked with. */
    static final class Memories extends Candidates {
        Memories() {
            super(() -> Converters.MemoryId.ALL.stream().map(ModelKind::id).toList());
        }
    }

    /** Engines for litmus tests. */
    static final class LitmusEngines extends Candidates {
        LitmusEngines() {
            super(() -> Stream.of(LitmusResult.Engine.values()).map(LitmusResult.Engine::id).toList());
        }
    }

    /** Mistakes. */
    static final class Operators extends Candidates {
        Operators() {
            super(() -> Stream.of(Operator.values()).map(Operator::id).toList());
        }
    }

    /** Kernels. */
    static final class Kernels extends Candidates {
        Kernels() {
            super(KernelVersion::texts);
        }
    }
}
