package org.sockrace.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.sockrace.mutate.Campaign;
import org.sockrace.mutate.Fate;
import org.sockrace.mutate.Mutant;

/** Kernels with one mistake each, for all engines: some that everybody would think of, and others that are drawn. */
final class WrongKernels {

    /** By the names that {@code sockrace mutate} gives them. */
    static final List<String> NAMED = List.of(
            "SocketCore.java sock_unregister drop: synchronize_rcu();",
            "SocketCore.java sock_register unlocked: spin_lock(net_family_lock);",
            "SocketCore.java sock_register weaken: rcu_assign_pointer(net_families.get(ops.family), ops);",
            "SocketCore.java __sock_create unlocked: rcu_read_lock();",
            "SocketCore.java __sock_create never: if (test(!try_module_get(pf.owner.get(), Counted.PF))) break out_release;",
            "SocketCore.java __sock_create drop: sock.ops.set(null);",
            "KernelModule.java try_module_get split: if (!(module_is_live(module) && module.refcnt.inc_not_zero()))",
            "KernelModule.java module_put split: ret = module.refcnt.dec_if_positive();",
            "KernelModule.java try_release_module_ref always: if (mod.refcnt.add_unless(MODULE_REF_BASE, 0))",
            "FsFile.java ksys_dup3 unlocked: spin_lock(files.file_lock);");

    private final Campaign campaign = new Campaign(() -> false);

    /** The classes of each by its name: {@code sample} that are drawn come last. */
    Map<String, Map<String, byte[]>> all(int sample, long seed) {
        Map<String, Map<String, byte[]>> all = new LinkedHashMap<>();
        NAMED.forEach(name -> all.put(name, campaign.classes(List.of(named(name)))));
        Reordered.ALL.forEach(defect -> all.put(defect.name(), Campaign.classes(Map.of(defect.file(), defect.text()))));
        drawn(sample, seed).forEach(mutant -> all.put(mutant.name(), campaign.classes(List.of(mutant))));
        return all;
    }

    /** One of them. */
    Map<String, byte[]> classes(String name) {
        return campaign.classes(List.of(named(name)));
    }

    private Mutant named(String name) {
        return campaign.mutants().stream().filter(mutant -> mutant.name().equals(name)).findFirst().orElseThrow(() -> new IllegalStateException(name));
    }

    /**
     * Any kernels with which a thread of one of the races can do something that it cannot do otherwise; no two mistakes are made at the same statement. Drawn
     * without looking at what any engine says.
     */
    private List<Mutant> drawn(int sample, long seed) {
        if (sample == 0) {
            return List.of();
        }
        campaign.prepare(Races.all(), List.of(), false, 2, name -> { });
        List<Mutant> shuffled = new ArrayList<>(campaign.mutants());
        Collections.shuffle(shuffled, new Random(seed));
        Set<String> sites = new HashSet<>();
        List<Mutant> drawn = new ArrayList<>();
        for (Mutant mutant : shuffled) {
            if (drawn.size() < sample && !NAMED.contains(mutant.name()) && matters(mutant) && sites.add(mutant.file() + mutant.site())) {
                drawn.add(mutant);
            }
        }
        return drawn;
    }

    private boolean matters(Mutant mutant) {
        Fate.Kind kind = campaign.run(List.of(List.of(mutant)), Map.of(), 1, (number, fate) -> { }).get(0).kind();
        return switch (kind) {
            case NOTICED, ERROR, SURVIVED, REASONED, WRONG_REASON, CUT_SHORT -> true;
            case EQUAL, NOT_REACHED, INVALID -> false;
        };
    }

    /** Into a folder that goes before others on a class path. */
    static void write(Map<String, byte[]> classes, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> each : classes.entrySet()) {
            Path file = folder.resolve(each.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
    }
}
