/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Loads the product and its tests once more, with a class or some compiled from changed sources. Nothing of it reaches the
 * classes that other tests use.
 */
public final class MutantLoader extends ClassLoader {
    private static final String PRODUCT = "io.taffrail.";
    private static final String CODECS = "io.taffrail.codecs.";

    private final Map<String, byte[]> compiled;

    private MutantLoader(final Map<String, byte[]> compiled) {
        super(MutantLoader.class.getClassLoader());
        this.compiled = compiled;
    }

    /**
     * A loader with a changed class.
     *
     * @param className of it.
     * @param source    of it, changed.
     * @param needed    classes in whose places those are that it needs to be compiled.
     * @return the loader.
     * @throws IOException if the compiler's output cannot be kept.
     */
    public static MutantLoader of(final String className, final String source, final Class<?>... needed)
            throws IOException {
        return new MutantLoader(compile(className, source, needed));
    }

    /**
     * The same with another changed class; before any class is loaded.
     *
     * @param className of it.
     * @param source    of it, changed.
     * @param needed    classes in whose places those are that it needs to be compiled.
     * @return a new loader.
     * @throws IOException if the compiler's output cannot be kept.
     */
    public MutantLoader and(final String className, final String source, final Class<?>... needed) throws IOException {
        final Map<String, byte[]> all = new HashMap<>(compiled);
        all.putAll(compile(className, source, needed));
        return new MutantLoader(all);
    }

    /**
     * Compile a changed class into a directory, to stand in front of another process's class path.
     *
     * @param directory that exists.
     * @param className of it.
     * @param source    of it, changed.
     * @param needed    classes in whose places those are that it needs to be compiled.
     * @throws IOException if the directory cannot be written.
     */
    public static void write(
            final Path directory, final String className, final String source, final Class<?>... needed)
            throws IOException {
        for (final Map.Entry<String, byte[]> entry :
                compile(className, source, needed).entrySet()) {
            final Path file = directory.resolve(entry.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
    }

    /**
     * A loader that changes nothing.
     *
     * @return the loader.
     */
    public static MutantLoader unchanged() {
        return new MutantLoader(Map.of());
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PRODUCT) || name.startsWith(CODECS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            final Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(final String name) throws ClassNotFoundException {
        byte[] bytes = compiled.get(name);
        if (bytes == null) {
            try (InputStream stream = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (stream == null) {
                    throw new ClassNotFoundException(name);
                }
                bytes = stream.readAllBytes();
            } catch (final IOException ex) {
                throw new ClassNotFoundException(name, ex);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private static Map<String, byte[]> compile(final String className, final String source, final Class<?>... needed)
            throws IOException {
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("no compiler: run on a JDK");
        }
        final String classPath = Stream.of(needed)
                .map(MutantLoader::placeOf)
                .distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
        final Map<String, byte[]> classes = new HashMap<>();
        final DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
            final boolean isCompiled = compiler.getTask(
                            null,
                            new Memory(files, classes),
                            problems,
                            List.of("-cp", classPath, "-proc:none", "-nowarn"),
                            null,
                            List.of(new Source(className, source)))
                    .call();
            if (!isCompiled) {
                throw new IllegalStateException("does not compile: " + problems.getDiagnostics());
            }
        }
        return classes;
    }

    private static String placeOf(final Class<?> type) {
        return Path.of(URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    /** A source that is not in a file. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(final String className, final String text) {
            super(URI.create("string:///" + className.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(final boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps compiled classes in memory. */
    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, byte[]> classes;

        Memory(final JavaFileManager files, final Map<String, byte[]> classes) {
            super(files);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                final Location location,
                final String className,
                final JavaFileObject.Kind kind,
                final FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(className, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
