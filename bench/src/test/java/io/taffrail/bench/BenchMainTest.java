/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchMainTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throughput --size 31|'31' is not a whole number from 32 to",
                "latency --size many|'many' is not a whole number",
                "latency --rate 0k|'0k' is not a number from 1 to 100m",
                "latency --duration 0s|'0s' is not a time of a second or more",
                "latency --look often|'often' is none of eager, pause, batch",
                "latency --target nosuch|no target 'nosuch'; there are null, bare-mapping",
                "throughput --sustained x|'x' is not a time",
                "failover --rounds -1|'-1' is not a whole number from 0 to",
                "failover --election 74|--election=74 must be at least three times --heartbeat=25",
                "failover --target taffrail-3,nosuch|no target 'nosuch'; there are",
                "failover --target aeron-ipc|target 'aeron-ipc' has no leader that could be killed",
                "failover --rate 100k --steady 10m|are more than the 10000000 records that can be compared",
                "follower-stop --stopped 0s|'0s' is not a time of a second or more",
                "roll --rolls 0|'0' is not a whole number from 1 to",
                "replay --dir /nowhere|'/nowhere' is not a directory",
                "size --records-per-second 100k --record-bytes 100|Missing required option",
                "size --records-per-second 100k --record-bytes 100 --retention 7|'7' is not a time; write 90m, 12h or 7d",
                "micro nosuch|no benchmark matches 'nosuch'; there are",
                "micro [|'[' is not a regular expression; there are",
                "throughput --nosuch|Unknown option",
                "nosuch|Unmatched argument"
            })
    void shouldNameWhatIsWrongAndMeasureNothing(final String line, final String expected) {
        final StringWriter errors = new StringWriter();

        final int status =
                BenchMain.commandLine().setErr(new PrintWriter(errors, true)).execute(line.split(" "));

        assertEquals(2, status);
        assertTrue(errors.toString().startsWith("error: "), errors.toString());
        assertTrue(errors.toString().contains(expected), errors.toString());
        assertEquals(2, errors.toString().lines().count(), errors.toString());
    }
}
