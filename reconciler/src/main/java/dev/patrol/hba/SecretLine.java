package dev.patrol.hba;

import dev.patrol.problem.Problem;
import dev.patrol.problem.Problems;
import dev.patrol.problem.Severity;
import dev.patrol.secrets.SecretLookup;
import dev.patrol.secrets.SecretReference;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of pg_hba.conf with secrets in its options, such as {@code ldapbindpasswd}; it shows as the line with masks.
 *
 * @param parts texts, and a {@link SecretReference} where a secret belongs
 */
public record SecretLine(List<Object> parts) {
    public SecretLine {
        parts = List.copyOf(parts);
    }

    /** The line for the file. A secret that does not fit into a line is a problem. */
    public Secret resolve(SecretLookup lookup, Problems problems) {
        return new Secret(parts.stream()
                .map(part -> part instanceof SecretReference reference
                        ? quoted(lookup.resolve(reference, problems), reference, problems)
                        : (String) part)
                .collect(Collectors.joining()));
    }

    private static String quoted(Secret secret, SecretReference reference, Problems problems) {
        String text = secret.reveal();
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            problems.add(new Problem(
                    Severity.ERROR, reference.location(), HbaError.LINE_BREAK_IN_SECRET.with("secret", reference)));
        }
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return resolve(SecretLookup.MASKED, new Problems()).reveal();
    }
}
