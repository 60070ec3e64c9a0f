/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.schema.sbe;

import java.io.IOException;
import java.io.StringReader;
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
            throw new InvalidSchemaException(
                    "schema is not valid: line=" + ex.getLineNumber() + " column=" + ex.getColumnNumber() + ": "
                            + describe(ex),
                    ex);
        } catch (final SAXException | ParserConfigurationException | IOException ex) {
            throw new InvalidSchemaException("schema is not valid: " + ex.getMessage(), ex);
        }
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
        expansion.begin(localName, attributes);
    }

    @Override
    public void endElement(final String uri, final String localName, final String name) {
        expansion.end();
        depth--;
    }

    @Override
    public void endDocument() throws SAXException {
        if (expansion.isTooLarge()) {
            throw problem("its types refer to each other so often that its messages would have more than "
                    + Expansion.MAX_ELEMENTS + " elements");
        }
    }

    private SAXParseException problem(final String what) {
        return new SAXParseException(what, locator);
    }
}
