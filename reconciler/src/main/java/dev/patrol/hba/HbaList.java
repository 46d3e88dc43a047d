package dev.patrol.hba;

import dev.patrol.hba.HbaRuleReader.UnreadableRule;
import dev.patrol.problem.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The lines of a pg_hba.conf. The first rule that matches decides, and no rule is a refusal (PostgreSQL documentation,
 * "The pg_hba.conf File"). Where it is not known whether a rule matches, both ways are followed. A line that cannot be
 * read costs all: PostgreSQL goes on with the rules it has, and does not start again.
 */
public final class HbaList {
    private final List<HbaRule> rules;
    private final Optional<Fault> unreadable;
    private final Optional<HbaRule> doubt;

    /** Why PostgreSQL cannot read it, and at which line, from 1. */
    public record Fault(Optional<Integer> line, Reason reason) {}

    private HbaList(List<HbaRule> rules, Optional<Fault> unreadable, Optional<HbaRule> doubt) {
        this.rules = rules;
        this.unreadable = unreadable;
        this.doubt = doubt;
    }

    /** The list as PostgreSQL of this major version reads it. */
    public static HbaList of(List<String> lines, int version) {
        HbaRuleReader reader = new HbaRuleReader(version);
        List<HbaRule> rules = new ArrayList<>();
        int number = 1;
        for (Line line : joined(lines, version)) {
            List<List<Token>> fields = HbaTokens.fields(line.text());
            if (!fields.isEmpty()) {
                try {
                    rules.add(reader.read(number, fields));
                } catch (UnreadableRule e) {
                    return new HbaList(
                            List.of(), Optional.of(new Fault(Optional.of(number), e.reason())), Optional.empty());
                }
            }
            number += line.count();
        }
        Optional<HbaRule> doubt =
                rules.stream().filter(HbaList::mayBeUnreadable).findFirst();
        return new HbaList(
                List.copyOf(rules),
                rules.isEmpty()
                        ? Optional.of(new Fault(Optional.empty(), HbaError.NO_RULE.reason()))
                        : Optional.empty(),
                doubt);
    }

    private static boolean mayBeUnreadable(HbaRule rule) {
        return rule.databases().mayBeUnreadable()
                || rule.users().mayBeUnreadable()
                || rule.clients().filter(Clients.Odd.class::isInstance).isPresent()
                || HbaOptions.mayBeUnreadable(rule);
    }

    /** The fields of one line, as PostgreSQL separates them; the words of each with commas between them. */
    public static List<String> fields(String line) {
        return HbaTokens.fields(line).stream()
                .map(field -> field.stream().map(Token::text).collect(Collectors.joining(",")))
                .toList();
    }

    /**
     * The rules of a file's text as they are written, each on one line with single spaces, so that two files can be
     * compared. Comments and empty lines are no rules; whether PostgreSQL can read one does not matter.
     *
     * @param version PostgreSQL's major version
     */
    public static List<String> written(String text, int version) {
        return joined(List.of(text), version).stream()
                .map(line -> HbaTokens.written(HbaTokens.fields(line.text())))
                .filter(rule -> !rule.isEmpty())
                .toList();
    }

    /** @param count how many lines of the file it takes */
    private record Line(String text, int count) {}

    // A backslash at the end of a line joins the next to it, since 14.
    private static List<Line> joined(List<String> lines, int version) {
        List<Line> joined = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int from = 0;
        int count = 0;
        for (String line : String.join("\n", lines).split("\n", -1)) {
            text.append(line.replaceFirst("\r+$", ""));
            count++;
            boolean goesOn = version >= 14 && text.length() > from && text.charAt(text.length() - 1) == '\\';
            if (goesOn) {
                text.setLength(text.length() - 1);
                from = text.length();
            } else {
                joined.add(new Line(text.toString(), count));
                text.setLength(0);
                from = 0;
                count = 0;
            }
        }
        joined.add(new Line(text.toString(), count));
        return joined;
    }

    /** Why PostgreSQL cannot read it, where that is so. */
    public Optional<Fault> unreadable() {
        return unreadable;
    }

    /** A rule of which it is not certain that PostgreSQL can read it. */
    public Optional<HbaRule> doubt() {
        return doubt;
    }

    /**
     * The decision that libpq's attempts come to: where the server refuses with TLS, say, it is asked without. Holds if
     * PostgreSQL can read the list, {@link #doubt} or not.
     */
    public Decision decide(Connection connection, SslMode mode, boolean serverHasTls) {
        List<Boolean> attempts =
                connection.origin() instanceof Connection.Socket ? List.of(false) : mode.attempts(serverHasTls);
        Decision last = new Decision(Verdict.REFUSED, List.of());
        for (boolean tls : attempts) {
            last = decide(connection.over(tls));
            if (last.verdict() != Verdict.REFUSED) {
                return last;
            }
        }
        return last;
    }

    /** The same of one attempt. */
    Decision decide(Connection connection) {
        if (unreadable.isPresent()) {
            return new Decision(Verdict.REFUSED, List.of());
        }
        List<Verdict> possible = new ArrayList<>();
        List<HbaRule> deciding = new ArrayList<>();
        Match last = Match.NO;
        for (int i = 0; i < rules.size() && last != Match.YES; i++) {
            last = rules.get(i).matches(connection);
            if (last != Match.NO) {
                deciding.add(rules.get(i));
                possible.add(rules.get(i).outcome(connection));
            }
        }
        if (last != Match.YES) {
            possible.add(Verdict.REFUSED);
        }
        return new Decision(Verdict.ofPossible(possible), deciding);
    }
}
