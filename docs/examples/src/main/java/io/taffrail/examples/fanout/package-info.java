/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Fan-out: one topic of orders, three consumer groups that each see all of them. Start reading at {@code FanOut}, then
 * {@code Member}.
 */
package io.taffrail.examples.fanout;
