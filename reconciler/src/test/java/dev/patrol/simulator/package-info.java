/**
 * A cluster of Patroni's in memory, whose time passes only when somebody waits: nodes, their Patroni and PostgreSQL, the
 * DCS, and the faults that befall them.
 *
 * <p>It implements the interfaces of {@link dev.patrol.remote}, so that the product works on it as on real nodes. It
 * must not know what the product wants of it: what it answers comes from Patroni's documented and measured behaviour.
 * Start at {@link dev.patrol.simulator.SimulatedCluster}; {@link dev.patrol.simulator.Operator} runs Patrol on it.
 */
package dev.patrol.simulator;
