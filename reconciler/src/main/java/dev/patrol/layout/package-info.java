/**
 * Where things live: units, files and folders by the layout of a node, the addresses of nodes and of etcd.
 *
 * <p>Start at {@link dev.patrol.layout.LayoutPreset}.
 */
@NullMarked
package dev.patrol.layout;

import org.jspecify.annotations.NullMarked;
