/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads a document once before the SBE tool does, which would follow entities and inclusions wherever they lead, and whose recursion
 * has no bound.
 */
final class DocumentCheck extends DefaultHandler {
    private static final String NO_DOCUMENT_TYPE = "http://apache.org/xml/features/disallow-doctype-decl";
    private static final String INCLUSION = "http://www.w3.org/2001/XInclude";
    private static final String ROOT = "messageSchema";
    private static final int MAX_DEPTH = 32;

    /** Elements of an array: more than a batch of records has bytes. */
    private static final int MAX_LENGTH = 1 << 24;

    /** Attributes that name a type; the SBE tool puts them into the quotes of an XPath expression. */
    private static final List<String> REFERENCES = List.of("type", "encodingType", "valueRef", "headerType");

    private final Expansion expansion = new Expansion();
    private Locator locator;
    private int depth;

    private DocumentCheck() {}

    /** Make sure that it is well-formed XML that stands alone, and is a schema by its root. */
    static void check(final String text) {
        try {
            final SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_DOCUMENT_TYPE, true);
            factory.newSAXParser().parse(new InputSource(new StringReader(text)), new DocumentCheck());
        } catch (final SAXParseException ex) {
            throw new InvalidSchemaException("schema is not valid: " + place(ex) + describe(ex), ex);
        } catch (final SAXException | ParserConfigurationException | IOException ex) {
            throw new InvalidSchemaException("schema is not valid: " + ex.getMessage(), ex);
        }
    }

    /** What is wrong with all of it has no place. */
    private static String place(final SAXParseException ex) {
        return ex.getLineNumber() < 0 ? "" : "line=" + ex.getLineNumber() + " column=" + ex.getColumnNumber() + ": ";
    }

    private static String describe(final SAXParseException ex) {
        return String.valueOf(ex.getMessage()).contains("DOCTYPE")
                ? "a document type is not allowed: the document must stand alone"
                : ex.getMessage();
    }

    @Override
    public void setDocumentLocator(final Locator ofDocument) {
        locator = ofDocument;
    }

    @Override
    public void startElement(final String uri, final String localName, final String name, final Attributes attributes)
            throws SAXException {
        if (depth == 0 && !ROOT.equals(localName)) {
            throw problem("root element " + ROOT + " expected, found " + localName);
        }
        if (INCLUSION.equals(uri)) {
            throw problem("an inclusion is not allowed: the document must stand alone");
        }
        if (++depth > MAX_DEPTH) {
            throw problem("elements are nested deeper than " + MAX_DEPTH);
        }
        for (final String reference : REFERENCES) {
            final String value = attributes.getValue(reference);
            if (value != null && value.indexOf('\'') >= 0) {
                throw problem("a name must not have a quote in it: " + reference + "=" + value);
            }
        }
        checkLength(attributes.getValue("length"));
        expansion.begin(localName, attributes);
    }

    /** What is no number the SBE tool says itself. */
    private void checkLength(final String length) throws SAXException {
        try {
            if (length != null && (Integer.parseInt(length) < 0 || Integer.parseInt(length) > MAX_LENGTH)) {
                throw problem("length=" + length + " must be 0 to " + MAX_LENGTH);
            }
        } catch (final NumberFormatException ex) {
            // it is refused later
        }
    }

    @Override
    public void endElement(final String uri, final String localName, final String name) {
        expansion.end();
        depth--;
    }

    @Override
    public void endDocument() throws SAXException {
        final String found = expansion.problem();
        if (found != null) {
            throw problem(found);
        }
    }

    private SAXParseException problem(final String what) {
        return new SAXParseException(what, locator);
    }
}
