/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.demo;

import java.util.List;

/**
 * What a run of the pipeline came to.
 *
 * @param publishNs from the first event to the last commit of the publish thread.
 * @param totalNs until the audit had seen the last record.
 * @param latencies of the three threads.
 * @param found the totals of the records the audit was handed.
 * @param auditedRecords of both topics.
 * @param checks the audit's findings.
 */
record PipelineResult(
        long publishNs, long totalNs, Latencies latencies, Totals found, long auditedRecords, List<Check> checks) {

    boolean isPassed() {
        return checks.stream().allMatch(Check::isPassed);
    }
}
