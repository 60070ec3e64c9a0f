/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.peer.cluster;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Of the members: loopback, at ports that were free. */
final class Addresses {
    static final String HOST = "127.0.0.1";

    private static final int EACH = 5;
    private static final int ARCHIVE = 4;

    private final int members;
    private final List<String> addresses;

    Addresses(final int members) throws IOException {
        this.members = members;
        this.addresses = free(members * EACH);
    }

    /** Addresses that another process has found, as {@link #toString()} gave them. */
    Addresses(final String found) {
        this.addresses = List.of(found.split(","));
        this.members = addresses.size() / EACH;
    }

    @Override
    public String toString() {
        return String.join(",", addresses);
    }

    private static List<String> free(final int count) throws IOException {
        final List<String> addresses = new ArrayList<>();
        final List<DatagramSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                final DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(HOST));
                sockets.add(socket);
                addresses.add(HOST + ":" + socket.getLocalPort());
            }
        } finally {
            sockets.forEach(DatagramSocket::close);
        }
        return addresses;
    }

    /** As the consensus module reads them: of each member its id, ingress, consensus, log, catch-up and archive. */
    String members() {
        return IntStream.range(0, members)
                .mapToObj(member ->
                        member + "," + String.join(",", addresses.subList(member * EACH, (member + 1) * EACH)))
                .collect(Collectors.joining("|"));
    }

    /** As a client reads them. */
    String ingress() {
        return IntStream.range(0, members)
                .mapToObj(member -> member + "=" + addresses.get(member * EACH))
                .collect(Collectors.joining(","));
    }

    String archive(final int member) {
        return addresses.get(member * EACH + ARCHIVE);
    }
}
