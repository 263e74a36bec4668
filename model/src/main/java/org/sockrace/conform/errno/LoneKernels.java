package org.sockrace.conform.errno;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.scenario.KnownModule;

/** Answers calls: one kernel for each set of modules, and each call once. Not thread-safe. */
final class LoneKernels {

    /** The simulated memory only grows, so a kernel is replaced after so many calls. */
    private static final int CALLS = 500;

    private final KernelConfig config;
    private final Set<BuiltIn> builtIn;
    private final Map<List<String>, LoneKernel> kernels = new HashMap<>();
    private final Map<Row.Call, Result> known = new HashMap<>();
    private int calls;

    LoneKernels(KernelConfig config, Set<BuiltIn> builtIn) {
        this.config = config;
        this.builtIn = builtIn;
    }

    /** Of these modules, those that the model does not have. */
    static List<String> unknown(List<String> modules) {
        return modules.stream().filter(m -> BuiltIn.of(m).isEmpty() && KnownModule.of(m).isEmpty()).toList();
    }

    /** What the model says; it must have all modules. */
    Result run(Row.Call call) {
        return known.computeIfAbsent(call, this::ask);
    }

    private Result ask(Row.Call call) {
        if (++calls % CALLS == 0) {
            kernels.clear();
        }
        return kernels.computeIfAbsent(call.modules(), this::kernel).run(call);
    }

    private LoneKernel kernel(List<String> names) {
        Set<BuiltIn> present = new LinkedHashSet<>(builtIn);
        List<KnownModule> modules = new ArrayList<>();
        for (String name : names) {
            BuiltIn.of(name).ifPresentOrElse(present::add, () -> modules.add(KnownModule.of(name).orElseThrow()));
        }
        if (modules.contains(KnownModule.L2TP_IP6)) {
            present.add(BuiltIn.INET6);
        }
        return new LoneKernel(config, List.copyOf(present), modules);
    }
}
