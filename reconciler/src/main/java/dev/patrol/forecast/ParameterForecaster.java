package dev.patrol.forecast;

import dev.patrol.definition.NodeName;
import dev.patrol.diff.ChangedParameter;
import dev.patrol.diff.Forecast;
import dev.patrol.diff.KeyChange;
import dev.patrol.observe.ClusterObservation;
import dev.patrol.observe.NodeSeen;
import dev.patrol.parameters.Effect;
import dev.patrol.parameters.PatroniParameters;
import dev.patrol.parameters.PatroniVersion;
import dev.patrol.parameters.Setting;
import dev.patrol.parameters.Setting.Context;
import dev.patrol.parameters.SettingsCatalog;
import dev.patrol.parameters.StartRules;
import dev.patrol.render.WantedCluster;
import dev.patrol.tree.ConfigTree;
import dev.patrol.yaml.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What changes of PostgreSQL's parameters take, by the word of the server that runs.
 *
 * <ol>
 *   <li>Two values that are one to the server are no difference.
 *   <li>A value that the server or Patroni would not take as it is, is refused.
 *   <li>Else the context of the parameter says what it takes, on the nodes whose server gets another value by it.
 * </ol>
 */
final class ParameterForecaster {
    private static final String VALUE_OF_ITS_OWN = "every node has a value of its own";
    private static final String SAME_ALREADY = "the server has that value already";

    private final SettingsCatalog catalog;
    private final ParameterLayers before;
    private final ParameterLayers after;
    private final SharedMemoryTrend trend;
    private final ClusterObservation seen;
    private final PatroniVersion patroniVersion;

    ParameterForecaster(SettingsCatalog catalog, WantedCluster rendered, ClusterObservation seen) {
        this.catalog = catalog;
        this.before = ParameterLayers.seen(seen);
        this.after = ParameterLayers.wanted(rendered);
        this.seen = seen;
        this.trend = SharedMemoryTrend.of(rendered.dynamic(), seen.controlData());
        this.patroniVersion = seen.oldestPatroni();
    }

    /** The change with its forecast; empty if it is none to the server. */
    Optional<KeyChange> inDynamic(KeyChange change) {
        if (ChangedParameter.isWholeMap(change)) {
            return Optional.of(change.with(ofWholeMap(change)));
        }
        Optional<String> name = ChangedParameter.in(change);
        return name.isEmpty()
                ? Optional.of(change)
                : changed(name.get(), change).map(real -> real.with(dynamic(name.get(), real)));
    }

    /** The same for a change in the file of one node. */
    Optional<KeyChange> inFile(NodeName node, KeyChange change) {
        Optional<String> seed = ChangedParameter.inSeed(change);
        if (seed.isPresent()) {
            return changed(seed.get(), change);
        }
        Optional<String> name = ChangedParameter.in(change);
        return name.isEmpty()
                ? Optional.of(change)
                : changed(name.get(), change).map(real -> real.with(file(node, name.get(), real)));
    }

    private Optional<KeyChange> changed(String name, KeyChange change) {
        boolean same = change.before().isPresent()
                && change.after().isPresent()
                && catalog.find(name)
                        .filter(setting -> setting.same(
                                Secret.plain(change.before().get()),
                                Secret.plain(change.after().get())))
                        .isPresent();
        return same ? Optional.empty() : Optional.of(change);
    }

    private Forecast dynamic(String name, KeyChange change) {
        Optional<Forecast> settled = PatroniParameters.originOf(name)
                .map(origin ->
                        Forecast.of(Effect.NOTHING, "Patroni drops it from the dynamic configuration: " + origin))
                .or(() -> refused(name, change, after.nodes()));
        if (settled.isPresent()) {
            return settled.get();
        }
        Set<NodeName> shadowed = new TreeSet<>();
        Set<NodeName> except = new TreeSet<>();
        Set<NodeName> reached = new TreeSet<>();
        for (NodeName node : after.nodes()) {
            boolean shadows = after.own(node, name).isPresent();
            if (shadows) {
                shadowed.add(node);
            }
            (shadows || !moves(node, name) ? except : reached).add(node);
        }
        if (reached.isEmpty()) {
            return Forecast.of(Effect.NOTHING, shadowed.equals(except) ? VALUE_OF_ITS_OWN : SAME_ALREADY);
        }
        Forecast forecast = taking(name).except(except);
        return forecast.effect() == Effect.RESTART ? forecast.in(trend.orderOf(name)) : forecast;
    }

    private Forecast file(NodeName node, String name, KeyChange change) {
        Optional<Forecast> refused = refused(name, change, List.of(node));
        if (refused.isPresent()) {
            return refused.get();
        }
        if (PatroniParameters.isDynamicOnly(name)) {
            return Forecast.of(Effect.RELOAD, "Patroni takes it from the dynamic configuration only");
        }
        // Patroni must read its file again in any case, or it would go on with what it has read of it.
        Forecast forecast = moves(node, name) ? taking(name) : Forecast.of(Effect.NOTHING, SAME_ALREADY);
        return forecast.effect() == Effect.NOTHING
                ? new Forecast(Effect.RELOAD, forecast.order(), forecast.except(), forecast.reason())
                : forecast;
    }

    private boolean moves(NodeName node, String name) {
        Optional<Setting> setting = catalog.find(name);
        Optional<Object> from = before.effective(node, name).or(() -> fallback(setting));
        Optional<Object> to = after.effective(node, name).or(() -> fallback(setting));
        boolean same = from.isPresent()
                && to.isPresent()
                && setting.map(known -> known.same(from.get(), to.get())).orElse(from.equals(to));
        boolean runs = to.isPresent()
                && setting.filter(known -> runsWith(node, known, to.get())).isPresent();
        return !same && !runs;
    }

    // PostgreSQL has chosen it by itself (wal_buffers), or the restart that would have changed it was never made.
    private boolean runsWith(NodeName node, Setting setting, Object value) {
        return seen.seen(node)
                .flatMap(NodeSeen::server)
                .map(server -> server.settings().get(setting.name()))
                .filter(running -> running.needsRestart() && setting.same(value, running.value()))
                .isPresent();
    }

    private static Optional<Object> fallback(Optional<Setting> setting) {
        return setting.flatMap(Setting::fallback).map(Object.class::cast);
    }

    private Forecast taking(String name) {
        Optional<Setting> setting = catalog.find(name);
        if (PatroniParameters.isOfRecovery(name)) {
            return ofRecovery(name, setting);
        }
        if (setting.isEmpty()) {
            return ofUnknown(name);
        }
        Context context = setting.get().context();
        String rule = "pg_settings says '" + context.label() + "'";
        if (context == Context.POSTMASTER) {
            return Forecast.of(Effect.RESTART, rule);
        }
        return Forecast.of(Effect.RELOAD, context.sparesOpenSessions() ? rule + ", so for new sessions" : rule);
    }

    private static Forecast ofRecovery(String name, Optional<Setting> setting) {
        if (PatroniParameters.isSetOnStandbys(name)) {
            return Forecast.of(Effect.NOTHING, "Patroni sets it on standbys itself, and nothing else reads it");
        }
        // restore_command before PostgreSQL 14: Patroni's follow() restarts a standby for it, and nothing is pending.
        boolean restarts =
                setting.map(Setting::context).filter(Context.POSTMASTER::equals).isPresent();
        return restarts
                ? Forecast.of(
                        Effect.REFUSED,
                        "before PostgreSQL 14 Patroni restarts every replica for it, all at once; change it with 'patronictl"
                                + " edit-config' when that is acceptable, and then here")
                : Forecast.of(Effect.RELOAD, "for members that follow another one");
    }

    private static Forecast ofUnknown(String name) {
        if (PatroniParameters.isConverted(name)) {
            return Forecast.of(Effect.RELOAD);
        }
        return name.contains(".")
                ? Forecast.of(Effect.RELOAD, "the running server does not know it, so nobody can say yet")
                : Forecast.of(Effect.NOTHING, "PostgreSQL has no such parameter");
    }

    private Optional<Forecast> refused(String name, KeyChange change, Iterable<NodeName> nodes) {
        return change.after()
                .flatMap(value -> objection(name, Secret.plain(value)))
                .or(() -> objectionAtStart(name, nodes))
                .map(why -> Forecast.of(Effect.REFUSED, why));
    }

    private Optional<String> objectionAtStart(String name, Iterable<NodeName> nodes) {
        for (NodeName node : nodes) {
            Optional<String> objection = StartRules.objectionTo(name, other -> after.effective(node, other), catalog);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    private Optional<String> objection(String name, Object value) {
        Optional<String> patronis = PatroniParameters.objectionTo(name, value, patroniVersion);
        if (patronis.isPresent() || PatroniParameters.isConverted(name)) {
            return patronis;
        }
        Optional<Setting> setting = catalog.find(name);
        if (setting.isEmpty()) {
            return name.contains(".")
                    ? Optional.empty()
                    : Optional.of("PostgreSQL " + catalog.version()
                            + " has no such parameter, so that Patroni drops it with no more than a line in its log");
        }
        return setting.get().context() == Context.INTERNAL
                ? Optional.of("PostgreSQL shows it and lets nobody set it")
                : setting.get().objectionTo(value);
    }

    private Forecast ofWholeMap(KeyChange change) {
        boolean restarts = change.after().orElse(null) instanceof ConfigTree tree
                && tree.names().stream()
                        .flatMap(name -> catalog.find(name).stream())
                        .anyMatch(setting -> setting.context() == Context.POSTMASTER);
        return Forecast.of(restarts ? Effect.RESTART : Effect.RELOAD);
    }
}
