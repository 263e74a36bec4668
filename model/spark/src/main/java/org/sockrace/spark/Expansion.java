package org.sockrace.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.sockrace.explore.Findings;
import org.sockrace.search.Cache;
import org.sockrace.search.Model;
import org.sockrace.search.PackedStates;
import scala.Tuple2;

/**
 * Expands the newest states of a partition: its successors, by the partition that owns them, and what was found on the way. Done again, it gives the same.
 *
 * @param plan what is searched
 * @param partitions how many there are
 * @param level how many steps after the beginning the newest states are
 */
record Expansion(Plan plan, int partitions, int level) implements PairFlatMapFunction<Iterator<Part>, Integer, Message> {

    private static final int MOST_REMEMBERED = 1 << 16;
    private static final int POLL = 1 << 12;

    @Override
    public Iterator<Tuple2<Integer, Message>> call(Iterator<Part> parts) {
        Model model = plan.model();
        int words = model.words();
        Findings findings = new Findings(model.world());
        findings.level(level);
        PackedStates packed = new PackedStates(model, findings);
        Bucket[] buckets = new Bucket[partitions];
        long[] frontier = parts.next().frontier();
        long transitions = expand(packed, frontier, words, buckets);
        List<Tuple2<Integer, Message>> out = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            if (buckets[p] != null) {
                long[] states = buckets[p].all();
                buckets[p] = null;
                out.add(new Tuple2<>(p, new Message(states.length, StateRuns.packed(states, words), null)));
            }
        }
        if (frontier.length > 0) {
            out.add(new Tuple2<>(TaskContext.getPartitionId(), new Message(0, new byte[0], Report.of(findings, transitions, packed.taken()))));
        }
        return out.iterator();
    }

    private long expand(PackedStates packed, long[] frontier, int words, Bucket[] buckets) {
        // Of this attempt alone: what another one has met never arrived if it failed.
        Cache cache = new Cache(Math.min(MOST_REMEMBERED, Math.max(16, Integer.highestOneBit(frontier.length / words + 1) * 4)), words);
        long transitions = 0;
        int done = 0;
        for (int from = 0; from < frontier.length; from += words) {
            packed.expand(frontier, from);
            int count = packed.count();
            long[] states = packed.successors();
            transitions += count;
            for (int i = 0; i < count; i++) {
                if (!cache.met(states, i * words)) {
                    int owner = StateRuns.owner(states, i * words, words, partitions);
                    if (buckets[owner] == null) {
                        buckets[owner] = new Bucket(words);
                    }
                    buckets[owner].add(states, i * words);
                }
            }
            if (++done % POLL == 0 && TaskContext.get().isInterrupted()) {
                throw new org.apache.spark.TaskKilledException("the search has ended");
            }
        }
        return transitions;
    }
}
