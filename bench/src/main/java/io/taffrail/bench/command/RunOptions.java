/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.bench.command;

import io.taffrail.bench.result.Workload;
import io.taffrail.bench.rig.Targets;
import io.taffrail.bench.targets.ReaderLook;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Options of everything that runs targets against each other. */
final class RunOptions extends PlaceOptions {
    @Option(
            names = "--runs",
            converter = Options.Positive.class,
            paramLabel = "N",
            description = "runs of each target, in turn: A B C A B C (default: ${DEFAULT-VALUE})",
            defaultValue = "3")
    int runs;

    @Option(
            names = "--look",
            converter = LookConverter.class,
            paramLabel = "LOOK",
            description = {
                "how a reader looks again after it found nothing: eager, pause, batch, yield (default: pause);",
                "yield: with fewer cores than threads; publishers wait for the next value like that, too"
            },
            defaultValue = "pause")
    ReaderLook look;

    /** A workload for each target that can do it; one that cannot is told to the user and left out. */
    List<Workload> forTargets(final Workload workload, final List<String> names, final Targets targets) {
        for (final String name : names) {
            if (targets.get(name) == null) {
                throw new ParameterException(typed(), targets.refusal(name));
            }
        }
        final List<Workload> suitable = Suitable.among(workload, names, targets);
        if (suitable.isEmpty()) {
            throw new ParameterException(typed(), "no target is left: see why above");
        }
        return suitable;
    }

    /** Reads the name of a look. */
    static final class LookConverter implements ITypeConverter<ReaderLook> {
        @Override
        public ReaderLook convert(final String text) {
            for (final ReaderLook look : ReaderLook.values()) {
                if (look.name().equalsIgnoreCase(text)) {
                    return look;
                }
            }
            throw new TypeConversionException("'" + text + "' is none of eager, pause, batch, yield");
        }
    }
}
