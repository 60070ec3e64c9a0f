/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.xml.sax.InputSource;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.xml.IrGenerator;
import uk.co.real_logic.sbe.xml.MessageSchema;
import uk.co.real_logic.sbe.xml.ParserOptions;
import uk.co.real_logic.sbe.xml.XmlSchemaParser;

/** Has the SBE tool parse a text, and turns what it prints and throws into one exception. */
final class SchemaParser {
    private static final String ERROR = "ERROR: ";
    private static final String WARNING = "WARNING: ";

    private SchemaParser() {}

    static SbeSchema parse(final String text) {
        final int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > SbeSchema.MAX_BYTES) {
            throw new InvalidSchemaException(
                    "schema is too large: bytes=" + bytes + " must be at most " + SbeSchema.MAX_BYTES);
        }
        DocumentCheck.check(text);
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        final ParserOptions options = ParserOptions.builder()
                .xIncludeAware(false)
                .errorPrintStream(new PrintStream(printed, true, StandardCharsets.UTF_8))
                .build();
        try {
            final MessageSchema parsed = XmlSchemaParser.parse(new InputSource(new StringReader(text)), options);
            final Ir ir = new IrGenerator().generate(parsed);
            SchemaCheck.check(ir);
            return new SbeSchema(text, ir, lines(printed, WARNING));
        } catch (final InvalidSchemaException ex) {
            throw ex;
        } catch (final Exception ex) {
            throw invalid(lines(printed, ERROR), ex);
        }
    }

    /** Errors are printed first and counted then; what is thrown says more only where nothing was printed. */
    private static InvalidSchemaException invalid(final List<String> errors, final Exception thrown) {
        if (!errors.isEmpty()) {
            return new InvalidSchemaException("schema is not valid: " + String.join("; ", errors), thrown);
        }
        return new InvalidSchemaException("schema is not valid: " + describe(thrown), thrown);
    }

    /** What the SBE tool did not expect, such as a value without a text, it says nothing of. */
    private static String describe(final Exception thrown) {
        if (thrown instanceof NumberFormatException) {
            return "not a number: " + thrown.getMessage();
        }
        final boolean isSaid = thrown instanceof IllegalArgumentException || thrown instanceof IllegalStateException;
        return isSaid && thrown.getMessage() != null
                ? thrown.getMessage()
                : "the SBE tool stopped at it with " + thrown;
    }

    private static List<String> lines(final ByteArrayOutputStream printed, final String prefix) {
        return printed.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }
}
