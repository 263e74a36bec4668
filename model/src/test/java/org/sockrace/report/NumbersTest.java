package org.sockrace.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How numbers are written. */
class NumbersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "1234 | 99999 | 1,200 to 100,000",
            "140500 | 2210000 | 140,000 to 2,300,000",
            "999999 | 1000000 | 990,000 to 1,000,000",
            "1490000 | 94100000 | 1.4 to 95 million",
            "23000000 | 2111000000 | 23 to 2,200 million"})
    void whatNobodyKnowsExactlyHasTwoDigits(long least, long most, String text) {
        assertThat(Numbers.roughly(least, most)).isEqualTo(text);
    }
}
