package org.sockrace.mutate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorTest {

    @Test
    void onlyWhatPointsToSomethingMustBePublishedInOrder() {
        List<String> weakened = new KernelSources().mutants().stream().filter(m -> m.operator() == Operator.WEAKEN).map(Mutant::name).toList();
        assertThat(weakened).contains("FsFile.java fd_install weaken: rcu_assign_pointer(files.fd.get(fd - FIRST), file);")
                .noneMatch(name -> name.endsWith("rcu_assign_pointer(files.fd.get(fd - FIRST), null);"));
    }
}
