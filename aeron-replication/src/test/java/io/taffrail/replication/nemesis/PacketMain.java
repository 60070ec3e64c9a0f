/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/** A process at an address that sends numbers when its input says {@code first last address}, and prints those that come. */
final class PacketMain {
    private final DatagramChannel channel;

    private PacketMain(final String address) throws IOException {
        channel = DatagramChannel.open().bind(socketAddress(address));
    }

    public static void main(final String[] arguments) throws IOException {
        final PacketMain main = new PacketMain(arguments[0]);
        final Thread receiver = new Thread(main::receive, "receiver");
        receiver.setDaemon(true);
        receiver.start();
        System.out.println("ready");
        final BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            main.send(line.split(" "));
        }
    }

    private void send(final String... words) throws IOException {
        final ByteBuffer packet = ByteBuffer.allocate(Integer.BYTES);
        for (int number = Integer.parseInt(words[0]); number <= Integer.parseInt(words[1]); number++) {
            channel.send(packet.clear().putInt(number).flip(), socketAddress(words[2]));
        }
    }

    private void receive() {
        final ByteBuffer packet = ByteBuffer.allocate(Integer.BYTES);
        try {
            while (true) {
                channel.receive(packet.clear());
                System.out.println(packet.getInt(0));
            }
        } catch (final IOException ex) {
            ex.printStackTrace(System.out);
        }
    }

    private static InetSocketAddress socketAddress(final String text) {
        final String[] parts = text.split(":");
        return new InetSocketAddress(parts[0], Integer.parseInt(parts[1]));
    }
}
