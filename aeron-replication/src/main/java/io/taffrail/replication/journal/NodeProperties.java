/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.journal;

import io.taffrail.log.CorruptLogException;
import io.taffrail.log.NewerFormatException;
import io.taffrail.replication.raft.Standing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The text of {@code node.properties}.
 *
 * <pre>
 *   version=1
 *   cluster.id=MkU3OEVBNTcwNTJENDM2Qg
 *   node.id=1
 *   directory.id=dGFmZnJhaWwgaXMgYSBsbw
 *   standing=voter
 *   crc32c=509e2fde
 * </pre>
 *
 * <p>The last line is the CRC32C of all bytes before it, in 8 lower-case hexadecimal digits. The keys stand in this order
 * and nothing else is allowed: the file is for people to read, not to edit.
 */
final class NodeProperties {
    static final String NAME = "node.properties";

    private static final int VERSION = 1;
    private static final String LAST_KEY = "crc32c=";
    private static final Pattern FIRST_LINE = Pattern.compile("version=([0-9]{1,9})\n");
    private static final Pattern BODY = Pattern.compile(
            "version=1\ncluster\\.id=(.{22})\nnode\\.id=([0-9]+)\ndirectory\\.id=(.{22})\nstanding=(voter|amnesiac)\n");

    private NodeProperties() {}

    static byte[] encode(final NodeIdentity identity) {
        final String body = "version=" + VERSION
                + "\ncluster.id=" + NodeIdentity.text(identity.clusterId())
                + "\nnode.id=" + identity.nodeId()
                + "\ndirectory.id=" + NodeIdentity.text(identity.directoryId())
                + "\nstanding=" + identity.standing().name().toLowerCase(Locale.ROOT) + "\n";
        return (body + lastLine(body)).getBytes(StandardCharsets.ISO_8859_1);
    }

    static NodeIdentity decode(final Path path, final byte[] bytes) {
        final String text = new String(bytes, StandardCharsets.ISO_8859_1);
        final Matcher first = FIRST_LINE.matcher(text);
        if (first.lookingAt() && Integer.parseInt(first.group(1)) > VERSION) {
            throw new NewerFormatException(path, Integer.parseInt(first.group(1)), VERSION);
        }
        final int end = Math.max(0, text.lastIndexOf(LAST_KEY));
        final String body = text.substring(0, end);
        if (!text.substring(end).equals(lastLine(body))) {
            throw damaged(path, end, lastLine(body).trim(), text.substring(end).trim());
        }
        final Matcher found = BODY.matcher(body);
        if (!found.matches()) {
            throw damaged(path, 0, "version, cluster.id, node.id, directory.id and standing", body.trim());
        }
        try {
            final UUID clusterId = NodeIdentity.parseId(found.group(1));
            final UUID directoryId = NodeIdentity.parseId(found.group(3));
            final Standing standing = Standing.valueOf(found.group(4).toUpperCase(Locale.ROOT));
            return new NodeIdentity(clusterId, Integer.parseInt(found.group(2)), directoryId, standing);
        } catch (final IllegalArgumentException ex) {
            throw damaged(path, 0, "ids", ex.getMessage());
        }
    }

    private static String lastLine(final String body) {
        final CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
        return LAST_KEY + String.format(Locale.ROOT, "%08x", crc.getValue()) + "\n";
    }

    private static CorruptLogException damaged(
            final Path path, final int position, final String expected, final String found) {
        return new CorruptLogException(
                path, position, expected, "\"" + found + "\"", "the file was damaged or edited by hand");
    }
}
