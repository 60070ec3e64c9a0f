/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * File systems of their own that run full or lose their power. They need rights that few have: where those are missing,
 * {@link org.opentest4j.TestAbortedException} says so, by which a test counts as skipped.
 *
 * <p>Depends on the JDK, on opentest4j and on {@link io.taffrail.testsupport.Command}.
 */
package io.taffrail.testsupport.disk;
