package org.sockrace.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.sockrace.search.Model;

/**
 * The partitions before the first level, each with the initial states that it owns.
 *
 * @param plan what is searched
 * @param partitions how many there are
 */
record Beginning(Plan plan, int partitions) implements Function2<Integer, Iterator<Integer>, Iterator<Part>> {

    @Override
    public Iterator<Part> call(Integer partition, Iterator<Integer> nothing) {
        Model model = plan.model();
        int words = model.words();
        long[] initial = model.initial();
        Bucket mine = new Bucket(words);
        for (int i = 0; i < initial.length; i += words) {
            if (StateRuns.owner(initial, i, words, partitions) == partition) {
                mine.add(initial, i);
            }
        }
        long[] states = mine.all();
        return List.of(new Part(words, StateRuns.with(new long[0][], states, words), states, Report.NONE)).iterator();
    }
}
