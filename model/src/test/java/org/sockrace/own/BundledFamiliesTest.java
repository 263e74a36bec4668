package org.sockrace.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sockrace.explain.SourceText;
import org.sockrace.scenario.Fault;

/**
 * The bundled families use nothing that a module of the user's own cannot use, and keep its rules: elsewhere, as users' files, they compile. Two are left out:
 * AfInet6 is a part of the kernel, too, which others register with; and Toy has what a scenario says of it in lists, which users keep in cells.
 */
class BundledFamiliesTest {

    private static final List<String> FAMILIES = List.of("AfPacket", "AfPhonet", "PnPep", "AfCan", "CanRaw", "Pppox", "Pppoe", "L2tpIp", "L2tpIp6",
            "AfUnix", "ToyProtocol");

    @Test
    void bundledFamiliesCompileAsUsersFiles() {
        SourceText text = new SourceText();
        List<OwnSource> sources = new ArrayList<>();
        for (String family : FAMILIES) {
            String file = family + ".java";
            List<String> lines = text.file(file);
            assertThat(lines).as(file).isNotEmpty();
            sources.add(new OwnSource(file, file, String.join("\n", lines).replace("package org.sockrace.kernel;",
                    "package elsewhere; import org.sockrace.kernel.*;")));
        }
        OwnModules compiled = OwnModules.of(sources, List.of(), Fault.ids());
        assertThat(compiled.classes().modules()).hasSize(FAMILIES.size());
        assertThat(compiled.files().of("elsewhere.Pppoe")).isEqualTo("Pppoe.java");
    }
}
