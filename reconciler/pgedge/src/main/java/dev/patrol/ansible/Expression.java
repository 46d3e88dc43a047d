package dev.patrol.ansible;

import dev.patrol.yaml.PythonTruth;
import dev.patrol.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands between two opening braces and two closing ones: a term, and {@code | default(term)} as often as wanted. */
final class Expression {
    private static final Pattern TOKEN = Pattern.compile(
            "(?:([A-Za-z_][A-Za-z0-9_.]*)|('(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\")" + "|([|(),\\[\\]]))");
    private static final Set<String> BEFORE_A_TERM = Set.of("(", ",", "|");
    private static final Set<String> ONLY_AT_RUN_TIME =
            Set.of("hostvars", "groups", "play_hosts", "playbook_dir", "inventory_dir", "inventory_file", "role_path");
    private static final Set<String> ENVIRONMENT = Set.of("env", "ansible.builtin.env");

    private final String source;
    private final Template template;
    private final List<String> tokens = new ArrayList<>();

    /** Lists, maps and numbers in Python's notation, by the index of their token. */
    private final Map<Integer, YamlNode> literals = new HashMap<>();

    private int at;

    Expression(String source, Template template) {
        this.source = source;
        this.template = template;
    }

    /** The index of the closing braces, from {@code from} on and outside of quotes and maps; -1 where there are none. */
    static int end(String text, int from) {
        char quote = 0;
        int open = 0;
        for (int i = from; i < text.length(); i++) {
            char next = text.charAt(i);
            if (quote != 0) {
                i += next == '\\' ? 1 : 0;
                quote = next == quote ? 0 : quote;
            } else if (next == '\'' || next == '"') {
                quote = next;
            } else if (open == 0 && text.startsWith("}}", i)) {
                return i;
            } else {
                open += next == '{' ? 1 : next == '}' && open > 0 ? -1 : 0;
            }
        }
        return -1;
    }

    Answer evaluate() {
        if (!tokenize() || tokens.isEmpty()) {
            return tooMuch();
        }
        String name = tokens.get(0);
        Optional<Answer> value = term();
        while (at < tokens.size()) {
            if (!takes("|") || !(takes("default") || takes("d"))) {
                return tooMuch();
            }
            boolean isEmpty = !takes("(") || takes(")");
            if (!isEmpty && at >= tokens.size()) {
                return tooMuch();
            }
            String otherwise = isEmpty ? "" : tokens.get(at);
            Optional<Answer> fallback = isEmpty ? Optional.of(template.known("")) : term();
            boolean alsoIfFalse = !isEmpty && takes(",") && at < tokens.size() && isTrue(tokens.get(at++));
            if (!isEmpty && !takes(")")) {
                return tooMuch();
            }
            if (value.isEmpty() || (alsoIfFalse && isFalse(value.get()))) {
                value = fallback;
                name = otherwise;
            }
        }
        String missing = name;
        return value.orElseGet(() -> notSet(missing));
    }

    private boolean tokenize() {
        Matcher matcher = TOKEN.matcher(source);
        int end = afterBlanks(0);
        while (end < source.length()) {
            Optional<PythonLiteral.Found> literal = literal(end);
            if (literal.isPresent()) {
                literals.put(tokens.size(), literal.get().value());
                tokens.add(source.substring(end, literal.get().end()));
                end = literal.get().end();
            } else if (matcher.region(end, source.length()).lookingAt()) {
                tokens.add(matcher.group());
                end = matcher.end();
            } else {
                return false;
            }
            end = afterBlanks(end);
        }
        return true;
    }

    private int afterBlanks(int from) {
        int index = from;
        while (index < source.length() && Character.isWhitespace(source.charAt(index))) {
            index++;
        }
        return index;
    }

    // Jinja and Python do not read backslashes alike. A number with a point becomes the text that Python makes of it.
    private Optional<PythonLiteral.Found> literal(int from) {
        boolean isTerm = tokens.isEmpty() || BEFORE_A_TERM.contains(tokens.get(tokens.size() - 1));
        if (!isTerm || "[{-0123456789".indexOf(source.charAt(from)) < 0) {
            return Optional.empty();
        }
        return PythonLiteral.readAt(template.place(), source, from).filter(found -> {
            String text = source.substring(from, found.end());
            boolean isExact = !(found.value().plain() instanceof Double number)
                    || String.valueOf(number).equals(text);
            return isExact && text.indexOf('\\') < 0;
        });
    }

    /** Empty for a variable that is not set. */
    private Optional<Answer> term() {
        Optional<YamlNode> literal = Optional.ofNullable(literals.get(at));
        String token = tokens.get(at++);
        if (literal.isPresent()) {
            return literal.map(Answer.Known::new);
        }
        char first = token.charAt(0);
        if (first == '\'' || first == '"') {
            return Optional.of(template.known(unquoted(token)));
        }
        boolean isName = Character.isLetter(first) || first == '_';
        if (!isName || (at < tokens.size() && "([".contains(tokens.get(at)))) {
            return Optional.of(call(token));
        }
        return switch (token) {
            case "true", "True" -> Optional.of(template.known(true));
            case "false", "False" -> Optional.of(template.known(false));
            case "none", "None" -> Optional.of(template.known(null));
            default -> token.contains(".") ? Optional.of(tooMuch()) : template.variable(token);
        };
    }

    // Of all calls only one says where the value is kept: lookup('env', 'NAME')
    private Answer call(String name) {
        boolean isLookup = name.equals("lookup") || name.equals("ansible.builtin.lookup");
        boolean isEnvironment = isLookup
                && tokens.size() == 6
                && tokens.get(1).equals("(")
                && ENVIRONMENT.contains(unquoted(tokens.get(2)))
                && tokens.get(3).equals(",")
                && unquoted(tokens.get(4)).matches("[A-Za-z_][A-Za-z0-9_]*")
                && tokens.get(5).equals(")");
        at = tokens.size();
        return isEnvironment ? template.fromEnvironment(unquoted(tokens.get(4))) : tooMuch();
    }

    private boolean takes(String token) {
        boolean found = at < tokens.size() && tokens.get(at).equals(token);
        at += found ? 1 : 0;
        return found;
    }

    private static boolean isTrue(String token) {
        return token.equals("true") || token.equals("True");
    }

    private static boolean isFalse(Answer answer) {
        return answer instanceof Answer.Known known
                && !PythonTruth.of(known.value().plain());
    }

    private static String unquoted(String token) {
        return token.matches("(?s)['\"].*")
                ? token.substring(1, token.length() - 1).replaceAll("\\\\(['\"\\\\])", "$1")
                : token;
    }

    private Answer notSet(String name) {
        if (ONLY_AT_RUN_TIME.contains(name) || name.startsWith("ansible_")) {
            return template.unknown("'" + name + "' is known only while Ansible runs");
        }
        return template.notSet(name);
    }

    private Answer tooMuch() {
        return ONLY_AT_RUN_TIME.stream()
                .filter(source::contains)
                .findFirst()
                .map(name -> template.unknown("it uses '" + name + "', which is known only while Ansible runs"))
                .orElseGet(() -> template.unknown(
                        source.contains("lookup") || source.contains("query")
                                ? "it looks something up where Ansible runs"
                                : "its Jinja is more than variables, literals and default()"));
    }
}
