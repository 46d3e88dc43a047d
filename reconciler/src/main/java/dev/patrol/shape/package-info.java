/**
 * Which keys and kinds of value a YAML file may hold, and the check of a file against them.
 *
 * <p>A {@link dev.patrol.shape.Group} declares keys, each with a {@link dev.patrol.shape.Kind}; the declaration is the
 * only place that knows them, so that the JSON Schema of a file is written from it as well. Knows nothing of what the
 * keys mean. Start at {@link dev.patrol.shape.Kind}.
 */
@NullMarked
package dev.patrol.shape;

import org.jspecify.annotations.NullMarked;
