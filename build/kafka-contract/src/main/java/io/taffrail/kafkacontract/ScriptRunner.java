/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import io.taffrail.kafkacontract.Transcript.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Plays a script against a target. An answer is shown under the command after which it came, those of one command sorted by the
 * name of the client; one that does not come is not shown.
 *
 * <p>Threading: the calling thread does everything.
 */
public final class ScriptRunner {
    private final GroupTarget target;
    private final MemberNames names = new MemberNames();

    private ScriptRunner(final GroupTarget target) {
        this.target = target;
    }

    /**
     * Replay a transcript.
     *
     * @param transcript commands and expected answers.
     * @param target a fresh one; stays open.
     * @return the answers that came. It ends early where a command names a member that has not appeared.
     * @throws IllegalArgumentException if a command is not understood.
     */
    public static Replay run(final Transcript transcript, final GroupTarget target) {
        final ScriptRunner runner = new ScriptRunner(target);
        return run(transcript, line -> {
            final Command command = CommandReader.read(line, runner.names);
            return () -> runner.play(command);
        });
    }

    /**
     * Replay a transcript about transactions.
     *
     * @param transcript commands and expected answers.
     * @param target a fresh one; stays open.
     * @return the answers that came. It ends early where a command names a producer that has not appeared.
     * @throws IllegalArgumentException if a command is not understood.
     */
    public static Replay run(final Transcript transcript, final TransactionTarget target) {
        return run(transcript, new TransactionScript(target)::read);
    }

    /** A command is understood first, which ends the replay if it names what there is not, then played. */
    private static Replay run(final Transcript transcript, final Function<String, Supplier<List<String>>> reader) {
        final List<List<String>> answers = new ArrayList<>();
        for (final Step step : transcript.steps()) {
            final Supplier<List<String>> command;
            try {
                command = reader.apply(step.command());
            } catch (final IllegalStateException e) {
                return new Replay(transcript, played(transcript, answers), e);
            }
            answers.add(command.get());
        }
        return new Replay(transcript, played(transcript, answers), null);
    }

    private static Transcript played(final Transcript transcript, final List<List<String>> answers) {
        return new Transcript(transcript.name(), transcript.steps().subList(0, answers.size()), transcript.end())
                .with(answers);
    }

    private List<String> play(final Command command) {
        if (command instanceof final Command.Send send) {
            target.request(send.client(), send.request());
        } else if (command instanceof final Command.Wait wait) {
            target.advance(wait.durationMs());
        }
        final List<Reply> replies = new ArrayList<>(target.settle());
        replies.sort((left, right) -> left.client().compareTo(right.client()));
        names.introduce(replies);
        final Map<String, List<String>> byClient = replies.stream()
                .collect(Collectors.groupingBy(
                        Reply::client,
                        TreeMap::new,
                        Collectors.mapping(reply -> AnswerText.of(reply.answer(), names), Collectors.toList())));
        final List<String> lines = new ArrayList<>();
        byClient.forEach((client, texts) -> texts.stream()
                .sorted()
                .forEach(text -> lines.add(Command.ADMIN.equals(client) ? text : client + ": " + text)));
        return lines;
    }
}
