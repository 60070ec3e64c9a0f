/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import io.taffrail.schema.sbe.SchemaLayout.MessageLayout;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import uk.co.real_logic.sbe.ir.HeaderStructure;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;

/**
 * Decodes messages by a schema that is known at run time only, with the SBE tool's on-the-fly decoder. Messages of other versions of
 * the schema are decoded as far as both know the same; {@link SchemaRules} tell whether that is right.
 *
 * <p>For tools: it makes objects of everything. Applications that know their schema use generated flyweights.
 *
 * <p>Threading: one thread at a time.
 */
public final class MessageDecoder {
    private final SbeSchema schema;
    private final int headerLength;
    private final WireNumber blockLength;
    private final WireNumber templateId;
    private final WireNumber schemaId;
    private final WireNumber version;
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);

    /**
     * A decoder.
     *
     * @param schema of the reader.
     */
    public MessageDecoder(final SbeSchema schema) {
        this.schema = schema;
        final TypeLayout.Composite header = schema.layout().header();
        final ByteOrder byteOrder = schema.layout().byteOrder();
        headerLength = header.length();
        blockLength = WireNumber.of(header, HeaderStructure.BLOCK_LENGTH, byteOrder);
        templateId = WireNumber.of(header, HeaderStructure.TEMPLATE_ID, byteOrder);
        schemaId = WireNumber.of(header, HeaderStructure.SCHEMA_ID, byteOrder);
        version = WireNumber.of(header, HeaderStructure.SCHEMA_VERSION, byteOrder);
    }

    /**
     * The schema.
     *
     * @return by which this decodes.
     */
    public SbeSchema schema() {
        return schema;
    }

    /**
     * Whether bytes begin with a header that names the schema. Other schemas may lay their headers out differently: what fits one may
     * be anything to another.
     *
     * @param buffer that holds them.
     * @param index  of the first.
     * @param length in bytes.
     * @return true if they may be a message of the schema.
     */
    public boolean isOfSchema(final DirectBuffer buffer, final int index, final int length) {
        return length >= headerLength && schemaId.get(buffer, index) == schema.id();
    }

    /**
     * Decode a message.
     *
     * @param buffer that holds it.
     * @param index  of its header.
     * @param length of header and message; what stands behind the message is not looked at.
     * @return its values.
     * @throws MalformedMessageException if it is no message of the schema, or does not lie within its bytes.
     */
    public DecodedMessage decode(final DirectBuffer buffer, final int index, final int length) {
        if (length < headerLength) {
            throw new MalformedMessageException(
                    "no SBE message: length=" + length + " is less than that of its header=" + headerLength);
        }
        message.wrap(buffer, index, length); // nothing beyond it can be read
        final long foundId = schemaId.get(message, 0);
        if (foundId != schema.id()) {
            throw new MalformedMessageException(
                    "message of schema id=" + schema.id() + " expected, found id=" + foundId);
        }
        final long template = templateId.get(message, 0);
        final MessageLayout layout = schema.layout().messages().get((int) template);
        final long acting = version.get(message, 0);
        if (layout == null || layout.templateId() != template) {
            throw new MalformedMessageException("template id=" + template + " of version " + acting
                    + " is unknown to version " + schema.version() + " of schema id=" + schema.id());
        }
        return decode(layout, (int) Math.min(acting, Integer.MAX_VALUE), blockLength.get(message, 0));
    }

    private DecodedMessage decode(final MessageLayout layout, final int acting, final long block) {
        new MessageBounds(message, schema.layout().byteOrder(), acting)
                .check(layout.name(), layout.block(), headerLength, block);
        final ValueListener values = new ValueListener(schema.layout().byteOrder(), acting);
        OtfMessageDecoder.decode(
                message, headerLength, acting, (int) block, schema.tokens(layout.templateId()), values);
        return new DecodedMessage(layout.templateId(), layout.name(), schema.id(), acting, values.fields());
    }
}
