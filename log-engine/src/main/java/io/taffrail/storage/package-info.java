/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Files, mappings and directories behind one seam: everything the engine asks of a file system.
 *
 * <p>{@link io.taffrail.storage.FileStorage} is the real one. Tests put another in its place that records every store
 * and every force, and builds from them the images that a crash may leave. Start with {@link io.taffrail.storage.Storage}.
 *
 * <p>May depend on the JDK and Agrona only.
 */
package io.taffrail.storage;
