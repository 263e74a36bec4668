package org.sockrace.machine.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StackMemoryTest {

    private final StackMemory memory = new StackMemory();
    private final List<List<StackFrame>> seen = new ArrayList<>();

    /** Looks at the stack somewhere in that code, which is called as a thread's is. */
    private void run(Runnable code) {
        new ThreadProgram("T0", null, List.of(new ThreadProgram.Call("code", variables -> {
            code.run();
            return 0;
        }, -1, Set.of())), 1, false, 0, Set.of()).run(0, new int[0]);
    }

    private void look() {
        seen.add(memory.here());
    }

    private List<String> methods(int n) {
        return ours(n).map(StackFrame::getMethodName).toList();
    }

    private List<Integer> lines(int n) {
        return ours(n).map(StackFrame::getLineNumber).toList();
    }

    private Stream<StackFrame> ours(int n) {
        return seen.get(n).stream().filter(f -> f.getDeclaringClass() == getClass());
    }

    void one() {
        look();
    }

    void other() {
        look();
    }

    @Test
    void oneStackIsOneList() {
        for (int i = 0; i < 2; i++) {
            run(this::one);
        }
        assertThat(seen.get(0)).isSameAs(seen.get(1));
        assertThat(methods(0)).startsWith("look", "one").doesNotContain("other");
        assertThat(seen.get(0)).noneMatch(f -> f.getDeclaringClass() == ThreadProgram.class || f.getDeclaringClass().isHidden());
    }

    @Test
    void anotherLineIsAnotherStack() {
        run(() -> {
            look();
            look();
        });
        assertThat(seen.get(0)).isNotSameAs(seen.get(1));
        assertThat(lines(0).get(1)).isEqualTo(lines(1).get(1) - 1);
    }

    /** Both calls stand at the same place in their methods, as do those of these. */
    @Test
    void aLambdaIsToldFromAnother() {
        List<Runnable> codes = List.of(() -> look(), () -> look());
        codes.forEach(this::run);
        assertThat(methods(0).get(1)).startsWith("lambda$");
        assertThat(methods(0).get(1)).isNotEqualTo(methods(1).get(1));
    }

    @Test
    void aReferenceIsToldFromAnother() {
        List.<Runnable>of(this::one, this::other).forEach(this::run);
        assertThat(methods(0)).startsWith("look", "one");
        assertThat(methods(1)).startsWith("look", "other");
    }

    @Test
    void whoIsCalledByReflectionIsTold() {
        for (String name : List.of("one", "other", "one")) {
            run(() -> call(name));
            assertThat(memory.recognised()).isFalse();
        }
        assertThat(methods(0)).startsWith("look", "one");
        assertThat(methods(1)).startsWith("look", "other");
        assertThat(methods(2)).startsWith("look", "one");
    }

    private void call(String name) {
        try {
            StackMemoryTest.class.getDeclaredMethod(name).invoke(this);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    @Test
    void deepStacksAreRecognised() {
        for (int more : List.of(200, 200, 201)) {
            run(() -> deep(more));
        }
        assertThat(seen.get(0)).isSameAs(seen.get(1)).hasSizeGreaterThan(200);
        assertThat(seen.get(2)).hasSize(seen.get(0).size() + 1);
    }

    private void deep(int more) {
        if (more == 0) {
            look();
        } else {
            deep(more - 1);
        }
    }

    /** Whoever runs code otherwise gets the stack, and nothing is kept. */
    @Test
    void withoutTheOutermostMethodNothingIsRecognised() {
        look();
        look();
        assertThat(memory.recognised()).isFalse();
        assertThat(seen.get(0)).isNotSameAs(seen.get(1));
        assertThat(methods(0)).startsWith("look", "withoutTheOutermostMethodNothingIsRecognised");
    }
}
