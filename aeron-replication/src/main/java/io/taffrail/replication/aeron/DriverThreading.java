/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

/** Who runs the media driver, if it is embedded, and the housekeeping of the Aeron client. */
public enum DriverThreading {
    /** One thread for the driver and one, which sleeps most of the time, for the client. */
    SHARED,
    /** No thread at all: both run in {@link AeronTransport#doWork()}, which must be called all the time. */
    INVOKER
}
