/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.examples.bank;

import io.taffrail.engine.LogEngine;
import io.taffrail.examples.Checks;
import io.taffrail.examples.DirectoryOption;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code taffrail example bank}: event sourcing, and exactly-once transfers through crashes. */
@Command(
        name = "bank",
        description = {
            "Event sourcing: balances rebuilt by replay, transfers exactly once, through crashes.",
            "Run again on its directory, the bank goes on with the accounts it has."
        })
public final class BankCommand implements Callable<Integer> {
    private static final int REQUESTS_PER_KILL = 100;

    @Spec
    private CommandSpec spec;

    @Mixin
    private DirectoryOption directory;

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "200",
            description = "Accounts of a new bank, 2 to 100000 (default: ${DEFAULT-VALUE}).")
    private int accounts;

    @Option(
            names = "--deposit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "What each account of a new bank begins with, 1 to 1000000000 (default: ${DEFAULT-VALUE}).")
    private long deposit;

    @Option(
            names = "--transfers",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Transfers to ask for, 1 to 1000000 (default: ${DEFAULT-VALUE}).")
    private long transfers;

    @Option(
            names = "--tellers",
            paramLabel = "N",
            defaultValue = "3",
            description = "Tellers that share the work, 1 to " + Bank.PARTITIONS + " (default: ${DEFAULT-VALUE}).")
    private int tellers;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often to kill the process in which they work, 0 to 1000, and at most once per "
                    + REQUESTS_PER_KILL + " transfers (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "42",
            description = "Seed of the transfers and of the moments of the kills (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** For picocli. */
    public BankCommand() {}

    @Override
    public Integer call() {
        Checks.requireRange("--accounts", accounts, 2, 100_000);
        Checks.requireRange("--deposit", deposit, 1, 1_000_000_000);
        Checks.requireRange("--transfers", transfers, 1, 1_000_000);
        Checks.requireRange("--tellers", tellers, 1, Bank.PARTITIONS);
        Checks.requireRange("--kills", kills, 0, Math.min(1_000, transfers / REQUESTS_PER_KILL));
        open();
        killProcesses();
        final AtomicLong decided = new AtomicLong();
        try (LogEngine engine = directory.open()) {
            final long beganNs = System.nanoTime();
            new BusinessDay(engine, decided::addAndGet).run(tellers);
            final double seconds = (System.nanoTime() - beganNs) / 1e9;
            say(
                    "decided the %s%,d in %.2f s, %,.0f/s",
                    kills > 0 ? "other " : "", decided.get(), seconds, decided.get() / seconds);
            return report(Audit.of(engine));
        }
    }

    private void open() {
        try (LogEngine engine = directory.open()) {
            Bank.open(engine, accounts, deposit);
            Customers.ask(engine, seed, Customers.asked(engine) + transfers);
            say(
                    "%,d accounts, %,d requests, %d tellers, seed %d, directory %s",
                    Bank.accounts(engine), Customers.asked(engine), tellers, seed, directory.path());
        }
    }

    /** Each process is killed somewhere in the first part of what was left to decide, so that there is work for the next. */
    private void killProcesses() {
        final Random random = new Random(seed);
        for (int i = 0; i < kills; i++) {
            final long left = undecided();
            final long requests = 1 + (long) (random.nextDouble() * left / (kills - i + 1));
            final long decided = BankProcess.killAfter(requests, directory.path(), tellers);
            say("the tellers' process was killed (SIGKILL) after %,d decisions", decided);
        }
    }

    private long undecided() {
        try (LogEngine engine = directory.open()) {
            return new BusinessDay(engine, decided -> {}).undecided();
        }
    }

    private int report(final Audit audit) {
        final Checks checks = new Checks(spec.commandLine().getOut());
        audit.problems().forEach(problem -> checks.require("the audit", false, problem));
        if (checks.exitCode() == 0) {
            say(
                    "ok      every request was decided, once: %,d, of which %,d were refused",
                    audit.decided(), audit.refused());
            say(
                    "ok      every debit has its credit and every credit its debit: %,d",
                    audit.decided() - audit.refused());
            say("ok      every decision is right by the events that its teller had read, no account is below 0");
            say("ok      the %,d accounts together have the %,d that were deposited", audit.accounts(), audit.total());
        }
        return checks.exitCode();
    }

    private void say(final String format, final Object... values) {
        final PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
