/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

/** Deliberate bugs of the bank: a piece of a source file of it, and what stands there instead. */
enum BankMutant {
    OFFSETS_COMMITTED_BEHIND_THE_TRANSACTION(
            "Teller",
            "return producer.process(consumer, this::decide, maxRequests);",
            "producer.begin(); final int polled = consumer.poll(this::decide, maxRequests); producer.commit();"
                    + " if (polled > 0) { consumer.commit(); } return polled;"),
    OFFSETS_COMMITTED_BEFORE_THE_TRANSACTION(
            "Teller",
            "return producer.process(consumer, this::decide, maxRequests);",
            "producer.begin(); final int polled = consumer.poll(this::decide, maxRequests);"
                    + " if (polled > 0) { consumer.commit(); } producer.commit(); return polled;"),
    NO_TRANSACTION("Teller", "producer.publisher(topic).publish(draft)", "engine.publisher(topic).publish(draft)"),
    CREDIT_OUTSIDE_OF_THE_TRANSACTION(
            "Teller",
            "producer.publisher(topic).publish(draft)",
            "(topic.equals(Bank.CREDITS) ? engine.publisher(topic) : producer.publisher(topic)).publish(draft)"),
    DEBIT_OUTSIDE_OF_THE_TRANSACTION(
            "Teller",
            "producer.publisher(topic).publish(draft)",
            "(topic.equals(Bank.DECISIONS) ? engine.publisher(topic) : producer.publisher(topic)).publish(draft)"),
    CREDIT_IN_A_TRANSACTION_OF_ITS_OWN(
            "Teller", "draft.clear(); // where", "producer.commit(); producer.begin(); draft.clear(); // where"),
    REFUSED_SILENTLY("Teller", "ledger.onPublished(publish(", "if (decision.isGranted()) ledger.onPublished(publish("),
    CREDITED_THOUGH_REFUSED("Teller", "if (decision.isGranted()) {", "if (true) {"),
    DECIDES_BY_UNCOMMITTED_DEBITS(
            "Ledger",
            "decisions = Bank.committed(engine, Bank.DECISIONS, partition);",
            "decisions = engine.subscribe(Bank.DECISIONS, io.taffrail.engine.StartAt.earliest(),"
                    + " io.taffrail.engine.SubscriptionConfig.defaults().withPartitions(partition));"),
    DECIDES_BY_UNCOMMITTED_CREDITS(
            "Ledger",
            "credits = Bank.committed(engine, Bank.CREDITS, partition);",
            "credits = engine.subscribe(Bank.CREDITS, io.taffrail.engine.StartAt.earliest(),"
                    + " io.taffrail.engine.SubscriptionConfig.defaults().withPartitions(partition));"),
    SPENT_TWICE_IN_A_TURN("Ledger", "spentInTurn.merge(transfer.from(), transfer.amount(), Long::sum);", ""),
    SPENT_REMEMBERED_FOR_EVER("Ledger", "spentInTurn.clear();", ""),
    READ_ONLY_ONCE("Ledger", "isUpToDate = false;", ""),
    OPENED_BIT_BY_BIT("Bank", "producer.publisher(CREDITS).publish(", "engine.publisher(CREDITS).publish("),
    REQUESTS_NUMBERED_ANEW("Customers", "long id = asked(engine);", "long id = 0;");

    private final String file;
    private final String original;
    private final String mutated;

    BankMutant(final String file, final String original, final String mutated) {
        this.file = file;
        this.original = original;
        this.mutated = mutated;
    }

    /** Simple name of the class whose source is changed. */
    String file() {
        return file;
    }

    /**
     * The source with the bug in it.
     *
     * @throws IllegalStateException when the source has changed, so that the bug must be written anew.
     */
    String applyTo(final String source) {
        if (!source.contains(original)) {
            throw new IllegalStateException(this + " no longer applies: " + file + ".java has no: " + original);
        }
        return source.replace(original, mutated);
    }
}
