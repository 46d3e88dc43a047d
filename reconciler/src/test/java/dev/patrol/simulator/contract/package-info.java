/**
 * The simulator's contract: scenarios that are written once and played on the simulator and on real nodes.
 *
 * <p>A {@link dev.patrol.simulator.contract.Scenario} uses the product's own interfaces and looks through the product's
 * own observer; what it sees and what it is answered is an {@link dev.patrol.simulator.contract.Account}, a value. Two
 * accounts of one scenario and one release must be equal. Where they are not, the simulator is wrong, unless
 * {@link dev.patrol.simulator.contract.Deviation} says why it may differ. It must not know what a
 * {@link dev.patrol.simulator.contract.Subject} is made of.
 */
package dev.patrol.simulator.contract;
