package org.sockrace.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sockrace.kernel.KernelConfig;
import org.sockrace.kernel.KernelVersion;
import org.sockrace.scenario.KernelChoice;
import org.sockrace.scenario.KernelSwitch;

/** What a scenario says of its kernel means the same wherever its user lives. */
class KernelChoicesTest {

    private static KernelConfig config(String version, KernelSwitch changed, String value) {
        return KernelChoices.config(new KernelChoice(version, Map.of(changed.id(), value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "tr", "az", "lt", "ar-EG-u-nu-arab"})
    void everyValueOfEverySwitchIsUnderstood(String language) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(language));
            for (String version : KernelVersion.texts()) {
                for (KernelSwitch changed : KernelSwitch.values()) {
                    for (String value : changed.choices().isEmpty() ? List.of("300") : changed.choices()) {
                        assertThat(config(version, changed, value)).as(version + " " + changed.id() + "=" + value).isNotNull();
                    }
                }
            }
            assertThat(config("4.4", KernelSwitch.ON_CREATE_FAILURE, "family").onCreateFailure()).isEqualTo(KernelConfig.CreateFailure.FAMILY);
            assertThat(config("4.4", KernelSwitch.PROTOCOL_MAX, "300").protocolMax()).isEqualTo(300);
        } finally {
            Locale.setDefault(before);
        }
    }
}
