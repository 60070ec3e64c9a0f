/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import io.taffrail.schema.sbe.SchemaLayout.Block;
import io.taffrail.schema.sbe.SchemaLayout.Variable;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Walks over a message and makes sure that all of it that is going to be decoded lies within its bytes: lengths and counts come from
 * whoever wrote it.
 */
final class MessageBounds {
    /** Entries without bytes that a message may have: nothing else bounds how many a few bytes can ask for. */
    private static final int MAX_EMPTY_ENTRIES = 0xFFFF;

    private final DirectBuffer buffer;
    private final ByteOrder byteOrder;
    private final int version;
    private int emptyEntries;

    /**
     * Bounds of one message.
     *
     * @param buffer    its bytes and no other.
     * @param byteOrder of its schema.
     * @param version   that it says it has.
     */
    MessageBounds(final DirectBuffer buffer, final ByteOrder byteOrder, final int version) {
        this.buffer = buffer;
        this.byteOrder = byteOrder;
        this.version = version;
    }

    /**
     * Check the block that begins at an index, and what stands behind it.
     *
     * @return index behind all of it that the schema knows.
     * @throws MalformedMessageException if it does not lie within the message.
     */
    int check(final String path, final Block block, final int index, final long blockLength) {
        final int known = block.length(version);
        if (blockLength < known) {
            throw new MalformedMessageException(path + ": blockLength=" + blockLength
                    + " is too short for the fields of" + " version " + version + ", which take " + known + " bytes");
        }
        int at = within(path, index, blockLength);
        for (final Variable variable : block.variables()) {
            if (variable.sinceVersion() <= version) {
                final String name = path + "." + variable.name();
                at = variable.isGroup() ? checkGroup(name, variable, at) : checkData(name, variable, at);
            }
        }
        return at;
    }

    private int checkGroup(final String path, final Variable group, final int index) {
        int at = within(path, index, group.header().length());
        final long blockLength =
                WireNumber.of(group.header(), "blockLength", byteOrder).get(buffer, index);
        final long entries =
                WireNumber.of(group.header(), "numInGroup", byteOrder).get(buffer, index);
        if (entries < 0) {
            throw new MalformedMessageException(path + ": numInGroup=" + entries + " must not be negative");
        }
        for (long i = 0; i < entries; i++) {
            final int next = check(path, group.entry(), at, blockLength);
            if (next == at && ++emptyEntries > MAX_EMPTY_ENTRIES) {
                throw new MalformedMessageException(
                        path + ": numInGroup=" + entries + " entries that take no bytes are too many");
            }
            at = next;
        }
        return at;
    }

    private int checkData(final String path, final Variable data, final int index) {
        final int begin = data.header().member("varData").offset();
        final int at = within(path, index, begin);
        return within(
                path, at, WireNumber.of(data.header(), "length", byteOrder).get(buffer, index));
    }

    private int within(final String path, final int index, final long length) {
        final long end = index + length;
        if (length < 0 || end > buffer.capacity()) {
            throw new MalformedMessageException(path + ": length=" + length + " at index=" + index
                    + " reaches beyond the end of the message, which has " + buffer.capacity() + " bytes");
        }
        return (int) end;
    }
}
