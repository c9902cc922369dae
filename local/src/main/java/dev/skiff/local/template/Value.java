package dev.skiff.local.template;

import java.util.List;
import java.util.Map;

/** A value of a template as it is written, with its place; what it amounts to is the business of {@link Intrinsics}. */
sealed interface Value {
    Position at();

    /** What it is, for messages: {@code text}, {@code a list}. */
    String kind();

    /**
     * Text, and also every number and boolean: what it means is decided where it is used.
     *
     * @param isPlain whether it stands without quotes, and so may be a number or a boolean
     */
    record Text(String text, boolean isPlain, Position at) implements Value {
        Text(String text, Position at) {
            this(text, false, at);
        }

        @Override
        public String kind() {
            return "'" + text + "'";
        }
    }

    /** Nothing: {@code null}, {@code ~} or an empty place, and what {@code AWS::NoValue} leaves. */
    record Nothing(Position at) implements Value {
        @Override
        public String kind() {
            return "nothing";
        }
    }

    record Items(List<Value> items, Position at) implements Value {
        @Override
        public String kind() {
            return "a list";
        }
    }

    record Fields(Map<String, Value> fields, Position at) implements Value {
        @Override
        public String kind() {
            return "a map";
        }
    }

    /** An intrinsic function by its long name: {@code Ref}, {@code Condition}, {@code Fn::Sub}. */
    record Intrinsic(String function, Value argument, Position at) implements Value {
        @Override
        public String kind() {
            return function;
        }
    }
}
