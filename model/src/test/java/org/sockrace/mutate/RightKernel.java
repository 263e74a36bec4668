package org.sockrace.mutate;

import java.util.stream.Stream;

/** The kernel without a mistake, and what it does in a few scenarios of the catalogue that hold. */
record RightKernel(KernelSources sources, Baseline baseline) {

    static RightKernel in(String... scenarios) {
        KernelSources sources = new KernelSources();
        return new RightKernel(sources, Baseline.of(sources, Stream.of(scenarios).map(name -> new Subject(name, null, false)).toList(), 1, () -> false,
                name -> { }));
    }
}
