/**
 * Definitions to text, as people would have written them: the other way round from {@code language}.
 *
 * <p>Pure, and knows nothing of what the definitions are made from. Start at {@link dev.patrol.authoring.AuthoredCluster}.
 */
@NullMarked
package dev.patrol.authoring;

import org.jspecify.annotations.NullMarked;
