/**
 * The protocol of the script that runs on a node: requests, replies, and what they mean in the words of {@code remote}.
 *
 * <p>Whatever carries the bytes is a {@link dev.patrol.remote.node.NodeChannel}; what a reading means, and what to do about
 * it, is decided elsewhere. Start at {@code node.sh} beside the resources (what a node is asked to do), then {@link
 * dev.patrol.remote.node.ScriptNodeReader}.
 */
@NullMarked
package dev.patrol.remote.node;

import org.jspecify.annotations.NullMarked;
