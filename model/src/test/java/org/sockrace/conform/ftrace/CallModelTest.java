package org.sockrace.conform.ftrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sockrace.kernel.Net;

/** Ways through a call. */
class CallModelTest {

    private static final TraceEvent.SocketCall L2TP = new TraceEvent.SocketCall(Net.PF_INET, Net.SOCK_DGRAM, 115);

    @Test
    void areTheSameWhicheverCallIsAskedForFirst() {
        CallModel releaseFirst = new CallModel("6.1", Set.of("l2tp_ip"));
        releaseFirst.release(L2TP);
        List<Shape> create = releaseFirst.create(L2TP);

        assertThat(create).usingRecursiveComparison().isEqualTo(new CallModel("6.1", Set.of("l2tp_ip")).create(L2TP));
    }
}
