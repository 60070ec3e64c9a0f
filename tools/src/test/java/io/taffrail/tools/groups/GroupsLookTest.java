/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.groups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.tools.Shell;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code groups list} and {@code groups describe}, beside an engine and after it. */
@Timeout(120)
class GroupsLookTest {
    @TempDir
    Path temporary;

    private Shell shell;

    @BeforeEach
    void createTopic() {
        shell = new Shell(temporary.resolve("data"));
        shell.ok("topics", "create", "orders", "--partitions", "2");
        shell.input("a\nb\nc\nd\ne\n").ok("produce", "orders", "--partition", "1");
    }

    @Test
    void shouldListNothingAndChangeNothingWhenThereNeverWasAGroup() {
        assertEquals("GROUP  STATE  PROTOCOL-TYPE  MEMBERS\n", shell.ok("groups", "list"));
        assertEquals("", shell.ok("groups", "list", "--json"));
        assertEquals("", shell.ok("groups", "describe", "--all"));
        shell.fails(2, "GROUP_ID_NOT_FOUND", "groups", "describe", "billing");
        shell.fails(2, "GROUP_ID_NOT_FOUND", "groups", "delete", "billing");
        shell.fails(
                2,
                "GROUP_ID_NOT_FOUND",
                "groups",
                "reset-offsets",
                "--group",
                "billing",
                "--topic",
                "orders",
                "--to-earliest",
                "--execute");

        assertFalse(shell.directory().resolve("__consumer_offsets-0").toFile().exists());
    }

    @Test
    void shouldShowAGroupBesideItsEngine() {
        try (LiveGroup live = LiveGroup.join(shell.directory(), "billing", null, "orders")) {
            live.read(3);
            final String id = live.memberId();

            assertEquals(
                    "GROUP    STATE   PROTOCOL-TYPE  MEMBERS\nbilling  Stable  consumer             1\n",
                    shell.ok("groups", "list"));
            assertEquals(
                    "{\"group\":\"billing\",\"state\":\"Stable\",\"protocolType\":\"consumer\",\"members\":1}\n",
                    shell.ok("groups", "list", "--json"));
            final String described = shell.ok("groups", "describe", "billing");
            assertTrue(
                    described.startsWith("GROUP    TOPIC   PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG"), described);
            assertTrue(
                    described
                            .lines()
                            .anyMatch(line -> line.matches("billing +orders +1 +3 +5 +2 +" + id + " +embedded +app")),
                    described);
            assertEquals("", shell.err());
            final String json = shell.ok("groups", "describe", "--all", "--json");
            assertTrue(
                    json.contains("{\"group\":\"billing\",\"topic\":\"orders\",\"partition\":1,\"currentOffset\":3,"
                            + "\"logEndOffset\":5,\"lag\":2,\"lost\":0,\"consumerId\":\"" + id
                            + "\",\"host\":\"embedded\",\"clientId\":\"app\"}\n"),
                    json);
            final String members = shell.ok("groups", "describe", "billing", "--members");
            assertTrue(members.contains(id) && members.contains("orders(0,1)"), members);
            assertTrue(
                    shell.ok("groups", "describe", "billing", "--members", "--json")
                            .contains("\"assignment\":[{\"topic\":\"orders\",\"partition\":0}"),
                    shell.out());
            final String state = shell.ok("groups", "describe", "billing", "--state");
            assertTrue(
                    state.lines()
                            .anyMatch(line ->
                                    line.matches("billing +Stable +1 +consumer +cooperative-sticky +" + id + " +1")),
                    state);
            assertTrue(
                    shell.ok("groups", "describe", "billing", "--state", "--json")
                            .startsWith("{\"group\":\"billing\",\"state\":\"Stable\",\"generation\":1,"),
                    shell.out());
        }
    }

    @Test
    void shouldShowADashForAPartitionThatIsAssignedAndNotCommitted() {
        try (LiveGroup live = LiveGroup.join(shell.directory(), "billing", null, "orders")) {
            final String described = shell.ok("groups", "describe", "billing");

            assertTrue(
                    described
                            .lines()
                            .anyMatch(line -> line.matches(
                                    "billing +orders +1 +- +5 +- +" + live.memberId() + " +embedded +app")),
                    described);
            assertTrue(
                    shell.ok("groups", "describe", "billing", "--json")
                            .contains("\"partition\":1,\"currentOffset\":null,\"logEndOffset\":5,\"lag\":null"),
                    shell.out());
        }
    }

    @Test
    void shouldSayThatAGroupHasNoMembersOnceTheyLeft() {
        LiveGroup.join(shell.directory(), "billing", null, "orders").read(2).close();

        final String described = shell.ok("groups", "describe", "billing");

        assertTrue(described.lines().anyMatch(line -> line.matches("billing +orders +1 +2 +5 +3 +- +- +-")), described);
        assertEquals("Consumer group 'billing' has no active members.\n", shell.err());
        assertEquals("", shell.ok("groups", "describe", "billing", "--members"));
        assertTrue(shell.ok("groups", "list").contains("billing  Empty"), shell.out());
    }

    @Test
    void shouldSayThatMembersAreGoneWhenTheirEngineIs() {
        LiveGroup.join(shell.directory(), "billing", null, "orders").read(2).die();

        assertTrue(shell.ok("groups", "list").contains("billing  Stable"), shell.out());
        assertTrue(shell.err().contains("no process owns the directory"), shell.err());

        shell.ok("topics", "create", "more"); // an engine alone does not look after groups
        LiveGroup.join(shell.directory(), "another", null, "orders").close();
        assertTrue(shell.ok("groups", "list").contains("billing  Empty"), shell.out());
    }

    @Test
    void shouldShowWhatWasDeletedBeforeTheGroupReadIt() {
        LiveGroup.join(shell.directory(), "billing", null, "orders").read(2).close();
        shell.ok("topics", "delete-records", "orders:1=4");

        final String described = shell.ok("groups", "describe", "billing");

        assertTrue(described.lines().findFirst().orElse("").contains("LAG  LOST  CONSUMER-ID"), described);
        assertTrue(
                described.lines().anyMatch(line -> line.matches("billing +orders +1 +2 +5 +3 +2 +- +- +-")), described);
        assertTrue(shell.ok("groups", "describe", "billing", "--json").contains("\"lost\":2"), shell.out());
    }

    @Test
    void shouldShowSeveralGroups() {
        LiveGroup.join(shell.directory(), "a", null, "orders").read(1).close();
        LiveGroup.join(shell.directory(), "b", null, "orders").read(2).close();

        assertEquals(3, shell.ok("groups", "list").lines().count());
        final String described = shell.ok("groups", "describe", "b", "a");
        assertTrue(described.indexOf("b      orders") < described.indexOf("a      orders"), described);
        assertTrue(described.contains("\n\nGROUP"), described);
        assertEquals(
                3, shell.ok("groups", "describe", "--all", "--state").lines().count());
    }

    @Test
    void shouldRefuseWhatDoesNotGoTogether() {
        shell.fails(2, "give ids of groups, or --all", "groups", "describe");
        shell.fails(2, "give ids of groups, or --all", "groups", "describe", "a", "--all");
        shell.fails(2, "give one of", "groups", "describe", "--all", "--members", "--state");
        assertEquals(2, shell.run("groups"));
    }
}
