/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.kafkacontract;

import io.taffrail.kafkacontract.Request.Assigned;
import io.taffrail.kafkacontract.Request.Identity;
import io.taffrail.kafkacontract.Request.Offset;
import io.taffrail.kafkacontract.Request.Partition;
import io.taffrail.kafkacontract.Request.Protocol;
import java.util.List;

/** Turns a line of a script into a command. The syntax is in docs/kafka-comparison.md. */
final class CommandReader {
    private static final int DEFAULT_TIMEOUT_MS = 30_000;

    private final MemberNames names;
    private final Words words;

    private CommandReader(final MemberNames names, final Words words) {
        this.names = names;
        this.words = words;
    }

    /** Understand one line; names of members are turned back into the ids that the target gave out. */
    static Command read(final String line, final MemberNames names) {
        final Words words = new Words(line);
        final Command command = new CommandReader(names, words).command();
        words.end();
        return command;
    }

    private Command command() {
        final String verb = words.next("verb");
        return switch (verb) {
            case "wait" -> new Command.Wait(words.longNumber(words.next("milliseconds")));
            case "join" -> new Command.Send(words.next("client"), join());
            case "sync" -> new Command.Send(words.next("client"), sync());
            case "heartbeat" -> new Command.Send(words.next("client"), heartbeat());
            case "leave" -> new Command.Send(words.next("client"), leave());
            case "commit" -> new Command.Send(words.next("client"), commit());
            case "txn-commit" -> new Command.Send(words.next("client"), txnCommit());
            case "txn-end" -> new Command.Send(words.next("client"), txnEnd());
            case "fetch" -> new Command.Send(words.next("client"), fetch());
            case "describe" -> new Command.Send(Command.ADMIN, new Request.Describe(words.text("group")));
            case "delete" -> new Command.Send(Command.ADMIN, new Request.DeleteGroup(words.text("group")));
            case "list" -> new Command.Send(Command.ADMIN, new Request.ListGroups(listOrNone("states")));
            case "delete-offsets" ->
                new Command.Send(
                        Command.ADMIN,
                        new Request.OffsetDelete(words.text("group"), partitions(listOrNone("offsets"))));
            default -> throw words.wrong("no such verb, verb=" + verb);
        };
    }

    private List<String> listOrNone(final String key) {
        final List<String> list = words.list(key);
        return list == null ? List.of() : list;
    }

    private Request join() {
        return new Request.Join(
                words.text("group"),
                names.id(words.text("member", "")),
                words.text("instance", null),
                words.text("type", "consumer"),
                listOrNone("protocols").stream()
                        .map(pair -> new Protocol(before(pair, ':'), after(pair, ':')))
                        .toList(),
                words.number("session", DEFAULT_TIMEOUT_MS),
                words.number("rebalance", DEFAULT_TIMEOUT_MS));
    }

    private Request sync() {
        return new Request.Sync(
                words.text("group"),
                words.number(words.text("generation")),
                names.id(words.text("member")),
                words.text("instance", null),
                words.text("type", "consumer"),
                words.text("protocol", "range"),
                listOrNone("assign").stream()
                        .map(pair -> new Assigned(names.id(before(pair, ':')), after(pair, ':')))
                        .toList());
    }

    private Request heartbeat() {
        return new Request.Heartbeat(
                words.text("group"),
                words.number(words.text("generation")),
                names.id(words.text("member")),
                words.text("instance", null));
    }

    private Request leave() {
        return new Request.Leave(
                words.text("group"),
                listOrNone("members").stream().map(this::identity).toList());
    }

    /** {@code a#1} or {@code a#1/instance} or {@code /instance}. */
    private Identity identity(final String text) {
        final int slash = text.indexOf('/');
        return slash < 0
                ? new Identity(names.id(text), null)
                : new Identity(names.id(text.substring(0, slash)), text.substring(slash + 1));
    }

    private Request commit() {
        return new Request.OffsetCommit(
                words.text("group"),
                words.number("generation", -1),
                names.id(words.text("member", "")),
                words.text("instance", null),
                listOrNone("offsets").stream().map(this::offset).toList());
    }

    private Request txnCommit() {
        return new Request.TxnOffsetCommit(
                words.text("group"),
                words.text("txn"),
                words.number("generation", -1),
                names.id(words.text("member", "")),
                words.text("instance", null),
                listOrNone("offsets").stream().map(this::offset).toList());
    }

    private Request txnEnd() {
        final String transaction = words.text("txn");
        final String result = words.text("result");
        return switch (result) {
            case "commit" -> new Request.EndTxn(transaction, true);
            case "abort" -> new Request.EndTxn(transaction, false);
            default -> throw words.wrong("neither commit nor abort, result=" + result);
        };
    }

    /** {@code topic-partition:offset}, then perhaps {@code :epoch}, then perhaps {@code :metadata}. */
    private Offset offset(final String text) {
        final String[] parts = text.split(":", -1);
        if (parts.length < 2 || parts.length > 4) {
            throw words.wrong("no topic-partition:offset:epoch:metadata, offset=" + text);
        }
        return new Offset(
                words.partition(parts[0]),
                words.longNumber(parts[1]),
                parts.length > 2 ? words.number(parts[2]) : -1,
                parts.length > 3 ? repeated(parts[3]) : "");
    }

    /** {@code x*5} stands for {@code xxxxx}. */
    private String repeated(final String text) {
        final int star = text.indexOf('*');
        return star < 0 ? text : text.substring(0, star).repeat(words.number(text.substring(star + 1)));
    }

    private Request fetch() {
        final String group = words.text("group");
        final List<String> partitions = words.list("offsets");
        final String stable = words.text("stable", "false");
        if (!stable.equals("true") && !stable.equals("false")) {
            throw words.wrong("neither true nor false, stable=" + stable);
        }
        return new Request.OffsetFetch(
                group, partitions == null ? null : partitions(partitions), Boolean.parseBoolean(stable));
    }

    private List<Partition> partitions(final List<String> texts) {
        return texts.stream().map(words::partition).toList();
    }

    private String before(final String pair, final char separator) {
        final int at = pair.indexOf(separator);
        return at < 0 ? pair : pair.substring(0, at);
    }

    private String after(final String pair, final char separator) {
        final int at = pair.indexOf(separator);
        return at < 0 ? "" : pair.substring(at + 1);
    }
}
