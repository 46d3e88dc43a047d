package dev.patrol.observe;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.ToNumberPolicy;
import dev.patrol.observe.MemberSeen.Follower;
import dev.patrol.observe.MemberSeen.OldAndNew;
import dev.patrol.tree.ConfigTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads the JSON of Patroni's REST API, of any version from 3.0 on. Optional keys are left out when false. */
final class MemberReader {
    private static final Gson GSON = new GsonBuilder()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .create();
    /** A look at a cluster takes time for each. */
    private static final int MOST_MEMBERS = 1_000;

    private MemberReader() {}

    /** {@code GET /patroni}; empty when the body is not what Patroni sends. */
    static Optional<MemberSeen> member(String body) {
        return AnswerJson.read(
                        body,
                        json -> Optional.of(json).filter(it -> it.has("state")).map(MemberReader::member))
                .flatMap(Function.identity());
    }

    /** {@code GET /config}; empty when the body is no JSON object. */
    static Optional<ConfigTree> config(String body) {
        return AnswerJson.read(body, MemberReader::tree);
    }

    /** {@code GET /cluster}; empty when the body is no JSON object, or names more members than a cluster has. */
    static Optional<Topology> topology(String body) {
        return AnswerJson.read(
                        body,
                        json -> new Topology(
                                names(json, member -> true),
                                names(json, member -> flag(member, "pending_restart")),
                                child(json, "scheduled_switchover")
                                        .map(planned -> text(planned, "at").orElse("at an unknown time"))))
                .filter(topology -> topology.members().size() <= MOST_MEMBERS);
    }

    private static Set<String> names(JsonObject json, Predicate<JsonObject> wanted) {
        Set<String> names = new HashSet<>();
        if (json.get("members") instanceof JsonArray members) {
            for (JsonElement member : members) {
                if (member instanceof JsonObject about && wanted.test(about)) {
                    text(about, "name").ifPresent(names::add);
                }
            }
        }
        return names;
    }

    private static MemberSeen member(JsonObject json) {
        return new MemberSeen(
                Role.of(text(json, "role").orElse("")),
                text(json, "state").orElse(""),
                number(json, "timeline").orElse(0),
                wal(json),
                text(json, "postmaster_start_time"),
                restart(json),
                new MemberSeen.Conditions(flag(json, "pause"), flag(json, "cluster_unlocked")),
                identity(json),
                followers(json),
                child(json, "tags").map(MemberReader::tree).orElse(ConfigTree.EMPTY));
    }

    private static ConfigTree tree(JsonObject json) {
        return ConfigTree.of(GSON.fromJson(json, Map.class));
    }

    private static OptionalLong wal(JsonObject json) {
        Optional<JsonObject> xlog = child(json, "xlog");
        OptionalLong written =
                xlog.map(position -> number(position, "location")).orElse(OptionalLong.empty());
        return written.isPresent()
                ? written
                : xlog.map(position -> number(position, "replayed_location")).orElse(OptionalLong.empty());
    }

    private static MemberSeen.Restart restart(JsonObject json) {
        Map<String, OldAndNew> reasons = new HashMap<>();
        child(json, "pending_restart_reason")
                .ifPresent(found -> found.asMap().forEach((parameter, change) -> {
                    if (change instanceof JsonObject values) {
                        reasons.put(
                                parameter,
                                new OldAndNew(
                                        text(values, "old_value").orElse(""),
                                        text(values, "new_value").orElse("")));
                    }
                }));
        Optional<String> scheduled = child(json, "scheduled_restart")
                .map(restart -> text(restart, "schedule").orElse("at an unknown time"));
        return new MemberSeen.Restart(flag(json, "pending_restart"), reasons, scheduled);
    }

    private static MemberSeen.Identity identity(JsonObject json) {
        Optional<JsonObject> patroni = child(json, "patroni");
        return new MemberSeen.Identity(
                patroni.flatMap(about -> text(about, "scope")).orElse(""),
                patroni.flatMap(about -> text(about, "version")).orElse(""),
                text(json, "database_system_identifier").filter(identifier -> !identifier.isEmpty()));
    }

    private static List<Follower> followers(JsonObject json) {
        List<Follower> followers = new ArrayList<>();
        if (json.get("replication") instanceof JsonArray rows) {
            for (JsonElement row : rows) {
                if (row instanceof JsonObject connection) {
                    followers.add(new Follower(
                            text(connection, "application_name").orElse(""),
                            text(connection, "state").orElse(""),
                            text(connection, "sync_state").orElse("")));
                }
            }
        }
        return followers;
    }

    private static Optional<JsonObject> child(JsonObject json, String key) {
        return json.get(key) instanceof JsonObject value ? Optional.of(value) : Optional.empty();
    }

    private static Optional<String> text(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value != null && value.isJsonPrimitive() ? Optional.of(value.getAsString()) : Optional.empty();
    }

    private static OptionalLong number(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value != null
                        && value.isJsonPrimitive()
                        && value.getAsJsonPrimitive().isNumber()
                ? OptionalLong.of(value.getAsLong())
                : OptionalLong.empty();
    }

    private static boolean flag(JsonObject json, String key) {
        JsonElement value = json.get(key);
        return value != null && value.isJsonPrimitive() && value.getAsBoolean();
    }
}
