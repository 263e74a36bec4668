package org.sockrace.conform.errno;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.sockrace.check.KernelChoices;
import org.sockrace.conform.FileFormatException;
import org.sockrace.conform.Lines;
import org.sockrace.conform.Rereadable;

/** A table of what socket(2) returned on a real kernel, in a file. It is read twice: once for which families were there, once to compare. */
public final class CallTable {

    private final Rereadable file;

    /** The table in that file. */
    public CallTable(Path file) {
        this.file = new Rereadable(file);
    }

    /**
     * Makes each row's call in the model, on a machine with the row's modules, and compares.
     *
     * @param kernel the kernel's version as scenarios write it, for example {@code 6.1}
     * @param builtIn what the kernel has without modules
     * @throws FileFormatException if the file is damaged, or has no rows
     */
    public Comparison compare(String kernel, BuiltIns builtIn) {
        Unmodelled unmodelled = new Unmodelled(builtIn);
        if (read(unmodelled::note) == 0) {
            throw new FileFormatException(file.name() + ": there are no rows in it");
        }
        LoneKernels kernels = new LoneKernels(KernelChoices.version(kernel), builtIn);
        Comparison comparison = new Comparison();
        read(row -> {
            LoneKernel.Answer modelled = kernels.run(row.call());
            Optional<String> why = modelled.result().agreesWith(row.result()) ? Optional.empty() : unmodelled.why(row, modelled);
            if (why.isPresent()) {
                comparison.addNotModelled(row, why.get());
            } else {
                comparison.add(row, modelled.result());
                if (Strangers.foreign(row.call().family())) {
                    comparison.note(row, "was not there, and is not modelled");
                }
            }
        });
        return comparison;
    }

    private long read(Consumer<Row> consumer) {
        try (Lines lines = file.lines()) {
            RowReader reader = new RowReader(lines);
            long rows = 0;
            for (Row row = reader.next(); row != null; row = reader.next()) {
                consumer.accept(row);
                rows++;
            }
            return rows;
        } catch (IOException e) {
            throw new FileFormatException(file.name() + ": cannot be read: " + e.getMessage());
        }
    }
}
