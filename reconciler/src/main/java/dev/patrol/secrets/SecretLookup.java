package dev.patrol.secrets;

import dev.patrol.problem.Problems;
import dev.patrol.yaml.Secret;

/** Turns a reference into the secret. */
@FunctionalInterface
public interface SecretLookup {
    /** Stands in where nobody will see the secret: validation and masked output need none. */
    SecretLookup MASKED = (reference, problems) -> new Secret(Secret.MASK);

    /** The secret; where it cannot be had, a problem at the reference's place and an empty secret. Never throws. */
    Secret resolve(SecretReference reference, Problems problems);
}
