/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Micro-benchmarks, run by {@code taffrail bench micro}: a class for each question, its baseline in the same class.
 *
 * <p>What single shots are said to allocate is what the whole process allocates around them: opening the engine and
 * preparing the road are in it, and the index that the engine's own thread builds of what is published.
 */
package io.taffrail.bench.micro;
