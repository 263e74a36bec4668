package org.sockrace.weak.model;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.sockrace.weak.graph.Skeleton;

/** The memory models that there are. */
public enum ModelKind {
    /** The Linux-kernel memory model. */
    LKMM("lkmm", LinuxKernelMemoryModel::new),
    /** Sequential consistency. */
    SC("sc", SequentialConsistency::new),
    /** The Linux-kernel memory model without load buffering. */
    LKMM_PORF("lkmm-porf", WithoutLoadBuffering::new);

    private final String id;
    private final Function<Skeleton, MemoryModel> maker;

    ModelKind(String id, Function<Skeleton, MemoryModel> maker) {
        this.id = id;
        this.maker = maker;
    }

    /** What users call it. */
    public String id() {
        return id;
    }

    /** The model, for executions of the skeleton. */
    public MemoryModel of(Skeleton skeleton) {
        return maker.apply(skeleton);
    }

    /** The model that users call so. */
    public static Optional<ModelKind> named(String id) {
        return Stream.of(values()).filter(m -> m.id.equals(id)).findFirst();
    }
}
