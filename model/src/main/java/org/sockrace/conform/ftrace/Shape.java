package org.sockrace.conform.ftrace;

import java.util.Set;

/**
 * One way in which the modelled kernel can go through a call.
 *
 * @param paths the ways through
 * @param modules the modules that it names by their real names
 * @param any words of the template that stand for modules of any name
 * @param notKnown whether those are other modules than the ones that have a model of their own
 * @param closed whether code that is not modelled has nothing to do with such a module either, unless it is one of {@code modules}
 * @param lacking whether something may be missing that the call asks for and the recording does not name
 */
record Shape(Paths paths, Set<String> modules, Set<String> any, boolean notKnown, boolean closed, boolean lacking) {

    /** Whether a call of this shape can have to do with that module. */
    boolean allows(String module) {
        return !closed || modules.contains(module) || !CallModel.isKnown(module);
    }
}
