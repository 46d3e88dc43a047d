/**
 * Reaches nodes over SSH: one connection for each, and the script of {@code remote.node} on it.
 *
 * <p>It carries bytes and says why it could not. The only user of sshj, which is loaded when the first node is asked. Start
 * at {@link dev.patrol.remote.ssh.SshConnections}.
 */
@NullMarked
package dev.patrol.remote.ssh;

import org.jspecify.annotations.NullMarked;
