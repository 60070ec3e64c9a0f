/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.examples.OrderEventType;
import io.taffrail.codecs.examples.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LobsterCsvSourceTest {
    private static final String GOOD = "34200.004241176,1,16113575,18,5853300,1";

    @TempDir
    Path directory;

    @Test
    void shouldReadEveryColumnOfALine() throws IOException {
        final List<String> events = read(GOOD + "\n34200.5,4,7,100,5853200,-1\n");

        assertEquals(
                List.of(
                        "1 34200004241176 NEW_LIMIT 16113575 18 5853300 BUY",
                        "2 34200500000000 EXECUTE_VISIBLE 7 100 5853200 SELL"),
                events);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "34200, 34200000000000",
        "34200.1, 34200100000000",
        "34200.000000001, 34200000000001",
        "34200.00426064, 34200004260640",
        "34200.999999999, 34200999999999",
        "35821.088778456004, 35821088778456",
        "35821.0887784559996, 35821088778456",
        "34200.9999999995, 34201000000000",
        "00034200.5, 34200500000000",
        "86400.000000000, 86400000000000"
    })
    void shouldParseTimeExactlyToTheNanosecond(final String time, final long expectedNs) throws IOException {
        final OrderEventRow row = new OrderEventRow();

        try (OrderSource source = open(time + ",1,1,1,1,1", Long.MAX_VALUE)) {
            assertTrue(source.next(row));
        }

        assertEquals(expectedNs, row.eventTimeNs);
    }

    @Test
    void shouldReadHaltRowsWithTheirSpecialPrices() throws IOException {
        final List<String> events = read("34200.1,7,0,0,-1,-1\n34200.2,7,0,0,0,-1\n34200.3,7,0,0,1,-1\n");

        assertEquals(
                List.of(
                        "1 34200100000000 HALT 0 0 -1 SELL",
                        "2 34200200000000 HALT 0 0 0 SELL",
                        "3 34200300000000 HALT 0 0 1 SELL"),
                events);
    }

    @Test
    void shouldAcceptCarriageReturnsAndAMissingLastLineEnd() throws IOException {
        final List<String> events = read(GOOD + "\r\n" + GOOD + "\r\n" + GOOD);

        assertEquals(3, events.size());
    }

    @Test
    void shouldReadLinesThatStraddleItsReads() throws IOException {
        final StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 20_000; i++) {
            text.append("34200.").append(i).append(",1,").append(i).append(",1,100,1\n");
        }

        final List<String> events = read(text.toString());

        assertEquals(20_000, events.size());
        for (int i = 1; i <= events.size(); i++) {
            assertTrue(events.get(i - 1).endsWith(" NEW_LIMIT " + i + " 1 100 BUY"), events.get(i - 1));
        }
    }

    @Test
    void shouldStopAtTheGivenNumberOfEvents() throws IOException {
        final OrderEventRow row = new OrderEventRow();

        try (OrderSource source = open(GOOD + "\nnot a line\n", 1)) {
            assertTrue(source.next(row));
            assertFalse(source.next(row));
        }
    }

    @Test
    void shouldHaveNoEventsWhenTheFileIsEmpty() throws IOException {
        assertEquals(List.of(), read(""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Time,Type,OrderID,Size,Price,Direction | column=1 (time): found=\"Time\"",
                "34200.123456789x,1,1,1,1,1             | column=1 (time): found=\"34200.123456789x\"",
                "34200.12345678-,1,1,1,1,1              | column=1 (time): found=\"34200.12345678-\"",
                "34200.1.2,1,1,1,1,1                    | column=1 (time): found=\"34200.1.2\"",
                "34200.,1,1,1,1,1                       | column=1 (time): found=\"34200.\"",
                ".5,1,1,1,1,1                           | column=1 (time): found=\".5\"",
                "-1.5,1,1,1,1,1                         | column=1 (time): found=\"-1.5\"",
                "3.42e4,1,1,1,1,1                       | column=1 (time): found=\"3.42e4\"",
                "86401,1,1,1,1,1                        | column=1 (time): found=\"86401\"",
                "1.5,0,1,1,1,1                          | column=2 (type): found=\"0\"",
                "1.5,6,1,1,1,1                          | column=2 (type): found=\"6\"",
                "1.5,8,1,1,1,1                          | column=2 (type): found=\"8\"",
                "1.5,11,1,1,1,1                         | column=2 (type): found=\"11\"",
                "1.5,,1,1,1,1                           | column=2 (type): found=\"\"",
                "1.5,1,x,1,1,1                          | column=3 (order id): found=\"x\"",
                "1.5,1,-7,1,1,1                         | column=3 (order id): found=\"-7\"",
                "1.5,1,9999999999999999999,1,1,1        | column=3 (order id): found=\"9999999999999999999\"",
                "1.5,1,1,0,1,1                          | column=4 (size): found=\"0\"",
                "1.5,1,1,2147483648,1,1                 | column=4 (size): found=\"2147483648\"",
                "1.5,1,1, 18,1,1                        | column=4 (size): found=\" 18\"",
                "1.5,1,1,1,0,1                          | column=5 (price): found=\"0\"",
                "1.5,1,1,1,58.53,1                      | column=5 (price): found=\"58.53\"",
                "1.5,7,0,0,2,-1                         | column=5 (price): found=\"2\"",
                "1.5,7,0,0,-,-1                         | column=5 (price): found=\"-\"",
                "1.5,1,1,1,1,0                          | column=6 (direction): found=\"0\"",
                "1.5,1,1,1,1,B                          | column=6 (direction): found=\"B\"",
                "1.5,1,1,1,1                            | column=6 (direction): the line ends before it",
                "1.5                                    | column=2 (type): the line ends before it",
                "''                                     | column=1 (time): found=\"\"",
                "1.5,1,1,1,1,1,                         | column=7 (extra): found=\"\"",
                "1.5,1,1,1,1,1,x,y                      | column=7 (extra): found=\"x,y\"",
            })
    void shouldNameLineColumnAndFindingWhenALineIsBad(final String bad, final String expected) throws IOException {
        final BadInputException ex =
                assertThrows(BadInputException.class, () -> read(GOOD + "\n" + GOOD + "\n" + bad + "\n" + GOOD + "\n"));

        final String prefix = "input=" + directory.resolve("orders.csv") + " line=3 ";
        assertTrue(ex.getMessage().startsWith(prefix + expected), ex.getMessage());
        assertTrue(ex.getMessage().contains("expected") || ex.getMessage().contains("has 6 columns"), ex.getMessage());
    }

    @Test
    void shouldSayThatThereIsNoHeaderWhenTheFirstLineIsOne() {
        final BadInputException ex =
                assertThrows(BadInputException.class, () -> read("time,type,id,size,price,side\n"));

        assertTrue(ex.getMessage().contains("no header line"), ex.getMessage());
    }

    @Test
    void shouldShowBadBytesSafely() {
        final BadInputException ex =
                assertThrows(BadInputException.class, () -> read("\u001b[31m" + "z".repeat(100) + ",1,1,1,1,1\n"));

        assertTrue(ex.getMessage().contains("found=\"?[31m" + "z".repeat(35) + "...\""), ex.getMessage());
    }

    @Test
    void shouldRefuseAnEndlessLine() {
        final BadInputException ex = assertThrows(BadInputException.class, () -> read("x".repeat(200_000)));

        assertTrue(ex.getMessage().contains("line=1 is longer than 256 bytes"), ex.getMessage());
    }

    @Test
    void shouldRefuseAMissingFileAndADirectory() {
        final Path missing = directory.resolve("missing.csv");

        assertThrows(BadInputException.class, () -> OrderInput.lobster(missing, 1));
        assertThrows(BadInputException.class, () -> OrderInput.lobster(directory, 1));
    }

    private List<String> read(final String text) throws IOException {
        final List<String> events = new ArrayList<>();
        final OrderEventRow row = new OrderEventRow();
        try (OrderSource source = open(text, Long.MAX_VALUE)) {
            while (source.next(row)) {
                events.add(describe(row));
            }
        }
        return events;
    }

    private OrderSource open(final String text, final long maxEvents) throws IOException {
        final Path file = directory.resolve("orders.csv");
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        return LobsterCsvSource.open(file, maxEvents);
    }

    private static String describe(final OrderEventRow row) {
        final OrderEventType type = row.type;
        final Side side = row.side;
        return row.sequence + " " + row.eventTimeNs + " " + type + " " + row.orderId + " " + row.size + " " + row.price
                + " " + side;
    }
}
