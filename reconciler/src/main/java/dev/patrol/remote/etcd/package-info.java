/**
 * Reads a cluster's keys from etcd's v3 API with jetcd. Nothing in here can write.
 *
 * <p>It asks etcd's hosts in turn, through the nodes' SSH connections or directly. jetcd is large and slow to load, so
 * only {@code EtcdQuery} names its classes. Start at {@link dev.patrol.remote.etcd.EtcdDcsReader}.
 */
@NullMarked
package dev.patrol.remote.etcd;

import org.jspecify.annotations.NullMarked;
