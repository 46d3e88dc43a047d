/** Files that Patrol keeps on its own machine. Knows nothing of what is in them. */
@NullMarked
package dev.patrol.files;

import org.jspecify.annotations.NullMarked;
