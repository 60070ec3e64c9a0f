/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import io.taffrail.replication.replica.Acks;
import io.taffrail.settings.Durability;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One life of a node's process.
 *
 * @param node      its id.
 * @param number    of the life among those of the node.
 * @param endpoints of all nodes, as this one sees them.
 * @param directory of the node, formatted.
 * @param driver    in which its media driver makes its directory.
 * @param history   file to which it notes what it does.
 * @param promise   what the cluster is asked for.
 */
record Life(
        int node,
        int number,
        Map<Integer, String> endpoints,
        Path directory,
        Path driver,
        Path history,
        Promise promise) {
    /** What publishers wait for, and what the topic is set to. */
    record Promise(Acks acks, int minInSync, Durability durability, int maxUncommittedBytes) {}

    String[] arguments() {
        return new String[] {
            "node=" + node,
            "number=" + number,
            "endpoints="
                    + endpoints.entrySet().stream()
                            .map(entry -> entry.getKey() + "@" + entry.getValue())
                            .collect(Collectors.joining(",")),
            "directory=" + directory,
            "driver=" + driver,
            "history=" + history,
            "acks=" + promise.acks,
            "min.insync=" + promise.minInSync,
            "durability=" + promise.durability,
            "uncommitted=" + promise.maxUncommittedBytes
        };
    }

    static Life of(final String... arguments) {
        final Map<String, String> given = new HashMap<>();
        for (final String argument : arguments) {
            final int at = argument.indexOf('=');
            given.put(argument.substring(0, at), argument.substring(at + 1));
        }
        final Map<Integer, String> endpoints = new TreeMap<>();
        Arrays.stream(given.get("endpoints").split(",")).forEach(endpoint -> {
            final String[] parts = endpoint.split("@", 2);
            endpoints.put(Integer.parseInt(parts[0]), parts[1]);
        });
        return new Life(
                Integer.parseInt(given.get("node")),
                Integer.parseInt(given.get("number")),
                endpoints,
                Path.of(given.get("directory")),
                Path.of(given.get("driver")),
                Path.of(given.get("history")),
                new Promise(
                        Acks.valueOf(given.get("acks")),
                        Integer.parseInt(given.get("min.insync")),
                        Durability.valueOf(given.get("durability")),
                        Integer.parseInt(given.get("uncommitted"))));
    }
}
