package dev.patrol.hba;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Takes a line apart as PostgreSQL's {@code next_token} and {@code next_field_expand} do (src/backend/libpq/hba.c): blanks
 * separate fields, commas the words of one, a quote holds blanks and commas together, {@code #} ends the line.
 */
final class HbaTokens {
    private final String line;
    private int at;

    private HbaTokens(String line) {
        this.line = line;
    }

    /** The fields of a line, each with its words; none for a blank line or a comment. */
    static List<List<Token>> fields(String line) {
        HbaTokens tokens = new HbaTokens(line);
        List<List<Token>> fields = new ArrayList<>();
        while (tokens.at < line.length()) {
            List<Token> field = tokens.field();
            if (!field.isEmpty()) {
                fields.add(field);
            }
        }
        return fields;
    }

    /** Fields as they are written, with single spaces between them and single commas between the words of one. */
    static String written(List<List<Token>> fields) {
        return fields.stream()
                .map(field -> field.stream().map(Token::written).collect(Collectors.joining(",")))
                .collect(Collectors.joining(" "));
    }

    private List<Token> field() {
        List<Token> words = new ArrayList<>();
        boolean goesOn = true;
        while (goesOn) {
            int before = words.size();
            goesOn = word(words) && words.size() > before;
        }
        return words;
    }

    /** Adds the next word, if there is one; true if a comma follows it. */
    private boolean word(List<Token> words) {
        while (at < line.length() && (isBlank(line.charAt(at)) || line.charAt(at) == ',')) {
            at++;
        }
        int start = at;
        int end = at;
        StringBuilder text = new StringBuilder();
        boolean inQuotes = false;
        boolean wasQuote = false;
        boolean sawQuote = false;
        boolean beganQuoted = false;
        boolean comma = false;
        while (at < line.length() && !comma && (inQuotes || !isBlank(line.charAt(at)))) {
            char c = line.charAt(at++);
            if (c == '#' && !inQuotes) {
                at = line.length();
            } else if (c == ',' && !inQuotes) {
                comma = true;
            } else {
                end = at;
                if (c != '"' || wasQuote) {
                    text.append(c);
                }
                // Two quotes in quotes are one.
                wasQuote = inQuotes && c == '"' && !wasQuote;
                if (c == '"') {
                    inQuotes = !inQuotes;
                    sawQuote = true;
                    beganQuoted |= text.length() == 0;
                }
            }
        }
        if (sawQuote || text.length() > 0) {
            words.add(new Token(text.toString(), beganQuoted, line.substring(start, end)));
        }
        return comma;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }
}
