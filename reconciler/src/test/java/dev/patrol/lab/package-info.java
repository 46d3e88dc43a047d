/** The lab of real nodes, for end-to-end tests of every package. Start at {@link dev.patrol.lab.Lab}. */
package dev.patrol.lab;
