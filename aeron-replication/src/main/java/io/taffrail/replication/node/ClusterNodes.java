/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.node;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The list of {@code cluster.nodes}. */
final class ClusterNodes {
    private ClusterNodes() {}

    /** Endpoints by the ids of the nodes. */
    static Map<Integer, String> parse(final String list) {
        final Map<Integer, String> endpoints = new TreeMap<>();
        for (final String entry : split(list)) {
            if (!entry.matches("[0-9]{1,9}@\\S+")) {
                throw refused(list, "must be id@host:port, separated by commas, and not \"" + entry + "\"");
            }
            final int at = entry.indexOf('@');
            final int node = Integer.parseInt(entry.substring(0, at));
            final String other = endpoints.put(node, entry.substring(at + 1));
            if (other != null) {
                throw refused(list, "names node.id=" + node + " twice, at " + other + " and at " + endpoints.get(node));
            }
        }
        return endpoints;
    }

    /** The entries of a list, none for an empty one. */
    static List<String> split(final String list) {
        return list.isBlank()
                ? List.of()
                : Stream.of(list.split(",", -1)).map(String::strip).toList();
    }

    private static IllegalArgumentException refused(final String list, final String rule) {
        return new IllegalArgumentException(NodeSettingKeys.CLUSTER_NODES + "=" + list + " " + rule);
    }
}
