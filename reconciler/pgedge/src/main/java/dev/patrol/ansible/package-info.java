/**
 * An Ansible inventory as Ansible reads it: groups, hosts, and which value of a variable holds for a host.
 *
 * <p>Knows what Ansible does and nothing of what the variables are for. Runs nothing: what only a run of Ansible can say,
 * such as a lookup or a fact, comes out as an {@link dev.patrol.ansible.Answer.Unknown} with its place. Start at {@link
 * dev.patrol.ansible.InventoryReader}.
 */
@NullMarked
package dev.patrol.ansible;

import org.jspecify.annotations.NullMarked;
