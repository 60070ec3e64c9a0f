/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.tools.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.taffrail.engine.LogEngine;
import io.taffrail.schema.SchemaRegistry;
import io.taffrail.tools.EngineProcess;
import io.taffrail.tools.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code schemas register}, {@code list}, {@code check}, {@code show} and {@code compatibility}. */
@Timeout(120)
class SchemasCommandTest {
    private static final String SIZE = "<field name=\"size\" id=\"5\" type=\"%s\"/>";

    @TempDir
    Path temporary;

    private Shell shell;

    @BeforeEach
    void createTopic() {
        shell = new Shell(temporary.resolve("data"));
        shell.ok("topics", "create", "orders");
    }

    /** A schema of one message with a field of a type, in a version. */
    static String text(final int version, final String type, final String more) {
        return """
                <messageSchema package="p" id="9" version="%d">
                  <types>
                    <composite name="messageHeader">
                      <type name="blockLength" primitiveType="uint16"/>
                      <type name="templateId" primitiveType="uint16"/>
                      <type name="schemaId" primitiveType="uint16"/>
                      <type name="version" primitiveType="uint16"/>
                    </composite>
                  </types>
                  <message name="order" id="1">%s%s</message>
                </messageSchema>
                """.formatted(version, String.format(SIZE, type), more);
    }

    private String file(final String text) throws IOException {
        return Files.writeString(Files.createTempFile(temporary, "schema", ".xml"), text)
                .toString();
    }

    private static final String NEW_FIELD = "<field name=\"price\" id=\"6\" type=\"int64\" sinceVersion=\"2\"/>";

    @Test
    void shouldRegisterListAndShow() throws IOException {
        final String one = file(text(1, "int32", ""));
        assertEquals(
                "registered subject=orders-value version=1 id=1\n",
                shell.ok("schemas", "register", "orders-value", one));
        assertEquals(
                "present subject=orders-value version=1 id=1\n", shell.ok("schemas", "register", "orders-value", one));
        shell.input(text(2, "int32", NEW_FIELD));
        assertEquals(
                "registered subject=orders-value version=2 id=2\n",
                shell.ok("schemas", "register", "orders-value", "-"));
        assertEquals("registered subject=x version=1 id=1\n", shell.ok("schemas", "register", "x", one));

        assertEquals("""
                SUBJECT       VERSION  ID  SBE-ID  SBE-VERSION  MESSAGES  COMPATIBILITY
                orders-value        1   1       9            1  order     BACKWARD
                orders-value        2   2       9            2  order     BACKWARD
                x                   1   1       9            1  order     BACKWARD
                """, shell.ok("schemas", "list"));
        assertEquals("""
                SUBJECT  VERSION  ID  SBE-ID  SBE-VERSION  MESSAGES  COMPATIBILITY
                x              1   1       9            1  order     BACKWARD
                """, shell.ok("schemas", "list", "x"));
        assertEquals("""
                {"subject":"x","version":1,"id":1,"sbeSchemaId":9,"sbeVersion":1,"package":"p",\
                "messages":[{"templateId":1,"name":"order"}],"compatibility":"BACKWARD"}
                """, shell.ok("schemas", "list", "x", "--json"));
        assertEquals(text(2, "int32", NEW_FIELD), shell.ok("schemas", "show", "2"));
        shell.fails(2, "unknown schema: id=3: see 'taffrail schemas list'", "schemas", "show", "3");
        shell.fails(2, "unknown subject: subject=order-value", "schemas", "list", "order-value");
        shell.assertError("did you mean orders-value?");
    }

    @Test
    void shouldRefuseWhatDoesNotAgreeAndChangeNothing() throws IOException {
        shell.ok("schemas", "register", "s", file(text(1, "int32", "")));
        final String wrong = file(text(2, "int64", ""));
        final String list = shell.ok("schemas", "list", "--json");

        shell.fails(
                1,
                "schema is not compatible: subject=s level=BACKWARD: cannot read version 1: order.size: int64 expected, found"
                        + " int32: the type of a field must not change",
                "schemas",
                "register",
                "s",
                wrong);

        assertEquals(list, shell.ok("schemas", "list", "--json"));
        assertEquals(1, shell.on("schemas", "check", "s", wrong));
        assertEquals("""
                cannot read version 1: order.size: int64 expected, found int32: the type of a field must not change
                not compatible: subject=s level=BACKWARD latestVersion=1 problems=1
                """, shell.out());
        assertEquals(1, shell.on("schemas", "check", "s", wrong, "--level", "FULL"));
        assertTrue(shell.out().contains("cannot be read by version 1: order.size: int32 expected"), shell.out());
        assertEquals(
                "compatible: subject=s level=NONE latestVersion=1\n",
                shell.ok("schemas", "check", "s", wrong, "--level", "NONE"));
        assertEquals(
                "compatible: subject=new level=BACKWARD latestVersion=-\n", shell.ok("schemas", "check", "new", wrong));
        assertEquals(list, shell.ok("schemas", "list", "--json"));
    }

    @Test
    void shouldShowAndSetLevels() throws IOException {
        assertEquals("level=BACKWARD\n", shell.ok("schemas", "compatibility"));
        assertFalse(shell.directory().resolve("__schemas-0").toFile().exists(), "looking makes nothing");
        assertEquals("level=FULL\n", shell.ok("schemas", "compatibility", "--set", "FULL"));
        assertEquals("subject=s level=NONE\n", shell.ok("schemas", "compatibility", "s", "--set", "NONE"));
        assertEquals("subject=t level=FULL\n", shell.ok("schemas", "compatibility", "t"));
        shell.ok("schemas", "register", "s", file(text(1, "int32", "")));
        assertEquals(
                "registered subject=s version=2 id=2\n",
                shell.ok("schemas", "register", "s", file(text(1, "int64", ""))));
        shell.fails(2, "expected one of [NONE, BACKWARD,", "schemas", "compatibility", "--set", "BEST");
    }

    @Test
    void shouldSayWhatIsWrongWithItsInput() throws IOException {
        shell.fails(2, "no such file: file=absent.xml", "schemas", "register", "s", "absent.xml");
        shell.fails(2, "not a file but a directory", "schemas", "check", "s", temporary.toString());
        shell.fails(2, "schema is not valid: line=1 column=1", "schemas", "register", "s", file("nonsense"));
        shell.fails(2, "could not find type: price", "schemas", "check", "s", file(text(1, "price", "")));
        final Path latin = Files.write(temporary.resolve("latin.xml"), new byte[] {'<', (byte) 0xE4, '>'});
        shell.fails(2, "schema must be UTF-8: file=", "schemas", "check", "s", latin.toString());
        shell.fails(
                2, "subject: length=0 must be 1 to 1024 bytes", "schemas", "register", "", file(text(1, "int8", "")));
        assertEquals(2, new Shell(temporary.resolve("none")).on("schemas", "register", "s", file(text(1, "int8", ""))));
        assertFalse(temporary.resolve("none").toFile().exists());
    }

    @Test
    void shouldTellWhatTheSbeToolWarnsOf() throws IOException {
        final String text = text(1, "int32", "<field name=\"class\" id=\"7\" type=\"int8\"/>");

        assertEquals(0, shell.on("schemas", "register", "s", file(text)));

        assertTrue(shell.err().contains("warning: at "), shell.err());
        assertTrue(shell.err().contains("name is not valid for Java: class"), shell.err());
    }

    @Test
    void shouldLookBesideARunningEngineAndNotRegister() throws Exception {
        final String one = file(text(1, "int32", ""));
        shell.ok("schemas", "register", "s", one);
        try (EngineProcess other = EngineProcess.start(shell.directory(), false)) {
            assertTrue(shell.ok("schemas", "list").contains("BACKWARD"));
            assertTrue(shell.ok("schemas", "show", "1").contains("messageSchema"));
            shell.ok("schemas", "check", "s", file(text(2, "int32", NEW_FIELD)));
            shell.fails(1, "pid=" + other.pid(), "schemas", "register", "s", one);
            shell.fails(1, "pid=" + other.pid(), "schemas", "compatibility", "--set", "FULL");
        }
        try (LogEngine engine = LogEngine.open(shell.directory())) {
            SchemaRegistry.of(engine).register("s", text(2, "int32", NEW_FIELD));
            assertTrue(shell.ok("schemas", "list", "s").contains("s              2   2"), shell.out());
        }
    }
}
