package org.sockrace.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sockrace.explain.SourceText;
import org.sockrace.kernel.KernelConfig;

/** The words of the language are those of the modelled kernel. */
class KernelWordsTest {

    private static final Pattern FAULT = Pattern.compile("(?:fails|toy_prepare)\\([^\"\\n]*\"(\\w+)\"\\)");

    @Test
    void everySwitchOfTheKernelCanBeSet() {
        assertThat(KernelSwitch.ids()).containsAll(Stream.of(KernelConfig.class.getRecordComponents()).map(RecordComponent::getName)
                .filter(name -> !name.equals("version"))
                .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT)).toList());
    }

    @Test
    void everyFaultOfTheKernelCanBeInjectedAndNoOther() {
        Set<String> asked = new TreeSet<>();
        for (String file : SourceText.names()) {
            Matcher m = FAULT.matcher(String.join("\n", new SourceText().file(file)));
            while (m.find()) {
                asked.add(m.group(1));
            }
        }
        assertThat(asked).containsExactlyInAnyOrderElementsOf(Fault.ids());
    }

    @Test
    void constantsAreThoseOfLinux() {
        assertThat(Constants.value("PF_PACKET")).hasValue(17);
        assertThat(Constants.value("AF_UNIX")).hasValue(1);
        assertThat(Constants.value("AF_VSOCK")).hasValue(40);
        assertThat(Constants.value("AF_MCTP")).hasValue(45);
        assertThat(Constants.value("SOCK_CLOEXEC")).hasValue(02000000);
        assertThat(Constants.value("-0x1")).hasValue(-1);
        assertThat(Constants.value("010")).hasValue(10);
        assertThat(Constants.value("0xffffffff")).hasValue(-1);
        assertThat(Constants.value("PF_NOWHERE")).isEmpty();
    }
}
