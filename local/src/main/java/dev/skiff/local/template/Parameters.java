package dev.skiff.local.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The parameters of a template: what is given for them, else their defaults, checked as CloudFormation checks them. */
final class Parameters {
    private static final int LONGEST = 4096;

    private final Map<String, Value> declared;
    private final Map<String, String> given;
    private final Intrinsics intrinsics;

    Parameters(Map<String, Value> declared, Map<String, String> given, Intrinsics intrinsics) {
        this.declared = declared;
        this.given = given;
        this.intrinsics = intrinsics;
    }

    boolean has(String name) {
        return declared.containsKey(name);
    }

    /** Text, or a list where the type says so. */
    Value value(String name, Position at) {
        Properties parameter = parameter(name);
        String type = parameter.text("Type", "String");
        String value = given.containsKey(name) ? given.get(name) : fallback(name, type, parameter, at);
        boolean isList = type.equals("CommaDelimitedList") || type.contains("List<");
        return isList ? list(value, at) : new Value.Text(value, at);
    }

    /** Throws if something is given that is not declared, or if a value breaks the rules of its parameter. */
    void check(Findings findings) {
        for (String name : given.keySet()) {
            if (!has(name)) {
                findings.add(
                        new TemplateException("the template has no parameter " + name + ", only " + declared.keySet()));
            }
        }
        declared.keySet().forEach(name -> findings.collect(() -> check(name)));
    }

    /** The values that must not be shown. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        for (String name : declared.keySet()) {
            try {
                addSecrets(name, secrets);
            } catch (TemplateException toldByCheck) {
                Optional.ofNullable(given.get(name)).ifPresent(secrets::add);
            }
        }
        secrets.removeIf(String::isBlank);
        return secrets;
    }

    private void addSecrets(String name, List<String> secrets) {
        Properties parameter = parameter(name);
        if (parameter.flag("NoEcho", false)) {
            Optional.ofNullable(given.get(name)).ifPresent(secrets::add);
            parameter.optionalText("Default").ifPresent(secrets::add);
        }
    }

    private Properties parameter(String name) {
        return Properties.of("Parameters." + name, declaration(name), intrinsics);
    }

    private Value declaration(String name) {
        Value declaration = declared.get(name);
        if (declaration == null) {
            throw new IllegalArgumentException(name);
        }
        return declaration;
    }

    private static String fallback(String name, String type, Properties parameter, Position at) {
        String cure = ": give it with --parameter " + name + "=…";
        Optional<String> value = parameter.optionalText("Default");
        if (value.isEmpty()) {
            throw TemplateException.unknowable(at, "the parameter " + name + " has no default" + cure);
        }
        if (type.startsWith("AWS::SSM::Parameter::Value")) {
            throw TemplateException.unknowable(
                    at, "the parameter " + name + " is what the Parameter Store has as " + value.get() + cure);
        }
        return value.get();
    }

    private static Value list(String value, Position at) {
        List<Value> items = new ArrayList<>();
        for (String item : value.split(",", -1)) {
            items.add(new Value.Text(item.trim(), at));
        }
        return new Value.Items(items, at);
    }

    private void check(String name) {
        Properties parameter = parameter(name);
        String type = parameter.text("Type", "String");
        Optional<String> value =
                given.containsKey(name) ? Optional.of(given.get(name)) : parameter.optionalText("Default");
        if (value.isPresent() && !(type.startsWith("AWS::SSM") && !given.containsKey(name))) {
            check(name, parameter, type, value.get());
        }
    }

    private void check(String name, Properties parameter, String type, String value) {
        if (value.length() > LONGEST) {
            throw wrong(name, parameter, "a value of " + value.length() + " characters", "at most " + LONGEST);
        }
        boolean isList = type.equals("CommaDelimitedList") || type.startsWith("List<");
        for (String item : isList ? value.split(",", -1) : new String[] {value}) {
            checkItem(name, parameter, type, isList ? item.trim() : item);
        }
    }

    private void checkItem(String name, Properties parameter, String type, String value) {
        List<String> allowed = parameter.texts("AllowedValues");
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            throw wrong(name, parameter, "'" + value + "'", "one of " + allowed);
        }
        if (parameter.has("AllowedPattern") && !matches(parameter, value)) {
            throw wrong(name, parameter, "'" + value + "'", "a match of " + parameter.text("AllowedPattern"));
        }
        if (type.equals("Number") || type.equals("List<Number>")) {
            checkNumber(name, parameter, value);
        } else {
            checkLength(name, parameter, value);
        }
    }

    private static void checkNumber(String name, Properties parameter, String value) {
        BigDecimal number = number(value).orElseThrow(() -> wrong(name, parameter, "'" + value + "'", "a number"));
        Optional<BigDecimal> least = bound(parameter, "MinValue");
        Optional<BigDecimal> most = bound(parameter, "MaxValue");
        if (least.isPresent() && number.compareTo(least.get()) < 0) {
            throw wrong(name, parameter, "'" + value + "'", "at least " + least.get());
        }
        if (most.isPresent() && number.compareTo(most.get()) > 0) {
            throw wrong(name, parameter, "'" + value + "'", "at most " + most.get());
        }
    }

    private static void checkLength(String name, Properties parameter, String value) {
        int least = parameter.integer("MinLength", 0, 0, Integer.MAX_VALUE);
        int most = parameter.integer("MaxLength", LONGEST, 0, Integer.MAX_VALUE);
        if (value.length() < least || value.length() > most) {
            throw wrong(name, parameter, "'" + value + "'", least + " to " + most + " characters");
        }
    }

    private static Optional<BigDecimal> bound(Properties parameter, String name) {
        return parameter.optionalText(name).map(text -> number(text)
                .orElseThrow(() -> parameter.wrong(name, "a number")));
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text.trim()));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static boolean matches(Properties parameter, String value) {
        try {
            return Pattern.compile(parameter.text("AllowedPattern"))
                    .matcher(new PatientText(value))
                    .matches();
        } catch (PatternSyntaxException bad) {
            throw parameter.wrong("AllowedPattern", "a regular expression: " + bad.getDescription());
        } catch (PatientText.Exhausted | StackOverflowError endless) {
            throw parameter.wrong("AllowedPattern", "a regular expression that comes to an end");
        }
    }

    private static TemplateException wrong(String name, Properties parameter, String found, String expected) {
        String why = parameter
                .optionalText("ConstraintDescription")
                .map(text -> " (" + text + ")")
                .orElse("");
        return new TemplateException(
                parameter.at(), "the parameter " + name + " is " + found + ", expected " + expected + why);
    }

    /** Text for a regular expression that may look at it only so often. */
    private static final class PatientText implements CharSequence {
        private final String text;
        private int looks;

        PatientText(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (++looks > 1_000_000) {
                throw new Exhausted();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }

        static final class Exhausted extends RuntimeException {
            private static final long serialVersionUID = 1;
        }
    }
}
