package org.sockrace.lincheck;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;

/** Calls that race, written down as one writes them: {@code race(List.of(socket(1, TOY)), List.of(rmmod(2, "toy")))}. */
final class Race {

    private Race() { }

    /** Threads that run at the same time. */
    @SafeVarargs
    static ExecutionScenario race(List<Actor>... threads) {
        return after(List.of(), threads);
    }

    /** Threads that run at the same time once these calls have returned. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    static ExecutionScenario after(List<Actor> before, List<Actor>... threads) {
        return new ExecutionScenario(before, List.of(threads), List.of(), null);
    }

    static Actor socket(int task) {
        return call("socket", task, Calls.TOY);
    }

    static Actor builtInSocket(int task) {
        return call("socket", task, Calls.BUILT_IN);
    }

    static Actor accept(int task, int fd) {
        return call("accept", task, fd);
    }

    static Actor close(int task, int fd) {
        return call("close", task, fd);
    }

    static Actor dup(int task, int fd) {
        return call("dup", task, fd);
    }

    static Actor dup2(int task, int from, int to) {
        return call("dup2", task, from, to);
    }

    static Actor rmmod(int task) {
        return rmmod(task, "toy");
    }

    static Actor rmmod(int task, String module) {
        return call("rmmod", task, module);
    }

    static Actor insmod(int task) {
        return insmod(task, "toy");
    }

    static Actor insmod(int task, String module) {
        return call("insmod", task, module);
    }

    static Actor register(int task) {
        return call("register", task);
    }

    static Actor unregister(int task) {
        return call("unregister", task);
    }

    private static Actor call(String name, Object... arguments) {
        Method method = Arrays.stream(OnThreads.class.getMethods()).filter(m -> m.getName().equals(name)).findFirst().orElseThrow();
        return new Actor(method, new ArrayList<>(List.of(arguments)));
    }
}
