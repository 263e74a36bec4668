package org.sockrace.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction2;
import scala.Tuple2;

/**
 * What a partition is after a level: it has what it had, and of the states that have arrived those that it did not have. Done again, it gives the same.
 *
 * @param words how many longs a state takes
 */
record Arrival(int words) implements FlatMapFunction2<Iterator<Part>, Iterator<Tuple2<Integer, Message>>, Part> {

    @Override
    public Iterator<Part> call(Iterator<Part> before, Iterator<Tuple2<Integer, Message>> messages) {
        long[][] visited = before.next().visited();
        List<long[]> arrived = new ArrayList<>();
        byte[] report = Report.NONE;
        while (messages.hasNext()) {
            Message message = messages.next()._2();
            if (message.report() != null) {
                report = message.report();
            } else {
                arrived.add(StateRuns.unpacked(message.states(), message.longs(), words));
            }
        }
        long[] states = StateRuns.union(arrived, words);
        int length = states.length;
        for (long[] run : visited) {
            length = StateRuns.minus(states, length, run, words);
        }
        long[] fresh = Arrays.copyOf(states, length);
        return List.of(new Part(words, StateRuns.with(visited, fresh, words), fresh, report)).iterator();
    }
}
