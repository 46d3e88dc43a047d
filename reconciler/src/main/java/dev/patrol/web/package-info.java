/**
 * What is served over HTTP: a page for people, metrics for Prometheus, health for supervisors.
 *
 * <p>The only user of Netty. Knows nothing of passes but what it is given. Start at {@link dev.patrol.web.Pages}; that slow
 * clients keep nobody waiting is {@link dev.patrol.web.WebServer}'s job.
 */
@NullMarked
package dev.patrol.web;

import org.jspecify.annotations.NullMarked;
