/**
 * The program's own settings: how nodes and Git are reached, when passes are made, where state is kept.
 *
 * <p>Reads one YAML file, checked against {@code SettingsKeys}, into the records of the packages that need them. Knows
 * nothing of clusters. Start at {@link
 * dev.patrol.settings.SettingsReader} and {@link dev.patrol.settings.Settings}.
 */
@NullMarked
package dev.patrol.settings;

import org.jspecify.annotations.NullMarked;
