/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.codecs.trading.ExecutionDecoder;
import io.taffrail.codecs.trading.ExecutionEncoder;
import io.taffrail.codecs.trading.MarketDataEncoder;
import io.taffrail.codecs.trading.MessageHeaderDecoder;
import io.taffrail.codecs.trading.NewOrderDecoder;
import io.taffrail.codecs.trading.NewOrderEncoder;
import io.taffrail.engine.LogEngine;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plants faults, one at a time, and demands that the audit finds them. */
@Timeout(120)
class AuditTest {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final long ORDERS = 300;

    @TempDir
    private Path directory;

    @Test
    void shouldFindNothingInADayAsItWas() {
        assertEquals(List.of(), audit(day()));
    }

    @Test
    void shouldFindAMessageThatIsMissing() {
        final Day day = day();
        day.executions.remove(40);

        requireFound(day, "sequence=41 where 40 belongs");
    }

    @Test
    void shouldFindThatTheLastMessageIsMissing() {
        final Day day = day();
        day.executions.remove(day.executions.size() - 1);

        requireFound(day, "found=null");
    }

    @Test
    void shouldFindAMessageThatIsThereTwice() {
        final Day day = day();
        day.executions.add(40, day.executions.get(40));

        requireFound(day, "sequence=40 where 41 belongs");
    }

    @Test
    void shouldFindAMessageThatNoOrderDemands() {
        final Day day = day();
        day.executions.add(day.executions.get(execution(day)));

        requireFound(day, "no order demands Execution");
    }

    @Test
    void shouldFindTwoMessagesInTheWrongOrder() {
        final Day day = day();
        Collections.swap(day.executions, 40, 41);

        requireFound(day, "sequence=41 where 40 belongs");
    }

    @Test
    void shouldFindAnotherPrice() {
        final Day day = day();
        addToLong(day.executions.get(execution(day)), HEADER + ExecutionEncoder.priceEncodingOffset());

        requireFound(day, "expected=Execution");
    }

    @Test
    void shouldFindSharesFromNowhere() {
        final Day day = day();
        addToInt(day.executions.get(execution(day)), HEADER + ExecutionEncoder.quantityEncodingOffset());

        requireFound(day, "shares entered=");
    }

    @Test
    void shouldFindTheTimeOfAnotherOrder() {
        final Day day = day();
        addToLong(day.executions.get(40), HEADER + ExecutionEncoder.sentTimeEncodingOffset());

        requireFound(day, "message=40 has the time of another order");
    }

    @Test
    void shouldFindAnOrderThatIsMissing() {
        final Day day = day();
        day.orders.remove(indexOf(day.orders, NewOrderDecoder.TEMPLATE_ID, 20));

        requireFound(day, " follows order=");
    }

    @Test
    void shouldFindAnOrderThatWasChanged() {
        final Day day = day();
        addToInt(
                day.orders.get(indexOf(day.orders, NewOrderDecoder.TEMPLATE_ID, 20)),
                HEADER + NewOrderEncoder.quantityEncodingOffset());

        requireFound(day, "expected=");
    }

    @Test
    void shouldFindMarketDataThatIsOld() {
        final Day day = day();
        day.marketData.add(day.marketData.get(0));
        addToLong(day.marketData.get(day.marketData.size() - 1), HEADER + MarketDataEncoder.volumeEncodingOffset());

        requireFound(day, "market data: found=instrument=");
    }

    @Test
    void shouldFindMarketDataThatIsMissing() {
        final Day day = day();
        day.marketData.clear();

        requireFound(day, "market data: found=null");
    }

    private Day day() {
        return Day.traded(directory.resolve("day"), 7, ORDERS);
    }

    private void requireFound(final Day day, final String problem) {
        final List<String> problems = audit(day);

        assertTrue(problems.stream().anyMatch(found -> found.contains(problem)), problems::toString);
    }

    private List<String> audit(final Day day) {
        try (LogEngine engine = day.openAt(directory.resolve("audited"))) {
            return Audit.of(engine).problems();
        }
    }

    private static int execution(final Day day) {
        return indexOf(day.executions, ExecutionDecoder.TEMPLATE_ID, 20);
    }

    private static int indexOf(final List<Day.Message> messages, final int templateId, final int from) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        for (int i = from; i < messages.size(); i++) {
            if (header.wrap(new UnsafeBuffer(messages.get(i).value()), 0).templateId() == templateId) {
                return i;
            }
        }
        throw new IllegalStateException("no message of templateId=" + templateId);
    }

    private static void addToInt(final Day.Message message, final int index) {
        final UnsafeBuffer buffer = new UnsafeBuffer(message.value());
        buffer.putInt(index, buffer.getInt(index) + 1);
    }

    private static void addToLong(final Day.Message message, final int index) {
        final UnsafeBuffer buffer = new UnsafeBuffer(message.value());
        buffer.putLong(index, buffer.getLong(index) + 1);
    }
}
