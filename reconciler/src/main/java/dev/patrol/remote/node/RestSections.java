package dev.patrol.remote.node;

import dev.patrol.problem.Reason;
import dev.patrol.remote.NodeReading.RestAnswer;
import dev.patrol.remote.Unread;
import dev.patrol.remote.node.Reply.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a reply has of Patroni's REST API.
 *
 * @param place where it answered
 * @param failure why it could not be asked, or which of its answers could not be read
 */
record RestSections(Map<String, RestAnswer> answers, Optional<String> place, Optional<Reason> failure) {
    private static final int OK = 200;

    /**
     * Each body is followed by its status; status 0 is curl's word for no answer. Patroni says 200 for /patroni however it
     * is, so whoever says something else is not Patroni.
     */
    static RestSections of(Reply reply) {
        Map<String, RestAnswer> answers = new LinkedHashMap<>();
        Optional<Reason> failure = Optional.empty();
        List<Section> sections = reply.sections();
        for (int i = 1; i < sections.size(); i++) {
            Section body = sections.get(i - 1);
            Section answered = sections.get(i);
            if (!body.name().equals("body") || !answered.name().equals("answered")) {
                continue;
            }
            String path = Quote.of(body.word(0));
            if (!answered.word(0).matches("[0-9]{1,3}")) {
                failure = Optional.of(Unread.REST_MALFORMED.with("path", path));
            } else if (!body.isWhole()) {
                failure = Optional.of(Unread.REST_TOO_LARGE.with("path", path));
            } else if (Integer.parseInt(answered.word(0)) > 0) {
                answers.put(path, new RestAnswer(Integer.parseInt(answered.word(0)), body.text()));
            }
        }
        RestAnswer first = answers.get("/patroni");
        if (first == null || first.status() != OK) {
            return new RestSections(Map.of(), Optional.empty(), failure.or(() -> Optional.of(silence(reply))));
        }
        return new RestSections(answers, reply.section("place").map(place -> place.word(0)), failure);
    }

    private static Reason silence(Reply reply) {
        String said = reply.section("failure")
                .flatMap(failure -> failure.text().strip().lines().findFirst())
                .orElse("no answer, and no reason given");
        return Unread.REST_SILENT.with("said", Quote.of(said.replaceFirst("^curl: \\(\\d+\\) ", "")));
    }
}
