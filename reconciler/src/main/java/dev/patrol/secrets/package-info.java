/**
 * Where secrets come from: references, as definitions and settings hold them, and what they stand for.
 *
 * <p>The one package that reads secrets. Knows nothing of what they are for. Start at {@link
 * dev.patrol.secrets.SecretLookup}.
 */
@NullMarked
package dev.patrol.secrets;

import org.jspecify.annotations.NullMarked;
