/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.replication.aeron;

import io.aeron.CncFileDescriptor;
import io.aeron.driver.Configuration;
import io.aeron.logbuffer.LogBufferDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.taffrail.replication.transport.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.BitUtil;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * The mesh as one node sees it, complete and valid. Immutable. Apart from {@code self}, directories, threading and
 * timeouts it must be the same on all nodes.
 *
 * @param self           id of this node.
 * @param endpoints      {@code host:port} of each node, this one among them, by its id of 0 to 16383; for IPC any text.
 * @param medium         between the nodes.
 * @param mtu            largest packet in bytes, a multiple of 32, at most an eighth of the smallest term.
 * @param termLengths    bytes of one term of each channel, a power of two from 64 KiB to 1 GiB. Half of it is what may
 *                       be under way.
 * @param directory      in which an embedded driver makes its own directory.
 * @param externalDriver directory of a running media driver, Java or C; empty for an embedded one.
 * @param threading      of driver and client.
 * @param driverIdle     makes what an embedded driver with a thread does between two looks at its work.
 * @param timeouts       of the mesh.
 */
public record AeronTransportConfig(
        int self,
        Map<Integer, String> endpoints,
        Medium medium,
        int mtu,
        Map<Channel, Integer> termLengths,
        Path directory,
        Optional<Path> externalDriver,
        DriverThreading threading,
        Supplier<IdleStrategy> driverIdle,
        AeronTimeouts timeouts) {
    /** What Aeron's media driver accepts at least; ample for some hundred streams. */
    static final int COUNTERS_LENGTH = Configuration.COUNTERS_VALUES_BUFFER_LENGTH_MIN;

    static final int ERRORS_LENGTH = Configuration.ERROR_BUFFER_LENGTH_DEFAULT;
    static final int LOSS_REPORT_LENGTH = Configuration.LOSS_REPORT_BUFFER_LENGTH_DEFAULT;

    /** Larger packets Aeron refuses for a term. */
    static final int MTUS_IN_TERM = 8;

    private static final int PAGE_LENGTH = LogBufferDescriptor.PAGE_MIN_SIZE;

    /** Checked. */
    public AeronTransportConfig {
        endpoints = Collections.unmodifiableMap(new TreeMap<>(endpoints));
        termLengths = Collections.unmodifiableMap(new EnumMap<>(termLengths));
        if (!endpoints.containsKey(self)) {
            throw new IllegalArgumentException("endpoints=" + endpoints + " must name self=" + self);
        }
        endpoints.forEach((node, endpoint) -> checkNode(node, endpoint, medium));
        if (endpoints.values().stream().distinct().count() != endpoints.size() && medium == Medium.UDP) {
            throw new IllegalArgumentException("endpoints=" + endpoints + " must not name an endpoint twice");
        }
        if (medium == Medium.IPC && externalDriver.isEmpty()) {
            throw new IllegalArgumentException("medium=IPC needs an externalDriver that all nodes share");
        }
        checkLengths(mtu, termLengths);
    }

    /**
     * A builder that starts from the defaults: UDP, a driver of its own with one thread, an MTU that suits the endpoints,
     * and terms of 256 KiB for control, 4 MiB for live and 1 MiB for catch-up.
     *
     * @param self id of this node.
     * @return a new builder.
     */
    public static Builder builder(final int self) {
        return new Builder(self);
    }

    /**
     * Largest frame that fits a packet.
     *
     * @return length in bytes.
     */
    public int maxFrameLength() {
        return mtu - DataHeaderFlyweight.HEADER_LENGTH;
    }

    /**
     * Where the media driver keeps its files.
     *
     * @return the directory of the external driver, or the one that the embedded driver makes.
     */
    public Path driverDirectory() {
        final String user = System.getProperty("user.name", "unknown");
        final String name = "taffrail-" + user + "-node-" + self + "-" + endpoints.get(self);
        return externalDriver.orElseGet(() -> directory.resolve(name.replaceAll("[^A-Za-z0-9.-]", "_")));
    }

    /**
     * Space that this node's part of the mesh takes beside the driver: three terms and a page for each publication, and
     * over UDP as much for each image, twice, since the images of a node that is started again stand beside its old
     * ones for a while.
     *
     * @return bytes.
     */
    public long meshBytes() {
        long bytes = 0;
        for (final int termLength : termLengths.values()) {
            bytes += LogBufferDescriptor.computeLogLength(termLength, PAGE_LENGTH);
        }
        final int logs = medium == Medium.UDP ? 3 : 1;
        return bytes * logs * (endpoints.size() - 1);
    }

    /**
     * Space that this node takes in all where its media driver keeps its files.
     *
     * @return bytes: of the mesh, and of an embedded driver's own buffers.
     */
    public long spaceBytes() {
        return meshBytes() + (externalDriver.isPresent() ? 0 : driverBytes());
    }

    private static long driverBytes() {
        final long control = (long) Configuration.CONDUCTOR_BUFFER_LENGTH_DEFAULT
                + Configuration.TO_CLIENTS_BUFFER_LENGTH_DEFAULT
                + Configuration.countersMetadataBufferLength(COUNTERS_LENGTH)
                + COUNTERS_LENGTH
                + ERRORS_LENGTH;
        return BitUtil.align(control + CncFileDescriptor.META_DATA_LENGTH, PAGE_LENGTH) + LOSS_REPORT_LENGTH;
    }

    private static void checkNode(final int node, final String endpoint, final Medium medium) {
        if (node < 0 || node > StreamIds.MAX_NODE) {
            throw new IllegalArgumentException("node=" + node + " must be 0 to " + StreamIds.MAX_NODE);
        }
        if (medium == Medium.UDP && !endpoint.matches("(\\[[0-9A-Fa-f:.%]+]|[^\\s:|,=]+):[1-9][0-9]{0,4}")) {
            throw new IllegalArgumentException("endpoint=" + endpoint + " of node=" + node + " must be host:port");
        }
    }

    private static void checkLengths(final int mtu, final Map<Channel, Integer> termLengths) {
        for (final Channel channel : Channel.values()) {
            final Integer length = termLengths.get(channel);
            if (length == null || length < LogBufferDescriptor.TERM_MIN_LENGTH || !BitUtil.isPowerOfTwo(length)) {
                throw new IllegalArgumentException("termLength=" + length + " of channel=" + channel
                        + " must be a power of two from 65536 to 1073741824");
            }
            if (mtu > length / MTUS_IN_TERM) {
                throw new IllegalArgumentException(
                        "mtu=" + mtu + " must be at most an eighth of termLength=" + length + " of channel=" + channel);
            }
        }
        if (mtu < 256 || mtu > Configuration.MAX_UDP_PAYLOAD_LENGTH || mtu % 32 != 0) {
            throw new IllegalArgumentException(
                    "mtu=" + mtu + " must be a multiple of 32 from 256 to " + Configuration.MAX_UDP_PAYLOAD_LENGTH);
        }
    }

    /** Collects values for {@link AeronTransportConfig}. Not thread safe. */
    public static final class Builder {
        private static final Path SHARED_MEMORY = Path.of("/dev/shm");
        private static final long MIN_PARK_NS = TimeUnit.MICROSECONDS.toNanos(1);
        private static final long MAX_PARK_NS = TimeUnit.MILLISECONDS.toNanos(1);

        private final int self;
        private final Map<Integer, String> endpoints = new TreeMap<>();
        private final Map<Channel, Integer> termLengths = new EnumMap<>(Channel.class);
        private Medium medium = Medium.UDP;
        private int mtu;
        private Path directory =
                Files.isDirectory(SHARED_MEMORY) ? SHARED_MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        private Path externalDriver;
        private DriverThreading threading = DriverThreading.SHARED;
        private Supplier<IdleStrategy> driverIdle = () -> new BackoffIdleStrategy(10, 20, MIN_PARK_NS, MAX_PARK_NS);
        private AeronTimeouts timeouts = AeronTimeouts.defaults();

        private Builder(final int self) {
            this.self = self;
            termLengths.put(Channel.CONTROL, 256 << 10);
            termLengths.put(Channel.LIVE, 4 << 20);
            termLengths.put(Channel.CATCH_UP, 1 << 20);
        }

        /**
         * Adds a node, this one or another.
         *
         * @param node     its id.
         * @param endpoint its {@code host:port}; for IPC any text.
         * @return this.
         */
        public Builder node(final int node, final String endpoint) {
            endpoints.put(node, endpoint);
            return this;
        }

        /**
         * Sets {@code medium}.
         *
         * @param value of all streams.
         * @return this.
         */
        public Builder medium(final Medium value) {
            medium = value;
            return this;
        }

        /**
         * Sets {@code mtu}. By default it is 32 KiB where all endpoints are loopback addresses, and with IPC; else 1408,
         * which fits Ethernet also below a VXLAN. 8960 is for jumbo frames.
         *
         * @param value bytes; 0 for the default.
         * @return this.
         */
        public Builder mtu(final int value) {
            mtu = value;
            return this;
        }

        /**
         * Sets the term length of a channel.
         *
         * @param channel whose.
         * @param value   bytes.
         * @return this.
         */
        public Builder termLength(final Channel channel, final int value) {
            termLengths.put(channel, value);
            return this;
        }

        /**
         * Sets {@code directory}, which is {@code /dev/shm} unless there is none.
         *
         * @param value that exists.
         * @return this.
         */
        public Builder directory(final Path value) {
            directory = value;
            return this;
        }

        /**
         * Sets {@code externalDriver}: without it there is an embedded one.
         *
         * @param value its {@code aeron.dir}.
         * @return this.
         */
        public Builder externalDriver(final Path value) {
            externalDriver = value;
            return this;
        }

        /**
         * Sets {@code threading}.
         *
         * @param value of driver and client.
         * @return this.
         */
        public Builder threading(final DriverThreading value) {
            threading = value;
            return this;
        }

        /**
         * Sets {@code driverIdle}, by default backing off to sleeps of up to 1 ms.
         *
         * @param value makes the strategy.
         * @return this.
         */
        public Builder driverIdle(final Supplier<IdleStrategy> value) {
            driverIdle = value;
            return this;
        }

        /**
         * Sets {@code timeouts}.
         *
         * @param value of the mesh.
         * @return this.
         */
        public Builder timeouts(final AeronTimeouts value) {
            timeouts = value;
            return this;
        }

        /**
         * The configuration.
         *
         * @return checked.
         * @throws IllegalArgumentException naming field, value and rule.
         */
        public AeronTransportConfig build() {
            return new AeronTransportConfig(
                    self,
                    endpoints,
                    medium,
                    mtu == 0 ? Mtu.fitting(medium, endpoints.values(), termLengths) : mtu,
                    termLengths,
                    directory,
                    Optional.ofNullable(externalDriver),
                    threading,
                    driverIdle,
                    timeouts);
        }
    }
}
