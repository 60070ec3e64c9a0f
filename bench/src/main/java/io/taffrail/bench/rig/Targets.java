/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.rig;

import io.taffrail.bench.targets.TargetProvider;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The targets there are: those of this jar, and those of peers that were built. A peer is a folder of {@code bench/peers}
 * with its jar and the jars it needs; the launcher builds those that a command names.
 */
public final class Targets {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final TreeSet<String> missing = new TreeSet<>();

    /**
     * A target and what its worker needs beside this jar.
     *
     * @param provider  of the target.
     * @param classPath of a peer, empty for a target of this jar.
     */
    public record Entry(TargetProvider provider, String classPath) {}

    /**
     * Look for them.
     *
     * @param home folder of the sources, or null: then there are no peers.
     * @return what there is.
     * @throws IOException if a folder cannot be read.
     */
    public static Targets find(final Path home) throws IOException {
        final Targets targets = new Targets();
        ServiceLoader.load(TargetProvider.class).forEach(provider -> targets.add(provider, ""));
        if (home != null) {
            final Path peers = home.resolve("bench").resolve("peers");
            for (final Path peer : list(peers)) {
                targets.addPeer(peer);
            }
        }
        return targets;
    }

    /**
     * A target by its name.
     *
     * @param name of it.
     * @return the target, or null.
     */
    public Entry get(final String name) {
        return entries.get(name);
    }

    /**
     * All of them.
     *
     * @return in the order in which they are shown.
     */
    public Iterable<Entry> all() {
        return entries.values();
    }

    /**
     * Peers that were not built.
     *
     * @return their names.
     */
    public Iterable<String> unbuilt() {
        return missing;
    }

    /**
     * What to say of a target that is not there.
     *
     * @param name that was asked for.
     * @return what there is, and what was not built.
     */
    public String refusal(final String name) {
        final String known = String.join(", ", entries.keySet());
        for (final String peer : missing) {
            if (name.startsWith(peer) || peer.startsWith(name)) {
                return "target '" + name + "' could not be built: see what the launcher said of peer " + peer
                        + " above; there are " + known;
            }
        }
        return "no target '" + name + "'; there are " + known
                + (missing.isEmpty()
                        ? ""
                        : ", and peers that are built when they are named: " + String.join(", ", missing));
    }

    private void add(final TargetProvider provider, final String classPath) {
        entries.putIfAbsent(provider.name(), new Entry(provider, classPath));
    }

    private void addPeer(final Path peer) throws IOException {
        if (!Files.exists(peer.resolve("pom.xml"))) {
            return;
        }
        final Path built = peer.resolve("target");
        final List<Path> jars = new ArrayList<>();
        list(built).stream().filter(Targets::isJar).forEach(jars::add);
        if (jars.isEmpty()) {
            missing.add(peer.getFileName().toString());
            return;
        }
        list(built.resolve("lib")).stream().filter(Targets::isJar).forEach(jars::add);
        final URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        final String classPath =
                String.join(":", jars.stream().map(Path::toString).toList());
        final ClassLoader loader = new URLClassLoader(urls, Targets.class.getClassLoader());
        ServiceLoader.load(TargetProvider.class, loader).forEach(provider -> add(provider, classPath));
    }

    private static boolean isJar(final Path path) {
        final String name = path.getFileName().toString();
        return name.endsWith(".jar") && !name.endsWith("-sources.jar") && !name.endsWith("-javadoc.jar");
    }

    private static List<Path> list(final Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }
}
