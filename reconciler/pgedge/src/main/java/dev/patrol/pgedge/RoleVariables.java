package dev.patrol.pgedge;

import dev.patrol.ansible.Answer;
import dev.patrol.ansible.HostVariables;
import dev.patrol.authoring.Password;
import dev.patrol.problem.Location;
import dev.patrol.problem.Problems;
import dev.patrol.yaml.Secret;
import dev.patrol.yaml.YamlList;
import dev.patrol.yaml.YamlNode;
import dev.patrol.yaml.YamlScalar;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The variables of one host as the role takes them; reports what cannot be taken, and goes on.
 *
 * @param hostPlace where the host stands in the inventory
 */
record RoleVariables(HostVariables variables, Location hostPlace, Problems problems) {
    private static final Set<String> YES = Set.of("true", "yes", "on", "1");
    private static final Set<String> NO = Set.of("false", "no", "off", "0", "");

    String host() {
        return variables.host();
    }

    /** Where the inventory sets a variable, or else where the host stands. */
    Location place(String name) {
        return variables.place(name).orElse(hostPlace);
    }

    boolean isGiven(String name) {
        return variables.place(name).isPresent();
    }

    Optional<YamlNode> find(String name) {
        Optional<Answer> answer = variables.find(name);
        // A default is made of other variables that are asked for as well; they say it.
        if (answer.isPresent() && answer.get() instanceof Answer.Unknown unknown && isGiven(name)) {
            problems.error(
                    placeOf(unknown),
                    "cannot evaluate '" + name + "': " + unknown.reason() + "; write its value into the inventory");
        }
        return answer.flatMap(RoleVariables::known);
    }

    /** As {@link #find}, for what Patrol can do without: no more than a warning. */
    Optional<String> optionalText(String name) {
        Optional<Answer> answer = variables.find(name);
        if (answer.isPresent() && answer.get() instanceof Answer.Unknown unknown) {
            problems.warning(
                    placeOf(unknown),
                    "cannot evaluate '" + name + "': " + unknown.reason() + "; add it to the definition if it matters");
        }
        return answer.flatMap(RoleVariables::known)
                .flatMap(node -> text(name, node))
                .filter(text -> !text.isEmpty());
    }

    private Location placeOf(Answer.Unknown unknown) {
        return unknown.place().equals(Location.NOWHERE) ? hostPlace : unknown.place();
    }

    private static Optional<YamlNode> known(Answer answer) {
        return answer instanceof Answer.Known known ? Optional.of(known.value()) : Optional.empty();
    }

    /** The text of a variable; empty where it is not set or is none. */
    String text(String name) {
        return find(name).flatMap(node -> text(name, node)).orElse("");
    }

    /** The name of a database role, which must not be empty. */
    String role(String name) {
        Optional<String> text = find(name).flatMap(node -> text(name, node));
        if (text.filter(String::isEmpty).isPresent()) {
            problems.error(place(name), "'" + name + "' is empty; name a role");
        }
        return text.orElse("");
    }

    private Optional<String> text(String name, YamlNode node) {
        if (node instanceof YamlScalar scalar) {
            if (scalar.value() == null) {
                return Optional.of("");
            }
            if (scalar.value() instanceof String
                    || scalar.value() instanceof Long
                    || scalar.value() instanceof BigInteger) {
                return Optional.of(String.valueOf(scalar.value()));
            }
        }
        return wrong(name, node, "a text; put it in quotes if it is meant as one");
    }

    private <T> Optional<T> wrong(String name, YamlNode node, String expected) {
        problems.error(
                node.location().equals(Location.NOWHERE) ? hostPlace : node.location(),
                "'" + name + "' must be " + expected);
        return Optional.empty();
    }

    long whole(String name, long min, long max) {
        String expected = "a whole number from " + min + " to " + max;
        Optional<YamlNode> node = find(name);
        boolean fits = node.isPresent()
                && node.get() instanceof YamlScalar scalar
                && String.valueOf(scalar.value()).matches("[0-9]{1,9}");
        long number = fits ? Long.parseLong(String.valueOf(node.get().plain())) : min;
        if (node.isPresent() && (!fits || number < min || number > max)) {
            wrong(name, node.get(), expected);
            return min;
        }
        return number;
    }

    /** A yes or no; a text counts for what YAML makes of it, since the role pasted it into a file of YAML. */
    boolean isTrue(String name) {
        Optional<YamlNode> node = find(name);
        if (node.isEmpty()) {
            return false;
        }
        String word = node.get() instanceof YamlScalar scalar && scalar.value() != null
                ? String.valueOf(scalar.value()).toLowerCase(Locale.ROOT)
                : "";
        if (!YES.contains(word) && !NO.contains(word)) {
            wrong(name, node.get(), "true or false");
        }
        return YES.contains(word);
    }

    List<YamlNode> items(String name) {
        Optional<YamlNode> node = find(name);
        if (node.isPresent() && node.get() instanceof YamlList list) {
            return list.items();
        }
        node.ifPresent(found -> wrong(name, found, "a list; in a host's line of an INI file quote it: \"['a', 'b']\""));
        return List.of();
    }

    List<String> texts(String name) {
        return items(name).stream().flatMap(item -> text(name, item).stream()).toList();
    }

    /** A password, which is never shown and never an error. */
    Password password(String name, String key) {
        Answer answer = variables.find(name).orElseThrow();
        if (answer instanceof Answer.Unknown unknown) {
            if (unknown.environment().isPresent()) {
                return new Password.InEnvironment(unknown.environment().get());
            }
            return untold(placeOf(unknown), name, unknown.reason(), key);
        }
        if (!isGiven(name) && !variables.encrypted().isEmpty()) {
            Location file = variables.encrypted().iterator().next();
            return untold(file, name, "it may stand in this file, which is encrypted with ansible-vault", key);
        }
        if (!isGiven(name)) {
            problems.warning(
                    Location.ofFile(hostPlace.file()),
                    "'" + name + "' is not set, so the role's default is in effect, which everybody knows; it is in the"
                            + " secrets file as '" + key + "': change the password in PostgreSQL, then there");
        }
        return stored(name, ((Answer.Known) answer).value(), key);
    }

    private Password stored(String name, YamlNode node, String key) {
        Object value = node instanceof YamlScalar scalar ? scalar.value() : node;
        boolean isText = value instanceof String || value instanceof Long || value instanceof BigInteger;
        if (!isText || String.valueOf(value).isEmpty()) {
            Location place = node.location().equals(Location.NOWHERE) ? hostPlace : node.location();
            return untold(place, name, value == null || isText ? "it is empty" : "it is no text; quote it", key);
        }
        return new Password.Stored(new Secret(String.valueOf(value)));
    }

    private Password untold(Location place, String name, String reason, String key) {
        problems.warning(
                place,
                "the value of '" + name + "' cannot be told: " + reason + "; add it to the secrets file as '" + key
                        + "'");
        return new Password.Untold(place);
    }
}
