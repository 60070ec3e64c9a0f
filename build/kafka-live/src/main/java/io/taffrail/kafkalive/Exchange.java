/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkalive;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * One request and its response, on a connection of their own: a broker answers a connection's requests one after the other, so
 * an open join would hold back everything behind it.
 *
 * <p>Threading: {@link #response()} may be called by another thread than the one that sent, and ends with an exception when
 * {@link #close()} is called meanwhile.
 */
final class Exchange implements AutoCloseable {
    private static final int CONNECT_MS = 10_000;

    private final Socket socket;
    private final RequestHeader header;

    private Exchange(final Socket socket, final RequestHeader header) {
        this.socket = socket;
        this.header = header;
    }

    /** Send a request; it is on its way when this returns. */
    static Exchange send(final InetSocketAddress address, final String clientId, final AbstractRequest request)
            throws IOException {
        final Socket socket = new Socket();
        final RequestHeader header = new RequestHeader(request.apiKey(), request.version(), clientId, 1);
        final Exchange exchange = new Exchange(socket, header);
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, CONNECT_MS);
            final ByteBuffer body = request.serializeWithHeader(header);
            final ByteBuffer framed = ByteBuffer.allocate(Integer.BYTES + body.remaining());
            framed.putInt(body.remaining()).put(body);
            socket.getOutputStream().write(framed.array());
            return exchange;
        } catch (final IOException | RuntimeException e) {
            exchange.close();
            throw e;
        }
    }

    /** Wait for the response. */
    AbstractResponse response() throws IOException {
        final DataInputStream in = new DataInputStream(socket.getInputStream());
        final byte[] bytes = in.readNBytes(in.readInt());
        return AbstractResponse.parseResponse(ByteBuffer.wrap(bytes), header);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
