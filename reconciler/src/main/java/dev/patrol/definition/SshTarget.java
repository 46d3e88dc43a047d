package dev.patrol.definition;

import dev.patrol.address.HostPort;
import java.util.Optional;

/** Where a node's sshd answers; user and jump host come from the settings unless the definition names them. */
public record SshTarget(HostPort address, Optional<String> user) {}
