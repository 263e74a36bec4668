package org.sockrace.check;

import java.util.List;
import org.sockrace.explore.DataRaces;
import org.sockrace.explore.Exemption;
import org.sockrace.explore.Monitor;
import org.sockrace.explore.UnregisterContract;

/** The monitors of the modelled kernel, and the plain accesses that race in the real one too and do no harm. */
final class KnownRaces {

    private static final List<Exemption> HARMLESS = List.of(
            new Exemption("kernel", "warned", "__sock_create", "printing a warning twice does no harm"),
            new Exemption("module", "state", "do_init_module", "do_init_module sets LIVE or GOING without module_mutex: who reads the old state looks again "
                    + "when woken"),
            new Exemption("module", "state", "load_module", "load_module sets GOING without module_mutex: who waits looks again when woken"),
            new Exemption("module", "state", "sys_init_module", "init_module(2) sets LIVE or GOING without module_mutex: who waits looks again when woken"),
            new Exemption("module", "can.proto_tab[1]", "can_create_2_6_32", "can_create compares it with NULL only: the look-up under the lock decides"),
            new Exemption("module", "state", "module_is_live", "module_is_live may see an old state: safety rests on the counter"));

    /** What every exploration looks for. */
    static final List<Monitor> MONITORS = List.of(new UnregisterContract(), new DataRaces(HARMLESS));

    private KnownRaces() { }

    /** The races, one line each. */
    static List<String> texts() {
        return HARMLESS.stream().map(Exemption::text).toList();
    }
}
