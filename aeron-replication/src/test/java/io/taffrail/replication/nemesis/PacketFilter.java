/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.nemesis;

/**
 * Programs for the kernel's classic packet filter that pick packets from or to a node by chance. {@code tc} reads them as
 * a number of instructions, then each as code, jump if so, jump if not, and operand.
 */
final class PacketFilter {
    private static final int MOST = 0xFF;
    private static final int TO = 2;
    private static final int FROM = 8;
    private static final long RANDOM = 0xFFFF_F038L;
    private static final double ALL = 0xFFFF_FFFFL;
    private static final long DROP = 2;
    private static final long ELSE = 0xFFFF_FFFFL;

    private PacketFilter() {}

    /** The hardware address of a node: its last four bytes are the number. */
    static String address(final int node) {
        if (node < 1 || node > MOST) {
            throw new IllegalArgumentException("node=" + node + " must be 1 to " + MOST);
        }
        return "02:00:00:00:00:%02x".formatted(node);
    }

    /** Drop a part of what comes from a node, and leave the rest to the next filter. */
    static String losing(final int from, final double part) {
        return program(FROM, from, part, DROP, ELSE);
    }

    /** Say yes to a part of what goes to a node. */
    static String some(final int to, final double part) {
        return program(TO, to, part, ELSE, 0);
    }

    private static String program(
            final int field, final int node, final double part, final long ifSo, final long ifNot) {
        return String.join(
                ",",
                "6",
                "32 0 0 " + field, // load four bytes of the frame's head
                "21 0 3 " + node, // go on if it is that node
                "32 0 0 " + RANDOM, // load a number by chance
                "53 1 0 " + (long) (part * ALL), // go on if it is less
                "6 0 0 " + ifSo,
                "6 0 0 " + ifNot);
    }
}
