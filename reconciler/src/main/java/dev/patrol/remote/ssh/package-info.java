/**
 * Everything that happens on a node, over SSH: one connection per node, one script on it, few verbs.
 *
 * <p>It carries text and reports what came back; what a reading means, and what to do about it, is decided elsewhere.
 * The only user of sshj, which is loaded when the first node is asked. Start at {@code node.sh} beside the resources
 * (what a node is asked to do), then {@link dev.patrol.remote.ssh.SshNodeReader} and {@link
 * dev.patrol.remote.ssh.SshConnections}.
 */
@NullMarked
package dev.patrol.remote.ssh;

import org.jspecify.annotations.NullMarked;
