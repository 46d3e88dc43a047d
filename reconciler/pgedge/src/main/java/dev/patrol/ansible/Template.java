package dev.patrol.ansible;

import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates plain Jinja: variables, literals and {@code default()} in {@code {{ }}}, with text around them. All else is
 * {@link Answer.Unknown}.
 */
record Template(Location place, HostVariables variables, Lookup lookup) {
    private static final Pattern MARK = Pattern.compile("\\{[{%#]");
    // Its value is taken as it is; of all else Jinja makes a text.
    private static final Pattern SINGLE_VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*\\}\\}");

    static boolean isOne(String text) {
        return MARK.matcher(text).find();
    }

    Answer evaluate(String text) {
        lookup.spend(text.length());
        // Jinja drops one line break at the end. Ansible adds it again to what is still a text then.
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        Matcher single = SINGLE_VARIABLE.matcher(body);
        Optional<Answer> asItIs = single.matches() ? variable(single.group(1)) : Optional.empty();
        if (asItIs.isEmpty()) {
            return joined(body, breaks(text));
        }
        boolean isText =
                asItIs.get() instanceof Answer.Known known && known.value().plain() instanceof String;
        return isText && breaks(text) > 0 ? read(asText(asItIs.get()).orElseThrow(), breaks(text)) : asItIs.get();
    }

    private static int breaks(String text) {
        int count = 0;
        while (count < text.length() && text.charAt(text.length() - 1 - count) == '\n') {
            count++;
        }
        return count;
    }

    private Answer joined(String text, int breaks) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        for (Matcher mark = MARK.matcher(text); mark.find(at); ) {
            boolean isComment = mark.group().equals("{#");
            int end = isComment ? text.indexOf("#}", mark.end()) : Expression.end(text, mark.end());
            if (end < 0 || mark.group().equals("{%")) {
                return unknown(end < 0 ? "its Jinja is not closed" : "it has a Jinja statement, {% … %}");
            }
            String before = text.substring(at, mark.start());
            String inside = text.substring(mark.end(), end);
            result.append(inside.startsWith("-") ? before.stripTrailing() : before);
            at = inside.endsWith("-") ? afterBlanks(text, end + 2) : end + 2;
            if (isComment) {
                continue;
            }
            Answer answer = new Expression(withoutDashes(inside), this).evaluate();
            Optional<String> part = asText(answer);
            if (part.isEmpty()) {
                boolean isWhole = result.isEmpty() && at == text.length();
                return isWhole && (breaks == 0 || answer instanceof Answer.Known) ? answer : notPartOfText(answer);
            }
            lookup.spend(part.get().length());
            result.append(part.get());
        }
        return read(result.append(text.substring(at)).toString(), breaks);
    }

    private static int afterBlanks(String text, int from) {
        return text.length() - text.substring(from).stripLeading().length();
    }

    // {{- x -}} takes away the blanks around it.
    private static String withoutDashes(String inside) {
        int from = inside.startsWith("-") ? 1 : 0;
        int to = inside.length() - (inside.endsWith("-") ? 1 : 0);
        return from < to ? inside.substring(from, to) : "";
    }

    /** @param breaks how many line breaks a text ends with at least */
    private Answer read(String result, int breaks) {
        YamlNode value = asAnsibleReadsIt(result);
        boolean isText = value.plain() instanceof String;
        return new Answer.Known(
                isText ? new YamlScalar(place, result + "\n".repeat(Math.max(0, breaks - breaks(result)))) : value);
    }

    // An environment variable that is only a part of the value is no place to keep the value in.
    private Answer notPartOfText(Answer answer) {
        return answer instanceof Answer.Unknown unknown
                ? new Answer.Unknown(unknown.place(), unknown.reason())
                : unknown("it puts a list or a map into a text");
    }

    /** The text that Jinja makes of a value; none of a list or map. */
    private static Optional<String> asText(Answer answer) {
        if (!(answer instanceof Answer.Known known) || !(known.value() instanceof YamlScalar scalar)) {
            return Optional.empty();
        }
        if (scalar.value() instanceof Boolean isTrue) {
            return Optional.of(isTrue ? "True" : "False");
        }
        return Optional.of(scalar.value() == null ? "" : String.valueOf(scalar.value()));
    }

    // Ansible makes lists, dicts and booleans of results that look like one; a number stays a text.
    private YamlNode asAnsibleReadsIt(String result) {
        boolean looksLikeOne =
                result.startsWith("{") || result.startsWith("[") || result.equals("True") || result.equals("False");
        return looksLikeOne ? PythonLiteral.read(place, result) : new YamlScalar(place, result);
    }

    Optional<Answer> variable(String name) {
        return variables.find(name, lookup);
    }

    Answer known(@Nullable Object value) {
        return new Answer.Known(new YamlScalar(place, value));
    }

    Answer unknown(String reason) {
        return new Answer.Unknown(place, reason);
    }

    Answer fromEnvironment(String variable) {
        return new Answer.Unknown(place, "it is taken from the environment", Optional.of(variable));
    }

    Answer notSet(String name) {
        return unknown("'" + name + "' is not set, or not for all hosts");
    }
}
