package dev.patrol.ansible;

import static java.util.Objects.requireNonNull;

import dev.patrol.problem.Location;
import dev.patrol.yaml.YamlNode;
import java.util.Optional;

/** What can be said about the value of a variable without running Ansible. */
public sealed interface Answer {
    /** The value, with all of its Jinja evaluated. */
    record Known(YamlNode value) implements Answer {
        public Known {
            requireNonNull(value, "value");
        }
    }

    /**
     * Only a run of Ansible could tell.
     *
     * @param place where the part stands that cannot be told
     * @param reason a clause such as {@code 'x' is encrypted with ansible-vault}; never holds a value
     * @param environment the environment variable that the whole value is taken from
     */
    record Unknown(Location place, String reason, Optional<String> environment) implements Answer {
        public Unknown {
            requireNonNull(place, "place");
            requireNonNull(reason, "reason");
            requireNonNull(environment, "environment");
        }

        Unknown(Location place, String reason) {
            this(place, reason, Optional.empty());
        }
    }
}
