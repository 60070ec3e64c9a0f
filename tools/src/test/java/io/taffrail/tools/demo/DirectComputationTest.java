/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectComputationTest {
    private static final Path REAL_FILE = Path.of("../../shared/data/aapl-2012-06-21-messages.csv");

    @TempDir
    Path directory;

    @Test
    void shouldAddUpASmallInput() throws IOException {
        final Path file = directory.resolve("small.csv");
        Files.writeString(
                file,
                String.join(
                        "\n",
                        "1.0,1,1,100,10000,1", // top changes
                        "1.1,1,2,200,10200,-1", // top changes
                        "1.2,1,3,300,10300,-1", // behind the best
                        "1.3,4,2,50,10200,-1", // trade, top changes
                        "1.4,5,0,10,10100,1", // hidden trade
                        "1.5,3,2,150,10200,-1", // top changes
                        "1.6,3,9,10,9900,1", // unknown
                        "1.7,7,0,0,-1,-1")); // halt

        final DirectComputation direct = DirectComputation.of(OrderInput.lobster(file, Long.MAX_VALUE));

        final Totals totals = direct.totals();
        assertEquals(8, totals.events);
        assertEquals(3, totals.newOrders);
        assertEquals(2, totals.trades);
        assertEquals(60, totals.tradedShares);
        assertEquals(50 * 10_200 + 10 * 10_100, totals.notional);
        assertEquals(4, totals.topChanges);
        assertEquals(6, totals.marketRecords());
        assertEquals(1, direct.book().unknownOrders());
        assertEquals(2, direct.book().openOrders());
    }

    @Test
    void shouldTakeTheFirstEventsOnly() throws IOException {
        final Path file = directory.resolve("two.csv");
        Files.writeString(file, "1.0,1,1,100,10000,1\n1.1,1,2,200,10200,-1\n");

        assertEquals(1, DirectComputation.of(OrderInput.lobster(file, 1)).totals().events);
    }

    @Test
    void shouldRefuseAnEmptyInput() throws IOException {
        final Path file = directory.resolve("empty.csv");
        Files.createFile(file);

        final BadInputException ex = assertThrows(
                BadInputException.class, () -> DirectComputation.of(OrderInput.lobster(file, Long.MAX_VALUE)));

        assertTrue(ex.getMessage().contains("has no events"), ex.getMessage());
    }

    /** The expected numbers were computed from the file by an independent program. */
    @Test
    void shouldAgreeWithAnIndependentComputationOnARealHour() {
        assumeTrue(
                Files.exists(REAL_FILE),
                "skipped: the real input " + REAL_FILE + " is not part of the project and not present here");

        final DirectComputation direct = DirectComputation.of(OrderInput.lobster(REAL_FILE, Long.MAX_VALUE));

        final Totals totals = direct.totals();
        assertEquals(91_997, totals.events);
        assertEquals(44_256, totals.newOrders);
        assertEquals(6_268, totals.trades);
        assertEquals(533_629, totals.tradedShares);
        assertEquals(3_126_921_296_100L, totals.notional);
        assertEquals(23_457, totals.topChanges);
        assertEquals(84, direct.book().unknownOrders());
        assertEquals(0, direct.book().replacedOrders());
        assertEquals(380, direct.book().openOrders());
        final TopOfBook top = direct.book().top();
        assertEquals(5_856_900, top.bidPrice);
        assertEquals(10, top.bidSize);
        assertEquals(5_859_500, top.askPrice);
        assertEquals(100, top.askSize);
    }
}
