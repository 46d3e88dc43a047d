package dev.patrol.ansible;

import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates plain Jinja: variables, literals and {@code default()} in {@code {{ }}}, with text around them. All else is
 * {@link Answer.Unknown}.
 */
final class Template {
    private static final Pattern MARK = Pattern.compile("\\{[{%#]");
    // Its value is taken as it is; of all else Jinja makes a text.
    private static final Pattern SINGLE_VARIABLE = Pattern.compile("\\{\\{\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*\\}\\}");

    private final Location place;
    private final HostVariables variables;
    private final Set<String> asked;

    /** @param asked the variables that are being evaluated, the outermost first */
    Template(Location place, HostVariables variables, Set<String> asked) {
        this.place = place;
        this.variables = variables;
        this.asked = asked;
    }

    static boolean isOne(String text) {
        return MARK.matcher(text).find();
    }

    Answer evaluate(String text) {
        Matcher single = SINGLE_VARIABLE.matcher(text);
        Optional<Answer> asItIs = single.matches() ? variable(single.group(1)) : Optional.empty();
        return asItIs.orElseGet(() -> joined(text));
    }

    private Answer joined(String text) {
        StringBuilder result = new StringBuilder();
        int at = 0;
        for (Matcher mark = MARK.matcher(text); mark.find(at); ) {
            result.append(text, at, mark.start());
            boolean isComment = mark.group().equals("{#");
            int end = isComment ? text.indexOf("#}", mark.end()) : Expression.end(text, mark.end());
            if (end < 0 || mark.group().equals("{%")) {
                return unknown(end < 0 ? "its Jinja is not closed" : "it has a Jinja statement, {% … %}");
            }
            at = end + 2;
            if (isComment) {
                continue;
            }
            Answer answer = new Expression(text.substring(mark.end(), end), this).evaluate();
            boolean isWhole = mark.start() == 0 && at == text.length();
            Optional<String> part = asText(answer);
            if (part.isEmpty()) {
                return isWhole ? answer : notPartOfText(answer);
            }
            result.append(part.get());
        }
        return new Answer.Known(
                asAnsibleReadsIt(result.append(text.substring(at)).toString()));
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
        return variables.find(name, asked);
    }

    Answer known(Object value) {
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
