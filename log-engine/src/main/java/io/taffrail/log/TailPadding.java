/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.log;

/**
 * Keeps what stands before the tail word on other cache lines. Padding is by inheritance: the JVM orders the fields of a
 * class as it likes, but keeps those of its parents before them.
 */
@SuppressWarnings("unused")
abstract class TailPadding {
    private long before00, before01, before02, before03, before04, before05, before06, before07;
    private long before08, before09, before10, before11, before12, before13, before14, before15;
}
