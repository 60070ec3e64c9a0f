/*
 * Copyright 2026 The Taffrail authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.taffrail.settings;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which values a setting takes. Immutable. */
public sealed interface ValueRule {
    /**
     * The type as the documentation names it.
     *
     * @return {@code int}, {@code long}, {@code boolean}, {@code string} or {@code enum}.
     */
    String typeName();

    /**
     * The valid values as the documentation describes them.
     *
     * @return a short text, such as {@code at least 1}.
     */
    String validValues();

    /**
     * Checks one value.
     *
     * @param key  of the setting, for the message.
     * @param text of the value; spaces around it are ignored, as in Kafka.
     * @return the value in its canonical spelling.
     * @throws IllegalArgumentException naming the key, the value and the rule it breaks.
     */
    String canonical(String key, String text);

    /**
     * A whole number in a range. Plain digits only, as in Kafka: no suffixes for units.
     *
     * @param typeName   {@code int} or {@code long}.
     * @param min        smallest value.
     * @param max        largest value.
     * @param multipleOf every value is a multiple of this; 1 when it does not matter.
     * @param hint       added to the message of a refusal: what else to do; empty when there is nothing to say.
     */
    record WholeNumber(String typeName, long min, long max, long multipleOf, String hint) implements ValueRule {
        /**
         * An int.
         *
         * @param min smallest value.
         * @param max largest value.
         * @return the rule.
         */
        public static WholeNumber ofInt(int min, int max) {
            return new WholeNumber("int", min, max, 1, "");
        }

        /**
         * A long without an upper limit.
         *
         * @param min smallest value.
         * @return the rule.
         */
        public static WholeNumber ofLong(long min) {
            return new WholeNumber("long", min, Long.MAX_VALUE, 1, "");
        }

        /**
         * The same, of which only multiples are valid.
         *
         * @param unit every value is a multiple of.
         * @return the rule.
         */
        public WholeNumber multipleOf(int unit) {
            return new WholeNumber(typeName, min, max, unit, hint);
        }

        WholeNumber withHint(String text) {
            return new WholeNumber(typeName, min, max, multipleOf, text);
        }

        @Override
        public String validValues() {
            String range = isUnbounded() ? "at least " + min : min == max ? "" + min : min + " to " + max;
            return multipleOf == 1 ? range : range + ", a multiple of " + multipleOf;
        }

        @Override
        public String canonical(String key, String text) {
            long value;
            try {
                value = Long.parseLong(text.trim());
            } catch (NumberFormatException e) {
                throw refusal(key, text, "must be a whole number of type " + typeName + " without a unit");
            }
            if (value < min || value > max) {
                throw refusal(key, text, "must be " + validValues());
            }
            if (value % multipleOf != 0) {
                throw refusal(key, text, "must be a multiple of " + multipleOf + nearestMultiple(value));
            }
            return Long.toString(value);
        }

        private boolean isUnbounded() {
            return max == (typeName.equals("int") ? Integer.MAX_VALUE : Long.MAX_VALUE);
        }

        private String nearestMultiple(long value) {
            return ", such as " + (value / multipleOf + 1) * multipleOf;
        }

        private IllegalArgumentException refusal(String key, String text, String rule) {
            return new IllegalArgumentException(key + "=" + text + " " + rule + (hint.isEmpty() ? "" : ": " + hint));
        }
    }

    /**
     * One of a list of words. Case matters, except for booleans, as in Kafka.
     *
     * @param typeName {@code boolean}, {@code string} or {@code enum}.
     * @param values   the words.
     * @param hint     added to the message of a refusal: what else to do; empty when there is nothing to say.
     */
    record OneOf(String typeName, List<String> values, String hint) implements ValueRule {
        /**
         * One of some words.
         *
         * @param typeName {@code boolean}, {@code string} or {@code enum}.
         * @param words    all there are.
         * @return the rule.
         */
        public static OneOf words(String typeName, String... words) {
            return new OneOf(typeName, List.of(words), "");
        }

        /**
         * One of the choices of an enum.
         *
         * @param choices all there are.
         * @return the rule.
         */
        public static OneOf words(Choice[] choices) {
            return new OneOf("string", Stream.of(choices).map(Choice::text).toList(), "");
        }

        static OneOf constants(Choice[] choices) {
            return new OneOf("enum", Stream.of(choices).map(Choice::text).toList(), "");
        }

        static OneOf alwaysTrue() {
            return new OneOf("boolean", List.of("true"), "");
        }

        /**
         * The same, with more to say when a value is refused.
         *
         * @param text what else to do.
         * @return the rule.
         */
        public OneOf withHint(String text) {
            return new OneOf(typeName, values, text);
        }

        @Override
        public String validValues() {
            return values.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
        }

        @Override
        public String canonical(String key, String text) {
            String value = typeName.equals("boolean") ? text.trim().toLowerCase(Locale.ROOT) : text.trim();
            if (!values.contains(value)) {
                String rule = values.size() == 1 ? " must be " : " must be one of ";
                throw new IllegalArgumentException(
                        key + "=" + text + rule + String.join(", ", values) + (hint.isEmpty() ? "" : ": " + hint));
            }
            return value;
        }
    }

    /**
     * A number that need not be whole, in a range.
     *
     * @param min smallest value.
     * @param max largest value.
     */
    record Decimal(double min, double max) implements ValueRule {
        @Override
        public String typeName() {
            return "double";
        }

        @Override
        public String validValues() {
            return min + " to " + max;
        }

        @Override
        public String canonical(String key, String text) {
            double value;
            try {
                value = Double.parseDouble(text.trim());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(key + "=" + text + " must be a number of type double");
            }
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException(key + "=" + text + " must be " + validValues());
            }
            return Double.toString(value);
        }
    }

    /**
     * Some of a list of words, with commas between them, in any order and each at most once.
     *
     * @param values the words, in the order of the canonical spelling.
     */
    record SomeOf(List<String> values) implements ValueRule {
        @Override
        public String typeName() {
            return "list";
        }

        @Override
        public String validValues() {
            return values.stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "))
                    + ", or several with commas";
        }

        @Override
        public String canonical(String key, String text) {
            List<String> given =
                    Stream.of(text.split(",", -1)).map(String::trim).toList();
            if (!values.containsAll(given) || given.stream().distinct().count() < given.size()) {
                throw new IllegalArgumentException(
                        key + "=" + text + " must be some of " + String.join(", ", values) + ", each at most once");
            }
            return values.stream().filter(given::contains).collect(Collectors.joining(","));
        }
    }

    /**
     * A power of two in a range.
     *
     * @param min smallest value, a power of two.
     * @param max largest value, a power of two.
     */
    record PowerOfTwo(int min, int max) implements ValueRule {
        @Override
        public String typeName() {
            return "int";
        }

        @Override
        public String validValues() {
            return "a power of two from " + min + " to " + max;
        }

        @Override
        public String canonical(String key, String text) {
            String value = WholeNumber.ofInt(min, max).canonical(key, text);
            if (Integer.bitCount(Integer.parseInt(value)) != 1) {
                throw new IllegalArgumentException(key + "=" + text + " must be " + validValues());
            }
            return value;
        }
    }

    /**
     * Any text: whoever uses it checks it.
     *
     * @param typeName    {@code string}, {@code path} or {@code list}.
     * @param validValues as the documentation describes them.
     */
    record Text(String typeName, String validValues) implements ValueRule {
        @Override
        public String canonical(String key, String text) {
            return text.trim();
        }
    }
}
