package org.sockrace.conform.errno;

import java.util.HashMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.scenario.KnownModule;

/** Answers calls: one kernel for each set of modules, and each call once. Not thread-safe. */
final class LoneKernels {

    /** The simulated memory only grows, so a kernel is replaced after so many calls. */
    private static final int CALLS = 500;

    private static final Set<String> KNOWN = Stream.of(BuiltIns.names(), KnownModule.whole().stream().map(KnownModule::id)).flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    private final KernelConfig config;
    private final BuiltIns builtIn;
    private final Map<List<String>, LoneKernel> kernels = new HashMap<>();
    private final Map<Row.Call, LoneKernel.Answer> known = new HashMap<>();
    private final Map<List<String>, List<String>> modelled = new HashMap<>();
    private int calls;

    LoneKernels(KernelConfig config, BuiltIns builtIn) {
        this.config = config;
        this.builtIn = builtIn;
    }

    /** Whether the model has that module. */
    static boolean has(String module) {
        return KNOWN.contains(module);
    }

    /** What the model says of the call, on a machine with those of its modules that the model has, and what the others need of it. */
    LoneKernel.Answer run(Row.Call call) {
        List<String> modules = modelled.computeIfAbsent(call.modules(), all ->
                all.stream().flatMap(m -> has(m) ? Stream.of(m) : Registrations.needs(m)).distinct().sorted().toList());
        return known.computeIfAbsent(call.with(modules), this::ask);
    }

    private LoneKernel.Answer ask(Row.Call call) {
        if (++calls % CALLS == 0) {
            kernels.clear();
        }
        return kernels.computeIfAbsent(call.modules(), this::kernel).run(call);
    }

    private LoneKernel kernel(List<String> names) {
        List<KnownModule> modules = names.stream().filter(m -> !BuiltIns.has(m)).map(m -> KnownModule.of(m).orElseThrow()).toList();
        List<String> present = new ArrayList<>(names);
        if (modules.contains(KnownModule.L2TP_IP6)) {
            present.add(BuiltIn.INET6.id());
        }
        return new LoneKernel(config, builtIn.with(present), modules);
    }
}
