package dev.patrol.definition;

import dev.patrol.yaml.Secret;

/** A user name and the password, for the REST API of Patroni or for etcd. */
public record Login(String username, Secret password) {}
