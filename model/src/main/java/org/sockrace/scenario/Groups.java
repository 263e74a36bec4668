package org.sockrace.scenario;

import java.util.HashMap;
import java.util.Map;

/** Names that belong together, directly or through others. */
final class Groups {

    private final Map<String, String> parents = new HashMap<>();

    /** The one name that stands for all of its group. */
    String of(String name) {
        String parent = parents.getOrDefault(name, name);
        return parent.equals(name) ? name : of(parent);
    }

    void join(String a, String b) {
        parents.put(of(a), of(b));
    }
}
