/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints every test that did not run, with the reason, and their number at the end: a test that needs root, a loop
 * device or a network namespace must not vanish silently on a machine that has none.
 *
 * <p>Found by the JUnit platform through the service loader.
 *
 * <h2>Threading</h2>
 *
 * The platform may call from several threads when tests run in parallel; the counter is atomic and a line is printed at
 * once.
 */
public final class SkipReporter implements TestExecutionListener {
    private final AtomicInteger skippedCount = new AtomicInteger();
    private volatile TestPlan testPlan;

    /** Called by the service loader. */
    public SkipReporter() {}

    @Override
    public void testPlanExecutionStarted(final TestPlan plan) {
        testPlan = plan;
        skippedCount.set(0);
    }

    @Override
    public void executionSkipped(final TestIdentifier test, final String reason) {
        report(test, reason);
    }

    @Override
    public void executionFinished(final TestIdentifier test, final TestExecutionResult result) {
        if (result.getStatus() == Status.ABORTED) {
            report(test, result.getThrowable().map(Throwable::getMessage).orElse("aborted without a reason"));
        }
    }

    @Override
    public void testPlanExecutionFinished(final TestPlan plan) {
        final int count = skippedCount.get();
        if (count > 0) {
            System.out.println("skipped in total: " + count);
        }
    }

    private void report(final TestIdentifier test, final String reason) {
        skippedCount.incrementAndGet();
        System.out.println("skipped: " + pathOf(test) + ": " + reason);
    }

    /** The display names from the test class down, for example {@code SyncTest > shouldSurvivePowerLoss()}. */
    private String pathOf(final TestIdentifier test) {
        final TestIdentifier parent =
                test.getParentIdObject().map(this::identifier).orElse(null);
        if (parent == null || parent.getParentIdObject().isEmpty()) {
            return test.getDisplayName();
        }
        return pathOf(parent) + " > " + test.getDisplayName();
    }

    private TestIdentifier identifier(final UniqueId id) {
        return testPlan.getTestIdentifier(id);
    }
}
